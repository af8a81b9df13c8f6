import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { relativeError } from "../testing/relative-error.ts";
import { fisherExact } from "./fisher-exact.ts";

/** scipy 1.17 fisher_exact([[a, b], [c, d]]); the first two stand in its documentation. */
const TABLES = [
  [8, 2, 1, 5, 0.034965034965034965],
  [6, 2, 1, 4, 0.10256410256410256],
  [100, 99900, 300, 99700, 2.344802365830858e-24],
  [0, 1000, 200, 800, 1.9280908078593576e-65],
] as const;

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i += 1) value = (value * (n - k + i)) / i;
  return k < 0 || k > n ? 0 : value;
}

describe("fisherExact", () => {
  it.each(TABLES)("of %d, %d, %d, %d", (a, b, c, d, p) => {
    const found = answered(fisherExact({ count: a, total: a + b }, { count: c, total: c + d }));
    expect(relativeError(found.p, p)).toBeLessThan(1e-9);
  });

  it("is the sum over all tables that are no likelier", () => {
    const side = fc.tuple(fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(side, side, ([a, b], [c, d]) => {
        fc.pre(a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0);
        const found = answered(fisherExact({ count: a, total: a + b }, { count: c, total: c + d }));
        const mass = (k: number): number =>
          (binomial(a + b, k) * binomial(c + d, a + c - k)) / binomial(a + b + c + d, a + c);
        const masses = Array.from({ length: a + b + 1 }, (_, k) => mass(k));
        const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
        expect(found.p).toBeCloseTo(sum(masses.filter((one) => one <= mass(a) * (1 + 1e-7))), 10);
        expect(found.more).toBeCloseTo(sum(masses.slice(a)), 10);
        expect(found.fewer).toBeCloseTo(sum(masses.slice(0, a + 1)), 10);
      }),
    );
  });

  it("says what it cannot do", () => {
    expect(fisherExact({ count: 0, total: 0 }, { count: 1, total: 2 })).toEqual({ status: "not_enough_data" });
    expect(fisherExact({ count: 0, total: 5 }, { count: 0, total: 2 })).toEqual({ status: "constant" });
    expect(fisherExact({ count: 6, total: 5 }, { count: 0, total: 2 })).toEqual({ status: "invalid_input" });
  });
});
