import { type ProblemList, quoted } from "../import-problem.ts";
import { type Origin, pointerStep } from "../origin.ts";
import { toJson, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/yaml-node.ts";
import { spdxIdentifier } from "./licence-ids.ts";
import { readEvaluations } from "./read-evaluations.ts";
import { readEmissions } from "./read-emissions.ts";
import type { CardEvaluation, ModelCardFields, UnknownField } from "./schema.ts";

/** What the front matter states; `modelNames` are the names in model-index with their places. */
export type FrontMatter = {
  fields: Partial<ModelCardFields>;
  evaluations: CardEvaluation[];
  modelNames: { value: string; origin: Origin }[];
  unknown: UnknownField[];
};

type Mapper = (state: FrontMatter, entry: YamlEntry, origin: Origin) => "clean" | "partly" | "no";
type TextField = "name" | "description" | "provider" | "library" | "licenceName" | "licenceLink" | "newVersion";
type ListField = "languages" | "tags" | "datasets" | "metrics";

const MAPPERS: ReadonlyMap<string, Mapper> = new Map<string, Mapper>([
  ["model_name", textField("name")],
  ["name", textField("name")],
  ["title", textField("name")],
  ["description", textField("description")],
  ["model_description", textField("description")],
  ["model_creator", textField("provider")],
  ["developed_by", textField("provider")],
  ["organization", textField("provider")],
  ["author", textField("provider")],
  ["library_name", textField("library")],
  ["license_name", textField("licenceName")],
  ["license_link", textField("licenceLink")],
  ["new_version", textField("newVersion")],
  ["language", listField("languages")],
  ["languages", listField("languages")],
  ["tags", listField("tags")],
  ["datasets", listField("datasets")],
  ["dataset", listField("datasets")],
  ["metrics", listField("metrics")],
  ["pipeline_tag", mapTasks],
  ["license", mapLicences],
  ["licence", mapLicences],
  ["base_model", mapBaseModels],
  ["base_model_relation", mapRelation],
  ["co2_eq_emissions", mapEmissions],
  ["model-index", mapModelIndex],
  ["model_index", mapModelIndex],
]);

/**
 * Maps front matter to fields. A value that fits its field moves there; anything else is kept whole in `unknown`, also when
 * part of it could be read. So nothing stated is lost, and every key is printed back from exactly one place.
 */
export function mapFrontMatter(root: YamlMap, problems: ProblemList): FrontMatter {
  const state: FrontMatter = { fields: { tasks: [] }, evaluations: [], modelNames: [], unknown: [] };
  const relationLast = [...root.entries].sort(
    (a, b) => Number(a.key === "base_model_relation") - Number(b.key === "base_model_relation"),
  );
  const fits = new Map<YamlEntry, "clean" | "partly" | "no">();
  for (const entry of relationLast) {
    const origin: Origin = { source: "front-matter", path: pointerStep(entry.key), line: entry.line };
    const mapper = MAPPERS.get(entry.key);
    if (mapper !== undefined) fits.set(entry, mapper(state, entry, origin));
  }
  for (const entry of root.entries) {
    const fit = fits.get(entry);
    if (fit === "clean") continue;
    const pointer = pointerStep(entry.key);
    const reason = fit === undefined || statesNothing(entry.value) ? "unmapped" : "shape";
    state.unknown.push({ pointer, value: toJson(entry.value), line: entry.line, reason });
    if (reason === "shape") {
      const read = fit === "partly" ? "What could be read is proposed" : "It is not read";
      const message = `${quoted(entry.key)} does not have the usual form. ${read}; the whole value is kept as stated.`;
      problems.add({ severity: "warning", path: pointer, line: entry.line, column: entry.column, message });
    }
  }
  return state;
}

function statesNothing(node: YamlNode): boolean {
  if (node.kind === "scalar") return node.value === null || node.text.trim() === "";
  return node.kind === "list" ? node.items.length === 0 : node.entries.length === 0;
}

/** The text of a scalar as the file writes it; undefined for nothing, blank text, lists and mappings. */
function scalarText(node: YamlNode): string | undefined {
  if (node.kind !== "scalar" || node.value === null || node.text.trim() === "") return undefined;
  return node.text;
}

/** Texts of a scalar or list; nested lists are flattened. `clean` means a scalar or flat list where every item is a text. */
function listTexts(node: YamlNode): { texts: string[]; clean: boolean } {
  if (node.kind !== "list") {
    const text = scalarText(node);
    return text === undefined ? { texts: [], clean: false } : { texts: [text], clean: true };
  }
  let clean = node.items.length > 0;
  const texts: string[] = [];
  for (const item of node.items) {
    const inner = listTexts(item);
    clean &&= inner.clean && item.kind === "scalar";
    texts.push(...inner.texts);
  }
  return { texts, clean };
}

function fit(texts: string[], clean: boolean): "clean" | "partly" | "no" {
  if (texts.length === 0) return "no";
  return clean ? "clean" : "partly";
}

function textField(field: TextField): Mapper {
  return (state, entry, origin) => {
    const value = scalarText(entry.value);
    if (value === undefined || state.fields[field] !== undefined) return "no";
    state.fields[field] = { value, origin };
    return "clean";
  };
}

function listField(field: ListField): Mapper {
  return (state, entry, origin) => {
    const { texts, clean } = listTexts(entry.value);
    if (texts.length === 0 || state.fields[field] !== undefined) return "no";
    state.fields[field] = { value: texts, origin };
    return fit(texts, clean);
  };
}

function mapTasks(state: FrontMatter, entry: YamlEntry, origin: Origin): "clean" | "partly" | "no" {
  const { texts, clean } = listTexts(entry.value);
  state.fields.tasks = texts.map((value) => ({ value, origin }));
  return fit(texts, clean);
}

function mapLicences(state: FrontMatter, entry: YamlEntry, origin: Origin): "clean" | "partly" | "no" {
  const { texts, clean } = listTexts(entry.value);
  if (texts.length === 0 || state.fields.licences !== undefined) return "no";
  const value = texts.map((stated) => {
    const spdx = spdxIdentifier(stated);
    return spdx === undefined ? { stated } : { stated, spdx };
  });
  state.fields.licences = { value, origin };
  return fit(texts, clean);
}

function mapBaseModels(state: FrontMatter, entry: YamlEntry, origin: Origin): "clean" | "partly" | "no" {
  const { texts, clean } = listTexts(entry.value);
  if (texts.length > 0) state.fields.baseModels = { value: texts.map((id) => ({ id })), origin };
  return fit(texts, clean);
}

function mapRelation(state: FrontMatter, entry: YamlEntry): "clean" | "partly" | "no" {
  const relation = scalarText(entry.value);
  const bases = state.fields.baseModels;
  if (relation === undefined || bases === undefined) return "no";
  state.fields.baseModels = { ...bases, value: bases.value.map(({ id }) => ({ id, relation })) };
  return "clean";
}

function mapEmissions(state: FrontMatter, entry: YamlEntry, origin: Origin): "clean" | "partly" | "no" {
  const { value, clean } = readEmissions(toJson(entry.value));
  if (Object.keys(value).length === 0) return "no";
  state.fields.emissions = { value, origin };
  return clean ? "clean" : "partly";
}

function mapModelIndex(state: FrontMatter, entry: YamlEntry, origin: Origin): "clean" | "partly" | "no" {
  if (state.evaluations.length > 0 || state.modelNames.length > 0) return "no";
  const read = readEvaluations(entry.value, origin.path);
  state.evaluations = read.evaluations;
  state.modelNames = read.modelNames;
  if (read.clean) return "clean";
  return read.evaluations.length + read.modelNames.length > 0 ? "partly" : "no";
}
