import { expect, it } from "vitest";
import { gain, lineFor } from "./bench.mjs";

it("says how much better, whichever direction is better", () => {
  expect(gain(50, 100, "lower")).toBe(2);
  expect(gain(50, 100, "higher")).toBe(0.5);
});

it("prints value, unit, size and ratio, or that there is no baseline", () => {
  const figure = { name: "model list", value: 12, unit: "ms p95", size: "10,000 models", better: "lower" };
  expect(lineFor(figure, 24)).toMatch(/model list +12\.00 ms p95 +10,000 models +×2\.00 \(was 24\)/);
  expect(lineFor(figure, undefined)).toMatch(/no baseline$/);
});
