import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { robustCentre, robustZ } from "./robust-z.ts";

describe("robustZ", () => {
  it("is 0.6745 (x − median)/MAD", () => {
    const found = answered(robustZ(10, [2.1, 2.6, 2.4, 2.5, 2.3]));
    expect(found.z).toBeCloseTo((0.6744897501960817 * (10 - 2.4)) / 0.1, 9);
  });

  it("does not move for wild values in the past", () => {
    expect(answered(robustZ(3, [1, 2, 3, 4, 1e9, 5, null])).median).toBe(3.5);
  });

  it("keeps a floor, and stands in when more than half are the same", () => {
    expect(answered(robustCentre([5, 5, 5, 5, 5], 2)).scale).toBe(2);
    expect(answered(robustCentre([5, 5, 5, 5, 10])).scale).toBeCloseTo(1.2533141373155003, 12);
    expect(robustCentre([5, 5, 5, 5, 5])).toEqual({ status: "constant" });
    expect(robustCentre([5, 5, 5, 5])).toEqual({ status: "not_enough_data" });
    expect(robustZ(null, [1, 2, 3, 4, 5])).toEqual({ status: "invalid_input" });
  });
});
