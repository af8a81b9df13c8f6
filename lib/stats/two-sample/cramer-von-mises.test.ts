import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { cramerVonMises } from "./cramer-von-mises.ts";

/** scipy 1.17 cramervonmises_2samp, method "exact" and "asymptotic". */
const X = [
  0.61, 0.29, 0.06, 0.59, -1.73, -0.74, 0.51, -0.56, 0.39, 1.64, 0.05, -0.06, 0.64, -0.82, 0.37, 1.77, 1.09, -1.28,
  2.36, 1.31, 1.05, -0.32, -0.4, 1.06, -2.47,
];
const Y = [
  2.2, 1.66, 1.38, 0.2, 0.36, 0, 0.96, 1.56, 0.44, 1.5, -0.3, 0.66, 2.31, 3.29, -0.27, -0.37, 0.38, 0.7, 0.52, -0.71,
];

describe("cramerVonMises", () => {
  it("agrees with scipy", () => {
    const exact = answered(cramerVonMises([1, 2, 3, 4, 5], [3.5, 4.5, 5.5, 6.5, 7.5, 8.5]));
    expect(exact).toMatchObject({ exact: true });
    expect(exact.statistic).toBeCloseTo(0.5454545454545456, 14);
    expect(exact.p).toBeCloseTo(0.03896103896103896, 14);
    const limiting = answered(cramerVonMises(X, Y));
    expect(limiting.statistic).toBeCloseTo(0.2389629629629635, 13);
    expect(limiting.p).toBeCloseTo(0.20721025983514907, 9);
  });

  it("does not care which sample comes first", () => {
    expect(answered(cramerVonMises(X, Y)).p).toBeCloseTo(answered(cramerVonMises(Y, X)).p, 12);
  });

  it("says what it cannot do", () => {
    expect(cramerVonMises([1], [1, 2])).toEqual({ status: "not_enough_data" });
    expect(cramerVonMises([1, 1], [1, 1])).toEqual({ status: "constant" });
  });
});
