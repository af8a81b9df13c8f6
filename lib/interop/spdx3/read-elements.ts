import type { JsonValue } from "../json-value.ts";
import { kindOfTask } from "../model-card/task-kinds.ts";
import type { SupplyArtifact } from "../supply-chain/draft.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Part, type Parts, setPart } from "../supply-chain/parts.ts";
import { versionLabel } from "../supply-chain/fit-text.ts";

/** Licence of an element as its relationships state it, and names of who supplied or made it; absent = not stated. */
export type Stated = { licence?: Part; maker?: Part };

const PERSONAL: ReadonlyMap<string, string> = new Map([
  ["yes", "yes"],
  ["no", "no"],
  ["noAssertion", "unknown"],
]);

const CONFIDENTIALITY: ReadonlyMap<string, string> = new Map([
  ["red", "restricted"],
  ["amber", "confidential"],
  ["green", "internal"],
  ["clear", "public"],
]);

function list(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? "") : values.map((each) => `- ${each.trim()}`).join("\n");
}

function sharedParts(json: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: json.name, at: "/name" });
  const texts = textsOf([json.summary ?? null, json.description ?? null]);
  const at = textOf(json.description) === undefined ? "/summary" : "/description";
  setPart(parts, "description", { value: [...new Set(texts)].join("\n\n"), at });
  return parts;
}

function setStated(parts: Parts, path: string, part: Part | undefined): void {
  if (part !== undefined) setPart(parts, path, part);
}

function setTexts(parts: Parts, path: string, json: JsonObject, field: string): void {
  const texts = textsOf(json[field] ?? null);
  if (texts.length > 0) setPart(parts, path, { value: list(texts), at: `/${field}` });
}

/** What an AIPackage says of the model. */
export function modelParts(json: JsonObject, { licence, maker }: Stated): Parts {
  const parts = sharedParts(json);
  const domains = textsOf(json.ai_domain ?? null);
  setPart(parts, "fields.tasks", { value: domains, at: "/ai_domain" });
  const words = [...domains, ...textsOf(json.ai_typeOfModel ?? null)];
  const kind = words.map((word) => kindOfTask(word.trim().replaceAll(" ", "-"))).find((each) => each !== undefined);
  const classifies = words.some((word) => /^(?:classification|regression|clustering)$/i.test(word.trim()));
  setPart(parts, "fields.kind", {
    value: kind ?? (classifies ? "predictive" : undefined),
    at: "/ai_typeOfModel",
    isDerived: true,
  });
  setTexts(parts, "fields.purpose", json, "ai_informationAboutApplication");
  setStated(parts, "fields.licence", licence);
  setStated(parts, "fields.provider", maker);
  return parts;
}

/** What an AIPackage says of the version. */
export function versionParts(json: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: json.name, at: "/name" });
  setLabel(parts, json, (version) => versionLabel(version) !== "");
  setPart(parts, "facts.architecture", {
    value: textsOf(json.ai_typeOfModel ?? null).join(", "),
    at: "/ai_typeOfModel",
  });
  setTexts(parts, "facts.limitations", json, "ai_limitation");
  const entries = (field: string) =>
    listOf(json[field])
      .map(objectOf)
      .flatMap(({ key, value }) => (textOf(key) === undefined ? [] : [{ key: line(key, 120), value }]))
      .slice(0, 500);
  setPart(parts, "facts.metrics", {
    value: entries("ai_metric").flatMap(({ key, value }) =>
      line(value, 120) === "" ? [] : [{ name: key, value: line(value, 120), slice: "", dataset: "" }],
    ),
    at: "/ai_metric",
  });
  setPart(parts, "facts.parameters", {
    value: entries("ai_hyperparameter").map(({ key, value }) => ({ name: key, value: line(value, 500) })),
    at: "/ai_hyperparameter",
  });
  setPart(parts, "facts.sourceUrl", {
    value: json.software_sourceInfo ?? json.software_downloadLocation,
    at: "/software_downloadLocation",
  });
  return parts;
}

function setLabel(parts: Parts, json: JsonObject, isLabel: (version: string) => boolean): void {
  const version = textOf(json.software_packageVersion);
  if (version !== undefined && isLabel(version))
    setPart(parts, "facts.label", { value: version, at: "/software_packageVersion" });
  else setPart(parts, "facts.label", { value: "unspecified", isDerived: true });
}

