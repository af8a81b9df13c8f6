import { expect, it } from "vitest";
import { findingCounts } from "./check-words.ts";

it("says of a file in one line what was found, and never that a file is harmless whose content was not looked at", () => {
  expect(findingCounts([])).toEqual({ tone: "green", words: "Nothing harmful found" });
  expect(findingCounts([{ severity: "info", code: "unknown_format" }])).toEqual({
    tone: "neutral",
    words: "Content not looked at",
  });
  const mixed = [
    { severity: "blocking", code: "unknown_format" },
    { severity: "warning", code: "unknown_format" },
    { severity: "warning", code: "unknown_format" },
  ] as const;
  expect(findingCounts(mixed)).toEqual({ tone: "red", words: "1 blocking, 2 warnings" });
});
