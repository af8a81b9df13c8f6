import { expect, it } from "vitest";
import { stateMark, timesWords, titleOf } from "./discovery-words.ts";

it("says how a discovery stands, what it is called and how often it was seen", () => {
  expect(stateMark({ state: "open", match: null })).toEqual({ tone: "amber", words: "Open" });
  expect(stateMark({ state: "matched", match: { by: "rule", node: null } }).words).toBe("Known");
  expect(stateMark({ state: "matched", match: { by: "person", node: null } }).words).toBe("Matched");
  expect(titleOf({ name: "", value: "https://a.example" })).toBe("https://a.example");
  expect(titleOf({ name: "Helper", value: "x" })).toBe("Helper");
  expect([timesWords(1), timesWords(1204)]).toEqual(["Seen once", "Seen 1,204 times"]);
});
