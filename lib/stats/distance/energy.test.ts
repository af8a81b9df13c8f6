import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { energyDistance } from "./energy.ts";

describe("energyDistance", () => {
  it("gives the examples of scipy's documentation", () => {
    expect(answered(energyDistance({ values: [0] }, { values: [2] })).distance).toBeCloseTo(2, 14);
    expect(
      answered(energyDistance({ values: [0, 8], weights: [3, 1] }, { values: [0, 8], weights: [2, 2] })).distance,
    ).toBeCloseTo(1, 14);
    expect(
      answered(
        energyDistance(
          { values: [0.7, 7.4, 2.4, 6.8], weights: [2.1, 4.2, 7.4, 8] },
          { values: [1.4, 8], weights: [7.6, 8.8] },
        ),
      ).distance,
    ).toBeCloseTo(0.88003340976158217, 13);
  });

  it("says what it cannot do", () => {
    expect(energyDistance({ values: [] }, { values: [1] })).toEqual({ status: "not_enough_data" });
    expect(energyDistance({ values: [1e308, -1e308] }, { values: [1] })).not.toMatchObject({ distance: Infinity });
  });
});
