import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { RIVER_ERRORS } from "../testing/published-streams.ts";
import { DDM_START, ddmStep } from "./ddm.ts";

describe("ddmStep", () => {
  it("finds River's documented drift at 1334, after a warning at 1084", () => {
    let state = DDM_START;
    const levels = RIVER_ERRORS.map((error) => {
      const step = answered(ddmStep(state, error === 1));
      state = step.state;
      return step.level;
    });
    expect(levels.flatMap((level, index) => (level === "drift" ? [index] : []))).toEqual([1334]);
    expect(levels.indexOf("warning", 1000)).toBe(1084);
  });

  it("takes only right or wrong", () => {
    expect(ddmStep(DDM_START, 1)).toEqual({ status: "invalid_input" });
  });
});
