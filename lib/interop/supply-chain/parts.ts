import type { JsonValue } from "../json-value.ts";
import { type SupplyArtifact, SupplyFields, type SupplyRecord } from "./draft.ts";
import { fitText, isBlank, versionLabel, words } from "./fit-text.ts";
import type { SupplyKind } from "./relations.ts";

/** One stated value: `at` is its pointer below the record's own; `isDerived` = concluded from there. */
export type Part = { value: JsonValue; at: string; isDerived?: boolean };

/**
 * What is stated of one record, by place: "name", "description", "tags", "documents", "artifacts", "fields.<name>" or
 * "facts.<name>".
 */
export type Parts = Map<string, Part>;

const LISTS = new Set([
  "tags",
  "documents",
  "artifacts",
  "fields.tasks",
  "facts.columns",
  "facts.parameters",
  "facts.metrics",
]);
const COUNTS = new Set(["facts.rowCount", "facts.sizeBytes"]);

/** How a place holds its value: as text, as a whole number from 0, or as a list. */
export function shapeOf(path: string): "text" | "count" | "list" {
  if (LISTS.has(path)) return "list";
  return COUNTS.has(path) ? "count" : "text";
}

/** Whether there is such a place in a record. */
export function isPartPath(path: string): boolean {
  if (path === "name" || path === "description" || LISTS.has(path)) return true;
  if (path.startsWith("fields.")) return Object.hasOwn(SupplyFields.shape, path.slice("fields.".length));
  return /^facts\.[a-z][A-Za-z]{0,39}$/.test(path);
}

/** Puts a value where it belongs unless it says nothing. */
export function setPart(
  parts: Parts,
  path: string,
  part: { value: JsonValue | undefined; at?: string; isDerived?: boolean },
): void {
  const { value, at = "", isDerived } = part;
  if (value === undefined || isBlank(value)) return;
  parts.set(path, isDerived === true ? { value, at, isDerived } : { value, at });
}

/** What a part becomes in the inventory; undefined for a value that its place cannot hold. */
export function fitPart(
  kind: SupplyKind,
  path: string,
  value: JsonValue,
): { value: JsonValue; isCut: boolean } | undefined {
  const shape = shapeOf(path);
  if (shape === "count") {
    const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    return fits ? { value, isCut: false } : undefined;
  }
  if (shape === "list") return Array.isArray(value) ? fitList(path, value) : undefined;
  if (typeof value !== "string") return undefined;
  if (path === "facts.label" && kind === "model_version") {
    const label = versionLabel(value);
    return label === "" ? undefined : { value: label, isCut: label !== value.trim() };
  }
  const fitted = fitText(path, value);
  if (fitted.value === "") return undefined;
  if (!path.startsWith("fields.")) return fitted;
  const field = SupplyFields.shape[path.slice("fields.".length) as keyof SupplyFields];
  return field.safeParse(fitted.value).success ? fitted : undefined;
}

function fitList(path: string, value: JsonValue[]): { value: JsonValue; isCut: boolean } | undefined {
  if (path !== "tags" && path !== "fields.tasks") return { value, isCut: false };
  const texts = value.filter((each) => typeof each === "string");
  if (texts.length < value.length) return undefined;
  const fitted = words(texts);
  const isCut =
    fitted.length < new Set(texts.map((text) => text.trim())).size || fitted.some((text) => !texts.includes(text));
  return { value: fitted, isCut };
}

/** A record's values by place, those that say nothing left out: the inverse of filling a record from parts. */
export function partsOf(record: SupplyRecord): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: record.name });
  setPart(parts, "description", { value: record.description });
  setPart(parts, "tags", { value: record.tags });
  setPart(parts, "documents", { value: record.documents });
  setPart(parts, "artifacts", { value: record.artifacts });
  for (const [name, value] of Object.entries(record.fields)) setPart(parts, `fields.${name}`, { value });
  for (const [name, value] of Object.entries(record.facts)) setPart(parts, `facts.${name}`, { value });
  return parts;
}

/** Fills the record's values from parts, which fit; the places not stated stay as they are. */
export function fillRecord(record: SupplyRecord, parts: Parts): SupplyRecord {
  const text = (path: string): string | undefined => parts.get(path)?.value as string | undefined;
  const below = (prefix: string) =>
    [...parts]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, { value }]) => [path.slice(prefix.length), value] as const);
  return {
    ...record,
    name: text("name") ?? record.name,
    description: text("description") ?? record.description,
    tags: (parts.get("tags")?.value as string[] | undefined) ?? record.tags,
    documents: (parts.get("documents")?.value as SupplyRecord["documents"] | undefined) ?? record.documents,
    artifacts: (parts.get("artifacts")?.value as SupplyArtifact[] | undefined) ?? record.artifacts,
    fields: { ...record.fields, ...(Object.fromEntries(below("fields.")) as SupplyFields) },
    facts: { ...record.facts, ...Object.fromEntries(below("facts.")) },
  };
}
