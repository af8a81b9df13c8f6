import type { JsonValue } from "../json-value.ts";
import type { SupplyArtifact } from "../supply-chain/draft.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { sameJson } from "./own-words.ts";
import { artifactsOf, isFile } from "./read-model.ts";
import { documentsOf } from "./read-shared.ts";
import { isSpdxId } from "./spdx-ids.ts";

/** Writes one value into its place of an element, or takes away what the element says there. */
export type Writer = (element: JsonObject, value: JsonValue | undefined) => void;

const set =
  (field: string): Writer =>
  (element, value) => {
    if (value === undefined) Reflect.deleteProperty(element, field);
    else element[field] = value;
  };

/** The object in a field, made when it is not there; the element gets a copy, for it may share parts with the rest. */
function inner(element: JsonObject, field: string): JsonObject {
  const copy = { ...objectOf(element[field]) };
  element[field] = copy;
  return copy;
}

const licence: Writer = (element, value) => {
  const text = textOf(value);
  if (text === undefined) set("licenses")(element, undefined);
  else if (isSpdxId(text)) element.licenses = [{ license: { id: text } }];
  else if (/^[\w.+()-]+(?: (?:OR|AND|WITH) [\w.+()-]+)+$/.test(text)) element.licenses = [{ expression: text }];
  else element.licenses = [{ license: { name: text } }];
};

const digest: Writer = (element, value) => {
  const others = listOf(element.hashes).filter((each) => objectOf(each).alg !== "SHA-256");
  const hashes = value === undefined ? others : [...others, { alg: "SHA-256", content: value }];
  set("hashes")(element, hashes.length === 0 ? undefined : hashes);
};

const documents: Writer = (element, value) => {
  const wanted = listOf(value).map(objectOf);
  const isWanted = (each: JsonValue) => wanted.some(({ url }) => url === objectOf(each).url);
  const stated = listOf(documentsOf(element)?.value).map((each) => objectOf(each).url);
  const kept = listOf(element.externalReferences).filter(
    (each) => isWanted(each) || !stated.includes(objectOf(each).url ?? null),
  );
  const added = wanted
    .filter(({ url }) => !kept.some((each) => objectOf(each).url === url))
    .map(({ title, url }) => ({ type: "documentation", url: url ?? "", comment: title ?? "" }));
  const all = [...kept, ...added];
  set("externalReferences")(element, all.length === 0 ? undefined : all);
};

const firstEndpoint: Writer = (element, value) => {
  const others = listOf(element.endpoints).slice(1);
  const endpoints = value === undefined ? others : [value, ...others.filter((each) => each !== value)];
  set("endpoints")(element, endpoints.length === 0 ? undefined : endpoints);
};

const card =
  (section: string, field: string, shape: (value: JsonValue) => JsonValue | undefined): Writer =>
  (element, value) => {
    const shaped = value === undefined ? undefined : shape(value);
    set(field)(inner(inner(element, "modelCard"), section), shaped);
  };

const artifacts: Writer = (element, value) => {
  const wanted = listOf(value) as SupplyArtifact[];
  const known = new Map(
    listOf(element.components)
      .map(objectOf)
      .filter(isFile)
      .map((file) => [textOf(file.name), file]),
  );
  set("components")(element, undefined);
  const own = artifactsOf(element)[0];
  if (own !== undefined && !wanted.some((each) => sameJson(each, own))) digest(element, undefined);
  const isOwn = (each: SupplyArtifact) => own !== undefined && sameJson(each, own);
  const files = wanted.filter((each) => !isOwn(each) || known.has(each.name));
  const printed = files.map((each) => fileOf(each, known.get(each.name)));
  set("components")(element, printed.length === 0 ? undefined : printed);
};

function fileOf(artifact: SupplyArtifact, known: JsonObject | undefined): JsonObject {
  const [stated] = known === undefined ? [] : artifactsOf({ components: [known] });
  if (known !== undefined && sameJson(stated, artifact)) return known;
  const file: JsonObject = { type: "file", name: artifact.name };
  if (artifact.mediaType !== "application/octet-stream") file["mime-type"] = artifact.mediaType;
  if (artifact.digest !== null) file.hashes = [{ alg: "SHA-256", content: artifact.digest }];
  if (artifact.location !== "") file.externalReferences = [{ type: "distribution", url: artifact.location }];
  return file;
}

/** The first piece of data in a data component, changed. */
const data =
  (change: (piece: JsonObject, value: JsonValue | undefined) => void): Writer =>
  (element, value) => {
    const [first, ...others] = listOf(element.data);
    if (value === undefined && first === undefined) return;
    const piece: JsonObject = isObject(first) ? { ...first } : { type: "dataset" };
    change(piece, value);
    element.data = [piece, ...others];
  };

const contents = data((piece, value) => {
  const changed = { ...objectOf(piece.contents) };
  set("url")(changed, value);
  set("contents")(piece, Object.keys(changed).length === 0 ? undefined : changed);
});

const shared = { name: set("name"), description: set("description"), tags: set("tags"), documents };

function metricsOf(value: JsonValue): JsonValue {
  return listOf(value)
    .map(objectOf)
    .map(({ name, value: measured, slice }) => ({
      type: textOf(name) ?? "",
      value: typeof measured === "number" ? String(measured) : (textOf(measured) ?? ""),
      ...(textOf(slice) === undefined ? {} : { slice: slice ?? "" }),
    }));
}

/** For each kind the places that CycloneDX has; the others go into properties. */
export const writers: Readonly<Record<string, Readonly<Record<string, Writer>>>> = {
  model: {
    name: set("name"),
    description: set("description"),
    tags: set("tags"),
    "fields.provider": set("publisher"),
    "fields.licence": licence,
    "fields.tasks": card("modelParameters", "task", (value) => listOf(value)[0]),
    "fields.purpose": card("considerations", "useCases", (value) => [value]),
  },
  model_version: {
    "facts.label": set("version"),
    "facts.architecture": (element, value) => {
      const parameters = inner(inner(element, "modelCard"), "modelParameters");
      set("architectureFamily")(parameters, undefined);
      set("modelArchitecture")(parameters, value);
    },
    "facts.limitations": card("considerations", "technicalLimitations", (value) => [value]),
    "facts.metrics": card("quantitativeAnalysis", "performanceMetrics", metricsOf),
    documents,
    artifacts,
  },
  dataset: {
    ...shared,
    "facts.source": set("publisher"),
    "facts.licence": licence,
    "facts.sourceUrl": contents,
    "fields.sensitivity": data((piece, value) => set("classification")(piece, value)),
  },
  dataset_version: { "facts.label": set("version"), "facts.digest": digest },
  system: shared,
  component: {
    ...shared,
    "facts.release": set("version"),
    "facts.purl": set("purl"),
    "facts.digest": digest,
    "facts.licence": licence,
    "facts.supplier": set("publisher"),
  },
  service: { ...shared, "facts.release": set("version"), "facts.licence": licence, "facts.location": firstEndpoint },
  deployment: { ...shared, "facts.endpoint": firstEndpoint },
};
