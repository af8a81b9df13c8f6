import { fieldLabels, sameValue } from "@/lib/inventory/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { fieldText } from "./field-text.tsx";

type People = Readonly<Record<string, string>>;
type Change = { field: string; label: string; before: string | null; after: string | null };

const LONG = 60;
const hidden = new Set(["state", "archivedAt", "origins", "cardDigest", "sourceKey", "createdBy", "slug"]);
const labelOf = (field: string): string => fieldLabels[field as keyof typeof fieldLabels] ?? field;

/** The fields of an entry that people know, as they were and as they became. */
export function entryChanges(entry: Pick<TrailEntry, "before" | "after">, people: People): Change[] {
  const { before, after } = entry;
  if (before === null || after === null) return [];
  const fields = Object.keys(before).filter((field) => !hidden.has(field) && !sameValue(before[field], after[field]));
  return fields.map((field) => ({
    field,
    label: labelOf(field),
    before: fieldText(field, before[field], people),
    after: fieldText(field, after[field], people),
  }));
}

function listed(words: readonly string[]): string {
  if (words.length <= 1) return words.join("");
  if (words.length > 4) return `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

function changedWords(changes: readonly Change[]): string {
  const [first] = changes;
  if (changes.length === 1 && first !== undefined) {
    const { label, before, after } = first;
    if ((before ?? "").length <= LONG && (after ?? "").length <= LONG) {
      return `changed ${label.toLowerCase()} from ${before ?? "nothing"} to ${after ?? "nothing"}`;
    }
  }
  return `changed ${listed(changes.map(({ label }) => label.toLowerCase()))}`;
}

/** What happened, as the rest of a sentence that begins with a name: "changed sensitivity from Internal to Confidential". */
export function entryWords(
  entry: Pick<TrailEntry, "action" | "before" | "after" | "version">,
  changes: readonly Change[],
): string {
  switch (entry.action) {
    case "model.register":
      return "registered this model";
    case "model.archive":
      return "archived this model";
    case "model.restore":
      return "restored this model";
    case "import.apply":
      if (entry.version === 1) return "registered this model from a model card";
      return changes.length === 0
        ? "imported a newer model card"
        : `imported a newer model card: ${changedWords(changes)}`;
    case "model.update":
      return changes.length === 0 ? "confirmed what the import had assumed" : changedWords(changes);
    default:
      return changes.length === 0 ? entry.action : changedWords(changes);
  }
}
