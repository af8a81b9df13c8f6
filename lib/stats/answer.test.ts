import { describe, expect, it } from "vitest";
import { answer } from "./answer.ts";

describe("answer", () => {
  it("is ok when every number is finite", () => {
    expect(answer({ p: 0.5, name: "x", list: [Number.NaN] })).toEqual({ status: "ok", p: 0.5, name: "x", list: [NaN] });
  });

  it.each([Number.NaN, Infinity, -Infinity])("lets no %d out", (p) => {
    expect(answer({ p, n: 3 })).toEqual({ status: "invalid_input" });
  });
});
