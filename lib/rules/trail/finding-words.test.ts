import { expect, it } from "vitest";
import { findingSummary } from "./finding-words.ts";

it("counts findings in words, one and many", () => {
  expect(
    findingSummary([
      { kind: "differs", entityType: "model" },
      { kind: "missing", entityType: "user" },
      { kind: "differs", entityType: "model" },
      { kind: "unlogged", entityType: "new_kind" },
    ]),
  ).toBe("2 models differ, 1 person is missing, 1 new kind has no entry");
  expect(findingSummary([])).toBe("");
});
