import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { EDDM_START, eddmStep } from "./eddm.ts";

function drifts(errors: readonly boolean[]): number[] {
  let state = EDDM_START;
  return errors.flatMap((error, index) => {
    const step = answered(eddmStep(state, error));
    state = step.state;
    return step.level === "drift" ? [index] : [];
  });
}

describe("eddmStep", () => {
  it("finds CapyMOA's documented change: a thousand right, then all wrong", () => {
    const errors = Array.from({ length: 2000 }, (_, index) => index >= 1000);
    expect(drifts(errors)).toEqual([1030]);
  });

  it("is quiet while errors come evenly, and sees them come closer slowly", () => {
    const even = Array.from({ length: 3000 }, (_, index) => index % 20 === 19);
    expect(drifts(even)).toEqual([]);
    const closer = Array.from({ length: 10_000 }, (_, index) => index % 10 === 9);
    expect(drifts([...even, ...closer])).toHaveLength(1);
  });

  it("takes only right or wrong", () => {
    expect(eddmStep(EDDM_START, null)).toEqual({ status: "invalid_input" });
  });
});
