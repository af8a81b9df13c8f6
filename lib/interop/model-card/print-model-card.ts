import { Document, Scalar, visit } from "yaml";
import type { JsonValue } from "../json-value.ts";
import { type Origin, topLevelKey } from "../origin.ts";
import { emissionKeys } from "./read-emissions.ts";
import type { CardEvaluation, ModelCardDraft } from "./schema.ts";

/**
 * Writes a draft as a model card: front matter from the fields that came from front matter, the evaluations and `unknown`,
 * then the sections, verbatim. Derived fields and fields from sections are not written: reading the card finds them again.
 * Parsing the result gives an equal draft, apart from line numbers. Front matter uses the body's line ends.
 */
export function printModelCard(draft: ModelCardDraft): string {
  const body = draft.sections.map(({ head, text }) => head + text).join("");
  const frontMatter = frontMatterOf(draft);
  const isNeeded = frontMatter.size > 0 || body.trim() === "" || /^[ \t\r\n]*---|^\uFEFF/.test(body);
  if (!isNeeded) return body;
  const yaml = frontMatter.size === 0 ? "" : printYaml(frontMatter);
  const lineEnd = /\r\n|\n/.exec(body)?.[0] ?? "\n";
  return `---\n${yaml}---\n`.replaceAll("\n", lineEnd) + body;
}

/** Text with invisible characters is quoted: a byte order mark at the start of a plain key would be dropped on reading. */
function printYaml(entries: Map<string, JsonValue>): string {
  const document = new Document(entries, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string" && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(node.value.replaceAll("\n", ""))) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

function frontMatterOf({ fields, evaluations, unknown }: ModelCardDraft): Map<string, JsonValue> {
  const entries = new Map<string, JsonValue>();
  const set = (origin: Origin | undefined, value: JsonValue) => {
    const key = origin?.source === "front-matter" ? topLevelKey(origin.path) : undefined;
    if (key !== undefined) entries.set(key, value);
  };
  for (const field of [
    "name",
    "description",
    "provider",
    "library",
    "licenceName",
    "licenceLink",
    "newVersion",
  ] as const) {
    set(fields[field]?.origin, fields[field]?.value ?? null);
  }
  set(fields.licences?.origin, scalarOrList((fields.licences?.value ?? []).map(({ stated }) => stated)));
  for (const field of ["languages", "tags", "datasets", "metrics"] as const) {
    set(fields[field]?.origin, fields[field]?.value ?? null);
  }
  const stated = fields.tasks.filter(({ origin }) => origin.source === "front-matter");
  set(stated[0]?.origin, scalarOrList(stated.map(({ value }) => value)));
  set(fields.baseModels?.origin, scalarOrList((fields.baseModels?.value ?? []).map(({ id }) => id)));
  const relation = fields.baseModels?.value[0]?.relation;
  if (relation !== undefined && fields.baseModels?.origin.source === "front-matter")
    entries.set("base_model_relation", relation);
  set(fields.emissions?.origin, emissionsOf(fields.emissions?.value ?? {}));
  const modelIndexKey = topLevelKey(/^\/[^/]*/.exec(evaluations[0]?.origin.path ?? "")?.[0] ?? "");
  if (modelIndexKey !== undefined) entries.set(modelIndexKey, modelIndexOf(evaluations));
  for (const { pointer, value } of unknown) {
    const key = topLevelKey(pointer);
    if (key === undefined) continue;
    entries.delete(key);
    entries.set(key, value);
  }
  return entries;
}

function scalarOrList(values: string[]): JsonValue {
  return values.length === 1 ? (values[0] ?? null) : values;
}

function emissionsOf(value: NonNullable<ModelCardDraft["fields"]["emissions"]>["value"]): JsonValue {
  const printed: { [key: string]: JsonValue } = {};
  if (value.grams !== undefined) printed.emissions = value.grams;
  for (const [theirs, ours] of emissionKeys) {
    const text = value[ours];
    if (text !== undefined) printed[theirs] = text;
  }
  return printed;
}

/** Evaluations of one model-index entry (the number in their pointer) belong together, in order. */
function modelIndexOf(evaluations: readonly CardEvaluation[]): JsonValue {
  const models = new Map<string, { name?: string; results: JsonValue[] }>();
  for (const { model, origin, ...result } of evaluations) {
    const entry = /^\/[^/]*\/\d+/.exec(origin.path)?.[0] ?? "";
    const printed = models.get(entry) ?? { ...(model === undefined ? {} : { name: model }), results: [] };
    printed.results.push(result as JsonValue);
    models.set(entry, printed);
  }
  return [...models.values()];
}
