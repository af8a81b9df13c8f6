import { describe, expect, it } from "vitest";
import { normalStream } from "../testing/random-stream.ts";
import { mannKendall } from "./mann-kendall.ts";

describe("mannKendall", () => {
  it("counts pairs: ten values that only rise give S = 45, variance 125, z = 44/√125", () => {
    const rising = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rising).toMatchObject({ status: "ok", s: 45, tau: 1, n: 10 });
    expect(rising.status === "ok" && rising.p).toBeCloseTo(4.154e-5, 7);
    const falling = mannKendall([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(falling.status === "ok" && falling.p).toBeGreaterThan(0.9999);
  });

  it("lessens the variance for ties: two values four times each give 8·7·21/18 less 2·(4·3·13)/18", () => {
    const found = mannKendall([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(found).toMatchObject({ status: "ok", s: 16 });
    // z = 15/√48
    expect(found.status === "ok" && found.p).toBeCloseTo(0.01519, 4);
  });

  it("keeps its level on noise", () => {
    const next = normalStream(11);
    const hits = Array.from({ length: 400 }, () => mannKendall(Array.from({ length: 28 }, next))).filter(
      (found) => found.status === "ok" && found.p < 0.05,
    ).length;
    expect(hits).toBeGreaterThan(6);
    expect(hits).toBeLessThan(36);
  });

  it("says why there is no answer, and passes over what is no number", () => {
    expect(mannKendall([1, 2, null, Number.NaN])).toEqual({ status: "not_enough_data" });
    expect(mannKendall([3, 3, 3, 3, 3, 3, 3, 3])).toEqual({ status: "constant" });
    expect(mannKendall([1, null, 2, 3, 4, Number.NaN, 5, 6, 7, 8])).toMatchObject({ s: 28, n: 8 });
  });
});
