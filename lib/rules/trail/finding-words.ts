import { thingWords } from "./thing-words.ts";

/** What the replay check can find; see the audit trail's guide. */
export type FindingKind = "differs" | "version" | "missing" | "unlogged" | "payload" | "entry";

type KindWords = { label: string; meaning: string; verb: readonly [one: string, many: string] };

/** What people read for a kind of finding: `label` is a badge, `meaning` a sentence, `verb` stands behind "1 model". */
export const findingWords: Readonly<Record<FindingKind, KindWords>> = {
  differs: {
    label: "Record differs",
    meaning: "The record holds other values than its newest entry says. Somebody changed it past Modelkeep.",
    verb: ["differs", "differ"],
  },
  version: {
    label: "Other version",
    meaning: "The record and its newest entry count different versions. A change was made, or undone, past Modelkeep.",
    verb: ["has another version", "have another version"],
  },
  missing: {
    label: "Record missing",
    meaning: "The trail knows it and says nothing of its end, but the record is gone.",
    verb: ["is missing", "are missing"],
  },
  unlogged: {
    label: "No entry",
    meaning: "There is a record that no entry accounts for. Somebody put it there past Modelkeep.",
    verb: ["has no entry", "have no entry"],
  },
  payload: {
    label: "Recorded values altered",
    meaning: "What its newest entry recorded is not what the entry commits to, or is gone without an erasure.",
    verb: ["has altered recorded values", "have altered recorded values"],
  },
  entry: {
    label: "Entry altered",
    meaning: "Its newest entry in the database is not the one in the signed log.",
    verb: ["has an altered entry", "have an altered entry"],
  },
};

type Counted = { kind: FindingKind; entityType: string };

/** Findings counted by kind of thing, in the order in which they come: "2 models differ, 1 person is missing". */
export function findingSummary(findings: readonly Counted[]): string {
  const counts = new Map<string, { kind: FindingKind; entityType: string; count: number }>();
  for (const { kind, entityType } of findings) {
    const key = `${kind} ${entityType}`;
    const known = counts.get(key) ?? { kind, entityType, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()]
    .map(({ kind, entityType, count }) => {
      const plural = count === 1 ? 0 : 1;
      return `${count.toLocaleString("en")} ${thingWords(entityType)[plural]} ${findingWords[kind].verb[plural]}`;
    })
    .join(", ");
}
