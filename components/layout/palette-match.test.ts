import { describe, expect, it } from "vitest";
import { fit } from "./palette-match.ts";

describe("fit of a label to what was typed", () => {
  it("ranks a beginning over a word over letters in order", () => {
    expect(fit("Models", "mod")).toBe(3);
    expect(fit("Threat models", "mod")).toBe(2);
    expect(fit("card-fraud-gbm", "fraud")).toBe(2);
    expect(fit("Import a model card", "imc")).toBe(1);
    expect(fit("Models", "xyz")).toBe(0);
  });

  it("lets everything through when nothing was typed", () => {
    expect(fit("Models", "  ")).toBe(3);
  });
});
