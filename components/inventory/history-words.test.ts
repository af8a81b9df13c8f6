import { describe, expect, it } from "vitest";
import { entryChanges, entryWords } from "./history-words.ts";

const people = { "id-1": "Lena Novak" };
const say = (
  action: string,
  before: Record<string, string | string[] | null> | null,
  after: Record<string, string | string[] | null>,
  version = 2,
) => {
  const entry = { action, before, after, version };
  return entryWords(entry, entryChanges(entry, people));
};

describe("a history entry in words", () => {
  it.each([
    [say("model.register", null, { name: "A" }, 1), "registered this model"],
    [say("import.apply", null, { name: "A" }, 1), "registered this model from a model card"],
    [
      say("model.update", { sensitivity: "internal" }, { sensitivity: "confidential" }),
      "changed sensitivity from Internal to Confidential",
    ],
    [say("model.update", { ownerId: null }, { ownerId: "id-1" }), "changed owner from nothing to Lena Novak"],
    [say("model.update", { team: "a", licence: "b" }, { team: "", licence: "c" }), "changed team and licence"],
    [say("model.update", { description: "x".repeat(100) }, { description: "y" }), "changed description"],
    [say("model.update", { origins: "x" }, { origins: "y" }), "confirmed what the import had assumed"],
    [say("model.archive", { state: "active" }, { state: "archived" }), "archived this model"],
    [
      say("import.apply", { licence: "MIT" }, { licence: "Apache-2.0" }),
      "imported a newer model card: changed licence from MIT to Apache-2.0",
    ],
  ])("%s", (words, expected) => {
    expect(words).toBe(expected);
  });
});
