import { describe, expect, it } from "vitest";
import { empiricalP } from "./empirical-p.ts";

describe("empiricalP", () => {
  it("counts those at or above, and itself", () => {
    expect(empiricalP(5, [1, 2, 5, 9, null])).toEqual({ status: "ok", p: 0.6, n: 4 });
    expect(empiricalP(100, [1, 2, 5, 9])).toEqual({ status: "ok", p: 0.2, n: 4 });
    expect(empiricalP(1, [])).toEqual({ status: "not_enough_data" });
    expect(empiricalP(Number.NaN, [1])).toEqual({ status: "invalid_input" });
  });
});
