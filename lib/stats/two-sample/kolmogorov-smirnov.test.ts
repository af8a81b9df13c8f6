import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";

/** scipy 1.17 ks_2samp(…, method="exact"). */
const X = [
  0.61, 0.29, 0.06, 0.59, -1.73, -0.74, 0.51, -0.56, 0.39, 1.64, 0.05, -0.06, 0.64, -0.82, 0.37, 1.77, 1.09, -1.28,
  2.36, 1.31, 1.05, -0.32, -0.4, 1.06, -2.47,
];
const Y = [
  2.2, 1.66, 1.38, 0.2, 0.36, 0, 0.96, 1.56, 0.44, 1.5, -0.3, 0.66, 2.31, 3.29, -0.27, -0.37, 0.38, 0.7, 0.52, -0.71,
];

describe("kolmogorovSmirnov", () => {
  it("agrees with scipy's exact test", () => {
    const small = answered(kolmogorovSmirnov([1, 2, 3, 4, 5], [3.5, 4.5, 5.5, 6.5, 7.5, 8.5]));
    expect(small.d).toBeCloseTo(2 / 3, 15);
    expect(small.p).toBeCloseTo(0.10822510822510821, 14);
    expect(answered(kolmogorovSmirnov(X, Y))).toMatchObject({ d: 0.23, exact: true, n: 25, m: 20 });
    expect(answered(kolmogorovSmirnov(X, Y)).p).toBeCloseTo(0.5286364448145011, 12);
    const apart = answered(
      kolmogorovSmirnov(
        Array.from({ length: 30 }, (_, i) => i),
        Array.from({ length: 40 }, (_, i) => 100 + i),
      ),
    );
    expect(apart.p / 3.6135170070159586e-20).toBeCloseTo(1, 10);
  });

  it("goes over to the limiting distribution near where it leaves the exact one", () => {
    const normal = normalStream(3);
    const x = Array.from({ length: 1990 }, normal);
    const y = Array.from({ length: 2010 }, () => normal() + 0.06);
    const exact = answered(kolmogorovSmirnov(x, y));
    const limiting = answered(kolmogorovSmirnov(x, [...y, normal(), normal()]));
    expect([exact.exact, limiting.exact]).toEqual([true, false]);
    expect(limiting.p / exact.p).toBeGreaterThan(0.7);
    expect(limiting.p / exact.p).toBeLessThan(1.4);
  });

  it("keeps its level on tied data: the p of discrete samples is not below uniform", () => {
    const normal = normalStream(11);
    const roll = (): number => Math.round(normal());
    const ps = Array.from({ length: 400 }, () => {
      const sample = (): number[] => Array.from({ length: 40 }, roll);
      return answered(kolmogorovSmirnov(sample(), sample())).p;
    });
    expect(ps.filter((p) => p <= 0.1).length / ps.length).toBeLessThan(0.13);
  });

  it("says what it cannot do", () => {
    expect(kolmogorovSmirnov([], [1, 2])).toEqual({ status: "not_enough_data" });
    expect(kolmogorovSmirnov([null, null, null], [1, 2])).toEqual({ status: "not_enough_data" });
    expect(kolmogorovSmirnov([4, 4, 4], [4, 4])).toEqual({ status: "constant" });
    expect(answered(kolmogorovSmirnov([1, 2, null, Infinity], [1, "x", 2])).ignored).toBe(3);
  });
});
