import { assetChoiceLabel, assetHref, flatFieldLabel, flatImage } from "../inventory/assets/history-rules.ts";
import {
  fieldLabels as modelFields,
  kindLabels,
  sensitivityLabels,
  stageLabels,
  stateLabels,
} from "../inventory/rules.ts";
import { roles } from "../kernel/policy.ts";
import { canonicalJson } from "../merkle/canonical-json.ts";
import { wordsOfAction } from "../rules/trail/action-words.ts";
import { plainFieldLabel, thingWords } from "../rules/trail/thing-words.ts";
import type { TrailEntry } from "./schema.ts";

/** Names of people and keys by their id, as far as the reader may know them. */
export type Names = Readonly<Record<string, string>>;

/** A piece of the sentence; `href` leads to what it names. */
export type SentencePart = { kind: "actor" | "text" | "thing" | "value"; text: string; href?: string };

/** One field of an entry in words; null: there was or is nothing. */
export type ChangedField = { field: string; label: string; before: string | null; after: string | null };

export type EntryWords = { parts: SentencePart[]; fields: ChangedField[] };

/** What the words need of an entry. */
export type WordedEntry = Pick<TrailEntry, "action" | "actor" | "entity" | "before" | "after" | "version">;

const LONG = 60;

/** What stands in a sentence for a value that was erased. */
const ERASED_WORD = "[erased]";

const modelValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: kindLabels,
  sensitivity: sensitivityLabels,
  stage: stageLabels,
  state: stateLabels,
};

/** Fields whose values have an order that people speak of. */
const ordered: Readonly<Record<string, readonly string[]>> = {
  sensitivity: Object.keys(sensitivityLabels),
  stage: Object.keys(stageLabels),
};

const methods: Readonly<Record<string, string>> = { password: "Password", oidc: "Single sign-on" };

function labelOfField(entityType: string, field: string): string {
  const known = entityType === "model" ? modelFields[field as keyof typeof modelFields] : undefined;
  return known ?? flatFieldLabel(entityType, field) ?? plainFieldLabel(field.replace(/^(facts|custom)\./, ""));
}

function choiceLabel(entityType: string, field: string, value: string): string | undefined {
  if (field === "role") return roles[value as keyof typeof roles];
  if (field === "method") return methods[value];
  const ofAsset = assetChoiceLabel(entityType, field, value);
  if (ofAsset !== undefined) return ofAsset;
  if (field === "state" && entityType !== "model") return plainFieldLabel(value);
  return entityType === "model" ? modelValues[field]?.[value] : undefined;
}

const isTime = (value: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

/** A value of an entry as people read it; null when there is nothing. Times are in UTC, erased values say so. */
export function valueWords(entityType: string, field: string, value: unknown, names: Names): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return value.toLocaleString("en");
  if (typeof value === "string") {
    if (isTime(value)) return `${value.slice(0, 10)} ${value.slice(11, 19)} UTC`;
    return choiceLabel(entityType, field, value) ?? names[value] ?? value;
  }
  if (Array.isArray(value)) {
    const words = value.map((each) => valueWords(entityType, field, each, names) ?? "");
    return words.length === 0 ? null : words.join(", ");
  }
  if (typeof value === "object" && "$erased" in value) return "erased";
  return canonicalJson(value);
}

/** The entry with facts, own fields and links side by side; what is flat already stays as it is. */
function flatEntry(entry: WordedEntry, names: Names): WordedEntry {
  const before = flatImage(entry.before, names) as WordedEntry["before"];
  return { ...entry, before, after: flatImage(entry.after, names) as WordedEntry["after"] };
}

