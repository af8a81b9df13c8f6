import type { JsonValue } from "../json-value.ts";
import { kindOfTask } from "../model-card/task-kinds.ts";
import type { SupplyArtifact } from "../supply-chain/draft.ts";
import { versionLabel } from "../supply-chain/fit-text.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";
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

const MODEL_CARD = "/modelCard";
const MOST_METRICS = 500;
const MOST_ARTIFACTS = 500;

/** What a machine-learning-model component says of the model: what does not change from version to version. */
export function modelParts(component: JsonObject): Parts {
  const parts = sharedParts(component);
  const { modelParameters, considerations } = objectOf(component.modelCard);
  const task = textOf(objectOf(modelParameters).task);
  const useCases = textsOf(objectOf(considerations).useCases);
  setStated(parts, "fields.provider", makerOf(component));
  setStated(parts, "fields.licence", licenceOf(component));
  const at = `${MODEL_CARD}/modelParameters/task`;
  setPart(parts, "fields.tasks", { value: task === undefined ? undefined : [task], at });
  setPart(parts, "fields.kind", { value: task === undefined ? undefined : kindOfTask(task), at, isDerived: true });
  if (useCases.length > 0)
    setPart(parts, "fields.purpose", { value: markdownList(useCases), at: `${MODEL_CARD}/considerations/useCases` });
  else setStated(parts, "fields.purpose", propertyOf(component, ["intendedUse"]));
  return parts;
}

/** The version a component states; undefined where it states none that can be a label. */
export function statedVersion(component: JsonObject): string | undefined {
  const version = textOf(component.version);
  return version === undefined || versionLabel(version) === "" ? undefined : version;
}

/**
 * What a machine-learning-model component says of the version: label, architecture, measured values, limits, documents and
 * files. A version without a label of its own is called "unspecified".
 */
export function versionParts(component: JsonObject): Parts {
  const parts: Parts = new Map();
  const { modelParameters, considerations, quantitativeAnalysis } = objectOf(component.modelCard);
  const { modelArchitecture, architectureFamily } = objectOf(modelParameters);
  setPart(parts, "name", { value: component.name, at: "/name" });
  const version = statedVersion(component);
  if (version === undefined) setPart(parts, "facts.label", { value: "unspecified", isDerived: true });
  else setPart(parts, "facts.label", { value: version, at: "/version" });
  const architecture = textsOf([architectureFamily ?? null, modelArchitecture ?? null]);
  setPart(parts, "facts.architecture", {
    value: [...new Set(architecture)].join(", "),
    at: `${MODEL_CARD}/modelParameters/${textOf(modelArchitecture) === undefined ? "architectureFamily" : "modelArchitecture"}`,
  });
  const limits = textsOf(objectOf(considerations).technicalLimitations);
  setPart(parts, "facts.limitations", {
    value: markdownList(limits),
    at: `${MODEL_CARD}/considerations/technicalLimitations`,
  });
  setPart(parts, "facts.metrics", {
    value: metricsOf(objectOf(quantitativeAnalysis).performanceMetrics),
    at: `${MODEL_CARD}/quantitativeAnalysis/performanceMetrics`,
  });
  setStated(parts, "facts.sourceUrl", referenceOf(component, ["vcs"]));
  setStated(parts, "documents", documentsOf(component));
  const artifacts = artifactsOf(component);
  setPart(parts, "artifacts", { value: artifacts, at: sha256Of(component) === undefined ? "/components" : "/hashes" });
  return parts;
}

function metricsOf(value: JsonValue | undefined): JsonValue[] {
  return listOf(value)
    .map(objectOf)
    .flatMap(({ type, value: measured, slice }) => {
      const name = line(type, 120);
      const given = typeof measured === "number" ? measured : line(measured, 120);
      return name === "" || given === "" ? [] : [{ name, value: given, slice: line(slice, 200), dataset: "" }];
    })
    .slice(0, MOST_METRICS);
}

/** Files of the version: the component itself when it has a SHA-256, then the file components inside it, names once each. */
export function artifactsOf(component: JsonObject): SupplyArtifact[] {
  const own = sha256Of(component);
  const files = listOf(component.components).map(objectOf).filter(isFile);
  const all = [...(own === undefined ? [] : [artifactOf(component)]), ...files.map((file) => artifactOf(file))];
  const byName = new Map<string, SupplyArtifact>();
  for (const artifact of all) {
    if (artifact.name !== "" && !byName.has(artifact.name)) byName.set(artifact.name, artifact);
  }
  return [...byName.values()].slice(0, MOST_ARTIFACTS);
}

/** Whether a component inside a model is one of its files. */
export function isFile(component: JsonObject): boolean {
  return component.type === "file" && textOf(component.name) !== undefined;
}

function artifactOf(file: JsonObject): SupplyArtifact {
  const { value: location } = referenceOf(file, ["distribution", "source-distribution"]) ?? { value: "" };
  return {
    name: line(file.name, 300),
    mediaType: line(file["mime-type"], 120) === "" ? "application/octet-stream" : line(file["mime-type"], 120),
    sizeBytes: null,
    digest: textOf(sha256Of(file)?.value) ?? null,
    location: line(location, 2000),
  };
}

function line(value: JsonValue | undefined, max: number): string {
  return (textOf(value) ?? "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, max)
    .trim();
}
