import type { JsonValue } from "../../../interop/json-value.ts";
import { canonicalJson } from "../../../merkle/canonical-json.ts";
import type { SupplyRecord } from "../../../interop/supply-chain/draft.ts";

/** What a file states of one record, flat: columns by name, facts as `facts.<name>`. */
export type Stated = Readonly<Record<string, JsonValue>>;

/** Where a record came from: what it stated then, which links, and everything else it said. */
export type Source = {
  format: string;
  stated: Stated;
  links: { relation: string; type: string; id: string }[];
  rest: SupplyRecord["rest"];
};

const MODEL_FIELDS = ["team", "sensitivity", "purpose", "provider", "kind", "tasks", "licence"] as const;
const ASSET_FIELDS = ["team", "sensitivity"] as const;

/** The stated columns of a record; what it leaves open is absent. A version's label and stage are not among them: they never change by an import. */
export function statedOf(record: SupplyRecord): Stated {
  const stated: Record<string, JsonValue> = {};
  const isVersion = record.kind === "model_version";
  if (!isVersion) stated["name"] = record.name;
  if (record.description !== "") stated["description"] = record.description;
  if (record.tags.length > 0) stated["tags"] = record.tags;
  if (record.documents.length > 0) stated["documents"] = record.documents;
  if (isVersion && record.artifacts.length > 0) stated["artifacts"] = record.artifacts;
  const fields = record.kind === "model" ? MODEL_FIELDS : ASSET_FIELDS;
  if (!isVersion) {
    for (const field of fields) {
      const value = record.fields[field];
      if (value !== undefined) stated[field] = value;
    }
  }
  for (const [fact, value] of Object.entries(record.facts)) {
    if (record.kind === "model" || (isVersion && fact === "label")) continue;
    stated[`facts.${fact}`] = value;
  }
  return stated;
}

/** A value as the preview shows it: short text, or a list of short texts. */
export function shown(value: JsonValue | undefined): string | string[] | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return value.length > 300 ? `${value.slice(0, 299)}…` : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    return value.slice(0, 20).map((item) => (typeof item === "string" ? item : shortObject(item)));
  }
  return shortObject(value);
}

function shortObject(value: JsonValue): string {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    const name = value["name"] ?? value["title"];
    if (typeof name === "string") return name;
  }
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** A record as the database can hold it: texts have neither NUL nor half a character. */
export function storable(record: SupplyRecord): SupplyRecord {
  const mend = (_member: string, value: unknown): unknown =>
    typeof value === "string" ? value.replace(/\0|\p{Surrogate}/gu, "\ufffd") : value;
  return JSON.parse(JSON.stringify(record), mend) as SupplyRecord;
}

/** Whether two values say the same, whatever the order of their members. */
export function sameContent(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
