import { expect, it } from "vitest";
import { stateMark, timesWords, titleOf } from "./discovery-words.ts";

it("says how a discovery stands, what it is called and how often it was seen", () => {
  expect(stateMark({ state: "open", match: null })).toEqual({ tone: "amber", words: "Open" });
  expect(stateMark({ state: "matched", match: { by: "rule", node: null } }).words).toBe("Known");
  expect(stateMark({ state: "matched", match: { by: "person", node: null } }).words).toBe("Matched");
  expect(titleOf({ name: "", kind: "url", value: "https://a.example" })).toBe("https://a.example");
  expect(titleOf({ name: "Helper", kind: "name", value: "x" })).toBe("Helper");
  expect(titleOf({ name: "", kind: "digest", value: "ab12".repeat(16) })).toBe("ab12ab12…ab12ab12");
  expect([timesWords(1), timesWords(1204)]).toEqual(["Seen once", "Seen 1,204 times"]);
});
