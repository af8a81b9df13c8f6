import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";

/** Benjamini and Hochberg (1995), section 3.2: at 0.05 four hypotheses fall. */
const PAPER = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe("benjaminiHochberg", () => {
  it("refuses four hypotheses of the paper's example at 0.05", () => {
    const { adjusted } = answered(benjaminiHochberg(PAPER));
    expect(adjusted.filter((p) => p !== null && p <= 0.05)).toHaveLength(4);
    expect(adjusted[0]).toBeCloseTo(0.0015, 12);
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  });

  it("keeps order, range, and leaves out what was not tested", () => {
    const p = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1 }), (ps) => {
        fc.pre(ps.some((one) => one !== null));
        const { adjusted } = answered(benjaminiHochberg(ps));
        ps.forEach((one, index) => {
          if (one === null) expect(adjusted[index]).toBeNull();
          else expect(adjusted[index]).toBeGreaterThanOrEqual(one * (1 - 1e-12));
          expect(adjusted[index] ?? 0).toBeLessThanOrEqual(1);
        });
        const known = ps.filter((one) => one !== null);
        expect(adjusted.filter((one) => one !== null)).toEqual(answered(benjaminiHochberg(known)).adjusted);
      }),
    );
  });

  it("says what it cannot do", () => {
    expect(benjaminiHochberg([])).toEqual({ status: "not_enough_data" });
    expect(benjaminiHochberg([null])).toEqual({ status: "not_enough_data" });
    expect(benjaminiHochberg([0.5, Number.NaN])).toEqual({ status: "invalid_input" });
  });
});
