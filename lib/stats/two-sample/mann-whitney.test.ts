import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { mannWhitney } from "./mann-whitney.ts";

describe("mannWhitney", () => {
  it("gives the example of scipy's documentation: ages at diagnosis", () => {
    const found = answered(mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]));
    expect(found).toMatchObject({ u: 17, superiority: 0.85, exact: true });
    expect(found.p).toBeCloseTo(0.1111111111111111, 15);
  });

  it("is exact with ties: scipy's permutation of all orders", () => {
    const found = answered(mannWhitney([1, 2, 2, 3, 5, 5], [2, 4, 5, 6, 6, 7, 8]));
    expect(found.u).toBe(7);
    expect(found.p).toBeCloseTo(0.04428904428904429, 14);
  });

  it("sees a decrease as well as an increase", () => {
    const low = Array.from({ length: 60 }, (_, i) => i);
    const high = low.map((value) => value + 20);
    const down = answered(mannWhitney(low, high));
    expect(down.p).toBe(answered(mannWhitney(high, low)).p);
    expect(down).toMatchObject({ exact: false, n: 60 });
    expect(down.p).toBeLessThan(1e-3);
  });

  it("goes over to the normal approximation without a jump", () => {
    const left = Array.from({ length: 20 }, (_, i) => i * 1.03);
    const right = Array.from({ length: 20 }, (_, i) => i * 1.01 + 4.005);
    const exact = answered(mannWhitney(left, right));
    const normal = answered(mannWhitney([...left, 10.003], right));
    expect([exact.exact, normal.exact]).toEqual([true, false]);
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.02);
  });

  it("says what it cannot do", () => {
    expect(mannWhitney([1], [2, 3])).toEqual({ status: "not_enough_data" });
    expect(mannWhitney([2, 2], [2, 2, 2])).toEqual({ status: "constant" });
  });
});
