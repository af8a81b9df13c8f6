import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { answered } from "../testing/answered.ts";
import { poissonTail } from "./poisson-tail.ts";

describe("poissonTail", () => {
  it("agrees with scipy's poisson.sf and poisson.cdf", () => {
    expect(relativeError(answered(poissonTail(10, 3)).atLeast, 0.0011024881301154815)).toBeLessThan(1e-12);
    expect(relativeError(answered(poissonTail(2, 10)).atMost, 0.0027693957155115775)).toBeLessThan(1e-12);
    expect(relativeError(answered(poissonTail(200, 80)).atLeast, 1.5741200241002003e-29)).toBeLessThan(1e-11);
  });

  it("has its limits", () => {
    expect(poissonTail(0, 4)).toMatchObject({ atLeast: 1 });
    expect(poissonTail(0, 0)).toEqual({ status: "ok", atLeast: 1, atMost: 1 });
    expect(poissonTail(1, 0)).toEqual({ status: "ok", atLeast: 0, atMost: 1 });
    expect([poissonTail(-1, 2), poissonTail(1.5, 2), poissonTail(1, Infinity), poissonTail(1, -1)]).toEqual(
      Array(4).fill({ status: "invalid_input" }),
    );
  });
});