/** What a DatasetPackage says of the dataset. */
export function datasetParts(json: JsonObject, { licence, maker }: Stated): Parts {
  const parts = sharedParts(json);
  setStated(parts, "facts.licence", licence);
  setStated(parts, "facts.source", maker);
  setPart(parts, "facts.sourceUrl", { value: json.software_downloadLocation, at: "/software_downloadLocation" });
  setTexts(parts, "facts.collection", json, "dataset_dataCollectionProcess");
  setTexts(parts, "facts.intendedUse", json, "dataset_intendedUse");
  setTexts(parts, "facts.knownBias", json, "dataset_knownBias");
  const personal = textOf(json.dataset_hasSensitivePersonalInformation) ?? "";
  setPart(parts, "facts.personalData", {
    value: PERSONAL.get(personal),
    at: "/dataset_hasSensitivePersonalInformation",
  });
  const level = textOf(json.dataset_confidentialityLevel) ?? "";
  setPart(parts, "fields.sensitivity", { value: CONFIDENTIALITY.get(level), at: "/dataset_confidentialityLevel" });
  return parts;
}

/** What a DatasetPackage says of the version; `datasetSize` is a number of records in SPDX, so of rows. */
export function datasetVersionParts(json: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: json.name, at: "/name" });
  setLabel(parts, json, () => true);
  setStated(parts, "facts.digest", sha256Of(json));
  setPart(parts, "facts.rowCount", { value: json.dataset_datasetSize, at: "/dataset_datasetSize" });
  setTexts(parts, "facts.transformations", json, "dataset_dataPreprocessing");
  return parts;
}

/** What a package, file or snippet of software says of a component. */
export function componentParts(json: JsonObject, { licence, maker }: Stated): Parts {
  const parts = sharedParts(json);
  const purpose = textOf(json.software_primaryPurpose) ?? "";
  const category =
    purpose === "library" || purpose === "framework" ? purpose : purpose === "application" ? "tool" : "other";
  setPart(parts, "facts.category", { value: category, at: "/software_primaryPurpose", isDerived: true });
  setPart(parts, "facts.release", { value: json.software_packageVersion, at: "/software_packageVersion" });
  setPart(parts, "facts.purl", { value: purlOf(json), at: "/software_packageUrl" });
  setStated(parts, "facts.digest", sha256Of(json));
  setStated(parts, "facts.licence", licence);
  setStated(parts, "facts.supplier", maker);
  setPart(parts, "facts.location", { value: json.software_downloadLocation, at: "/software_downloadLocation" });
  return parts;
}

/** What a data file that models are trained or tested on says of a dataset. */
export function dataFileParts(json: JsonObject, { licence, maker }: Stated): Parts {
  const parts = sharedParts(json);
  setStated(parts, "facts.licence", licence);
  setStated(parts, "facts.source", maker);
  return parts;
}

/** What a person, organization or other agent says of a vendor. */
export function agentParts(json: JsonObject): Parts {
  const parts = sharedParts(json);
  const identifiers = listOf(json.externalIdentifier).map(objectOf);
  const mail = identifiers.find(({ externalIdentifierType }) => externalIdentifierType === "email");
  setPart(parts, "facts.contact", { value: mail?.identifier, at: "/externalIdentifier" });
  const address = identifiers.flatMap(({ identifierLocator }) => textsOf(identifierLocator ?? null))[0];
  setPart(parts, "facts.website", { value: address, at: "/externalIdentifier" });
  return parts;
}

/** The package URL of an element. */
export function purlOf(json: JsonObject): string | undefined {
  const stated = textOf(json.software_packageUrl);
  if (stated !== undefined) return stated;
  const identifiers = listOf(json.externalIdentifier).map(objectOf);
  return textOf(identifiers.find((each) => each.externalIdentifierType === "packageUrl")?.identifier);
}

function sha256Of(json: JsonObject): Part | undefined {
  for (const [index, each] of listOf(json.verifiedUsing).entries()) {
    const { algorithm, hashValue } = objectOf(each);
    if (algorithm !== "sha256" || typeof hashValue !== "string" || !/^[0-9a-f]{64}$/i.test(hashValue)) continue;
    return { value: hashValue.toLowerCase(), at: `/verifiedUsing/${index}/hashValue` };
  }
  return undefined;
}

/** A file of a model as an artifact. */
export function artifactOf(json: JsonObject): SupplyArtifact {
  const type = line(json.contentType, 120);
  return {
    name: line(json.name, 300),
    mediaType: type === "" ? "application/octet-stream" : type,
    sizeBytes: null,
    digest: textOf(sha256Of(json)?.value) ?? null,
    location: line(json.software_downloadLocation, 2000),
  };
}

function line(value: JsonValue | undefined, max: number): string {
  return (textOf(value) ?? "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, max)
    .trim();
}
