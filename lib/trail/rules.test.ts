import { describe, expect, it } from "vitest";
import { aggregates, commands } from "../registry.ts";
import { actionLabel, wordsOfAction } from "../rules/trail/action-words.ts";
import { knowsThing, plainFieldLabel, thingWords } from "../rules/trail/thing-words.ts";
import { changedFields, entryWords, sentenceText, wordsWithoutThing, type WordedEntry } from "./rules.ts";

const lena = { type: "user", ref: "u1", name: "Lena Nowak" };
const model = { type: "model", id: "m1", label: "card-fraud-gbm" };
const change = (
  before: WordedEntry["before"],
  after: WordedEntry["after"],
  more: Partial<WordedEntry> = {},
): WordedEntry => ({
  action: "model.update",
  actor: lena,
  entity: model,
  version: 2,
  before,
  after: after === null ? null : { slug: "card-fraud-gbm", ...after },
  ...more,
});
const said = (entry: WordedEntry, names = {}) => sentenceText(entryWords(entry, names));

describe("an entry in words", () => {
  it("knows every action and every kind of thing of the registry", () => {
    const actions = [...commands.map(({ name }) => name), "permission.refused", "recovery_codes.use"];
    expect(actions.filter((action) => wordsOfAction(action, "", 1) === undefined)).toEqual([]);
    expect(aggregates.map(({ type }) => type).filter((type) => !knowsThing(type))).toEqual([]);
  });

  it.each<[string, WordedEntry]>([
    [
      "Lena Nowak raised the sensitivity of card-fraud-gbm from internal to confidential",
      change({ sensitivity: "internal" }, { sensitivity: "confidential" }),
    ],
    [
      "Lena Nowak lowered the sensitivity of card-fraud-gbm from restricted to public",
      change({ sensitivity: "restricted" }, { sensitivity: "public" }),
    ],
    [
      "Lena Nowak moved the lifecycle stage of card-fraud-gbm from training to validation",
      change({ stage: "training" }, { stage: "validation" }),
    ],
    ["Lena Nowak changed the owner of card-fraud-gbm from Kai to Mia", change({ ownerId: "k" }, { ownerId: "m" })],
    ["Lena Nowak set the team of card-fraud-gbm to Fraud ML", change({ team: "" }, { team: "Fraud ML" })],
    ["Lena Nowak removed the owner of card-fraud-gbm", change({ ownerId: "k" }, { ownerId: null })],
    ["Lena Nowak changed name and tags of card-fraud-gbm", change({ name: "a", tags: [] }, { name: "b", tags: ["x"] })],
    ["Lena Nowak changed the purpose of card-fraud-gbm", change({ purpose: "p".repeat(80) }, { purpose: "q" })],
    [
      "Lena Nowak registered card-fraud-gbm",
      change(null, { name: "card-fraud-gbm" }, { action: "model.register", version: 1 }),
    ],
    [
      "Lena Nowak registered card-fraud-gbm from an imported file",
      change(null, {}, { action: "import.apply", version: 1 }),
    ],
    [
      "Lena Nowak invited a@b.example as auditor",
      change(
        null,
        { email: "a@b.example", role: "auditor" },
        { action: "user.invite", entity: { type: "invitation", id: "i", label: "a@b.example" } },
      ),
    ],
    [
      "Somebody not signed in failed to sign in as Kai",
      change(
        null,
        { userId: "k" },
        {
          action: "sign_in.fail",
          actor: { type: "anonymous", ref: "anonymous", name: "Nobody" },
          entity: { type: "sign_in_failure", id: "k", label: "" },
        },
      ),
    ],
  ])("%s", (words, entry) => {
    expect(said(entry, { k: "Kai", m: "Mia" })).toBe(words);
  });

  it("tells a list by what came and what went, and leaves the thing out where all is about it", () => {
    const added = change({ tags: ["a"] }, { tags: ["a", "b", "c"] });
    expect(said(added)).toBe("Lena Nowak added b and c to the tags of card-fraud-gbm");
    expect(said(change({ tags: ["a", "b"] }, { tags: ["b"] }))).toBe(
      "Lena Nowak removed a from the tags of card-fraud-gbm",
    );
    expect(said(change({ tags: ["a"] }, { tags: ["b"] }))).toBe(
      "Lena Nowak changed the tags of card-fraud-gbm from a to b",
    );
    expect(wordsWithoutThing(entryWords(added))).toBe("added b and c to the tags");
    const raised = change({ sensitivity: "internal" }, { sensitivity: "restricted" });
    expect(wordsWithoutThing(entryWords(raised))).toBe("raised the sensitivity from internal to restricted");
  });

  it("says what it does not know by its own name, and leaves nothing out", () => {
    const entry = change(
      { reviewDueAt: null, odd: { a: 1 } },
      { reviewDueAt: "2026-11-20T07:12:36.418Z", odd: { a: 2 } },
      { action: "galaxy.fold", entity: { type: "star_map", id: "019aa0f2-7c12", label: "" } },
    );
    expect(said(entry)).toBe("Lena Nowak did “galaxy.fold” to star map 019aa0f2");
    expect(changedFields(entry, {})).toEqual([
      { field: "reviewDueAt", label: "Review due at", before: null, after: "2026-11-20 07:12:36 UTC" },
      { field: "odd", label: "Odd", before: '{"a":1}', after: '{"a":2}' },
    ]);
    expect([actionLabel("galaxy.fold"), thingWords("star_map")[0], plainFieldLabel("a_b")]).toEqual([
      "Galaxy fold",
      "star map",
      "A b",
    ]);
  });

  it("says that a personal value was erased", () => {
    const entry = change(
      { email: { $erased: true } },
      { email: "new@b.example" },
      { entity: { type: "user", id: "u", label: "" } },
    );
    expect(changedFields(entry, {})).toEqual([
      { field: "email", label: "E-mail", before: "erased", after: "new@b.example" },
    ]);
  });

  it("says of an entry without its values what happened, and that the rest was erased", () => {
    const invited = { action: "user.invite", entity: { type: "invitation", id: "019aa0f2-1", label: "" } };
    expect(said(change(null, null, invited))).toBe("Lena Nowak invited [erased] as [erased]");
    expect(said(change(null, { email: { $erased: true }, role: "viewer" }, invited))).toBe(
      "Lena Nowak invited [erased] as viewer",
    );
    expect(said(change(null, null, { action: "model.register", version: 1 }))).toMatch(/^Lena Nowak registered /);
  });

  it("links a model by its address, with text that is data and never markup", () => {
    const entry = change(
      null,
      {},
      { action: "model.register", entity: { ...model, label: "<b>=cmd</b>" }, version: 1 },
    );
    expect(entryWords(entry).parts.at(-1)).toEqual({
      kind: "thing",
      text: "<b>=cmd</b>",
      href: "/models/card-fraud-gbm",
    });
  });
});
