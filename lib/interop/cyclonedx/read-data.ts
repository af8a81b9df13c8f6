import type { JsonValue } from "../json-value.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Part, type Parts, setPart } from "../supply-chain/parts.ts";
import {
  documentsOf,
  licenceOf,
  makerOf,
  markdownList,
  propertyOf,
  referenceOf,
  setStated,
  sha256Of,
  sharedParts,
} from "./read-shared.ts";

/** Words that name a sensitivity, in CycloneDX' free `classification`. */
const SENSITIVITIES: ReadonlyMap<string, string> = new Map([
  ["public", "public"],
  ["open", "public"],
  ["internal", "internal"],
  ["confidential", "confidential"],
  ["company confidential", "confidential"],
  ["restricted", "restricted"],
  ["secret", "restricted"],
]);

/** The sensitivity that a classification names; undefined for words of the organization's own. */
export function sensitivityOf(classification: JsonValue | undefined): string | undefined {
  return SENSITIVITIES.get((textOf(classification) ?? "").trim().toLowerCase());
}

/** Whether a data component is data that models learn from or are tried on: not only configuration, source code, definitions. */
export function isDataset(component: JsonObject): boolean {
  const types = listOf(component.data).map((each) => objectOf(each).type);
  return types.length === 0 || types.some((type) => type === "dataset");
}

function firstOf(component: JsonObject, read: (data: JsonObject) => [JsonValue | undefined, string]): Part | undefined {
  for (const [index, each] of listOf(component.data).entries()) {
    const [value, at] = read(objectOf(each));
    if (textOf(value) !== undefined) return { value: value ?? "", at: `/data/${index}${at}` };
  }
  return undefined;
}

function contentUrl(component: JsonObject): Part | undefined {
  return firstOf(component, (data) => [objectOf(data.contents).url, "/contents/url"]);
}

/** What a data component says of the dataset. */
export function datasetParts(component: JsonObject): Parts {
  const parts = sharedParts(component);
  const inner = firstOf(component, (data) => [data.description, "/description"]);
  if (!parts.has("description")) setStated(parts, "description", inner);
  setStated(parts, "facts.source", makerOf(component) ?? propertyOf(component, ["owner", "source"]));
  setStated(parts, "facts.licence", licenceOf(component));
  const address = referenceOf(component, ["website", "distribution", "source-distribution", "vcs"]);
  setStated(
    parts,
    "facts.sourceUrl",
    contentUrl(component) ?? address ?? propertyOf(component, ["source_url", "sourceUrl"]),
  );
  const classified = firstOf(component, (data) => [sensitivityOf(data.classification), "/classification"]);
  setStated(parts, "fields.sensitivity", classified);
  const sensitive = listOf(component.data).flatMap((each) => textsOf(objectOf(each).sensitiveData ?? null));
  if (sensitive.length > 0) setPart(parts, "facts.personalDataDetail", { value: markdownList(sensitive), at: "/data" });
  setStated(parts, "documents", documentsOf(component));
  return parts;
}

/** What a data component says of the version it is. */
export function datasetVersionParts(component: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: component.name, at: "/name" });
  const version = textOf(component.version);
  if (version === undefined) setPart(parts, "facts.label", { value: "unspecified", isDerived: true });
  else setPart(parts, "facts.label", { value: version, at: "/version" });
  setStated(parts, "facts.digest", sha256Of(component));
  setStated(parts, "facts.location", contentUrl(component) ?? referenceOf(component, ["distribution"]));
  return parts;
}

/**
 * Data named inline by a model, as a data component of its own. Its name is its own, its address's last part, or
 * "Training data".
 */
export function inlineDataset(data: JsonObject): JsonObject {
  const url = textOf(objectOf(data.contents).url);
  const last = url
    ?.replace(/[?#].*$/s, "")
    .replace(/\/+$/, "")
    .split("/")
    .pop();
  const named = textOf(data.name) ?? textOf(last) ?? "Training data";
  return { type: "data", name: named, data: [data] };
}