/** Before holds what differs, as a whole where it has parts: a part that is only in after is new in it. */
function fieldsToCompare(told: WordedEntry, before: WordedEntry["before"], after: WordedEntry["after"]): string[] {
  if (before === null || after === null) return Object.keys(after ?? before ?? {});
  const isNew = (field: string): boolean => {
    const [whole = ""] = field.split(".");
    return whole !== field && whole in (told.before ?? {}) && !(field in before);
  };
  return [...Object.keys(before), ...Object.keys(after).filter(isNew)];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields that an entry changed, or all that it recorded when the thing is new, gone, or has no fields to compare. */
export function changedFields(told: WordedEntry, names: Names): ChangedField[] {
  const { before, after, entity } = flatEntry(told, names);
  return fieldsToCompare(told, before, after)
    .filter((field) => !same(before?.[field], after?.[field]))
    .map((field) => ({
      field,
      label: labelOfField(entity.type, field),
      before: valueWords(entity.type, field, before?.[field], names),
      after: valueWords(entity.type, field, after?.[field], names),
    }))
    .filter((change) => change.before !== null || change.after !== null);
}

const actorNames: Readonly<Record<string, string>> = {
  anonymous: "Somebody not signed in",
  operator: "An operator",
  system: "Modelkeep",
};

/** Where a thing can be looked at; undefined when it has no page. */
function hrefOf(entry: WordedEntry): string | undefined {
  const slug = entry.after?.["slug"] ?? entry.before?.["slug"];
  if (entry.entity.type === "model" && typeof slug === "string") return `/models/${slug}`;
  return assetHref(entry.entity.type, slug);
}

function thingPart(entry: WordedEntry, names: Names): SentencePart {
  const { type, id, label } = entry.entity;
  const text = label === "" ? (names[id] ?? `${thingWords(type)[0]} ${id.slice(0, 8)}`) : label;
  const href = hrefOf(entry);
  return { kind: "thing", text, ...(href === undefined ? {} : { href }) };
}

const text = (words: string): SentencePart => ({ kind: "text", text: words });
const value = (words: string): SentencePart => ({ kind: "value", text: words });
/** Labels of choices are small within a sentence; names and free text stay as they are. */
const inSentence = (entry: WordedEntry, change: ChangedField, side: "before" | "after", words: string): string => {
  const raw = entry[side]?.[change.field];
  const isChoice = typeof raw === "string" && choiceLabel(entry.entity.type, change.field, raw) !== undefined;
  return isChoice ? fieldWords(words) : words;
};

const fieldWords = (label: string): string =>
  /^[A-Z][a-z-]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

function listed(words: readonly string[]): string {
  if (words.length > 4) return `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
  return words.length <= 1 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

const valueText = (raw: unknown): string => (typeof raw === "string" ? raw : "");

function verbOf(entry: WordedEntry, field: string): string {
  const order = ordered[field];
  if (entry.entity.type !== "model" || order === undefined) return "changed";
  const place = (side: "before" | "after"): number => order.indexOf(valueText(entry[side]?.[field]));
  if (place("before") < 0 || place("after") < 0) return "changed";
  if (field === "stage") return "moved";
  return place("after") > place("before") ? "raised" : "lowered";
}

const textsOf = (raw: unknown): string[] =>
  Array.isArray(raw) && raw.every((each) => typeof each === "string") ? raw : [];

/** Lists are told by what came and what went; undefined when that is not the whole of it. */
function listParts(entry: WordedEntry, change: ChangedField, thing: SentencePart): SentencePart[] | undefined {
  const [old, now] = [textsOf(entry.before?.[change.field]), textsOf(entry.after?.[change.field])];
  const [added, gone] = [now.filter((each) => !old.includes(each)), old.filter((each) => !now.includes(each))];
  const label = fieldWords(change.label);
  if (added.length > 0 && gone.length === 0) {
    return [text("added "), value(listed(added)), text(` to the ${label} of `), thing];
  }
  if (gone.length > 0 && added.length === 0) {
    return [text("removed "), value(listed(gone)), text(` from the ${label} of `), thing];
  }
  return undefined;
}

function changeParts(entry: WordedEntry, fields: readonly ChangedField[], names: Names): SentencePart[] {
  const thing = thingPart(entry, names);
  const [first] = fields;
  if (first === undefined) return [text("changed "), thing];
  if (fields.length > 1) {
    return [text(`changed ${listed(fields.map(({ label }) => fieldWords(label)))} of `), thing];
  }
  const asList = listParts(entry, first, thing);
  if (asList !== undefined) return asList;
  const { before, after, label } = first;
  if (after === null) return [text(`removed the ${fieldWords(label)} of `), thing];
  const short = (before ?? "").length <= LONG && after.length <= LONG;
  if (before === null) {
    const to = short ? [text(" to "), value(inSentence(entry, first, "after", after))] : [];
    return [text(`set the ${fieldWords(label)} of `), thing, ...to];
  }
  const steps = short
    ? [
        text(" from "),
        value(inSentence(entry, first, "before", before)),
        text(" to "),
        value(inSentence(entry, first, "after", after)),
      ]
    : [];
  return [text(`${verbOf(entry, first.field)} the ${fieldWords(label)} of `), thing, ...steps];
}

function tokenParts(token: string, entry: WordedEntry, fields: readonly ChangedField[], names: Names): SentencePart[] {
  if (token === "thing") return [thingPart(entry, names)];
  if (token === "changes") return changeParts(entry, fields, names);
  const raw = entry.after?.[token] ?? entry.before?.[token];
  const known = valueWords(entry.entity.type, token, raw, names);
  const unknown = entry.before === null && entry.after === null ? ERASED_WORD : "something unknown";
  const words = known === "erased" ? ERASED_WORD : (known ?? unknown);
  return [value(token === "role" ? words.toLowerCase() : words)];
}

/**
 * An entry in words: a sentence in pieces that begins with who did it, and the fields it changed. Unknown actions, kinds
 * and fields are said by their own names, made readable, so that nothing is ever left out.
 */
export function entryWords(told: WordedEntry, names: Names = {}): EntryWords {
  const entry = flatEntry(told, names);
  const fields = changedFields(told, names);
  const { actor, action, entity, version } = entry;
  const name = actorNames[actor.type] ?? names[actor.ref] ?? actor.name;
  const template = wordsOfAction(action, entity.type, version)?.[1] ?? `did “${action}” to {thing}`;
  const rest = template
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== "")
    .flatMap((piece) => (piece.startsWith("{") ? tokenParts(piece.slice(1, -1), entry, fields, names) : [text(piece)]));
  return { parts: [{ kind: "actor", text: name }, text(" "), ...rest], fields };
}

/** The sentence as plain text, without a full stop. */
export function sentenceText(words: EntryWords): string {
  return words.parts.map((part) => part.text).join("");
}

/** What happened without saying who and to what, for a list about one thing: "raised the sensitivity from internal to confidential". */
export function wordsWithoutThing(words: EntryWords): string {
  const rest = words.parts.slice(2);
  return rest
    .map((part, at) => {
      if (part.kind === "thing") return "";
      return rest[at + 1]?.kind === "thing" ? part.text.replace(/ (?:of|to|for) $/, "") : part.text;
    })
    .join("")
    .trim();
}
