import type { JsonValue } from "../json-value.ts";
import { oneLine } from "../supply-chain/fit-text.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";

const MOST = 500;

/** What MLflow's stages are in the inventory's lifecycle. */
const STAGES: Readonly<Record<string, string>> = {
  none: "design",
  staging: "validation",
  production: "operation",
  archived: "retirement",
};

/** Tags of an MLflow record as words, "key=value"; its own bookkeeping ("mlflow.…") is left out. */
export function tagWords(record: JsonObject): string[] {
  return listOf(record.tags).flatMap((each) => {
    const { key, value } = objectOf(each);
    const name = textOf(key);
    if (name === undefined || name.startsWith("mlflow.")) return [];
    const text = textOf(value);
    return [text === undefined || text === "true" ? name : `${name}=${text}`];
  });
}

/** The text of a version's number, which MLflow gives as a text and others as a number. */
export function versionText(version: JsonValue | undefined): string | undefined {
  return typeof version === "number" ? String(version) : textOf(version);
}

/** Aliases of a version: those it states, and those of its model that name it. */
function aliasesOf(version: JsonObject, model: JsonObject): string[] {
  const own = listOf(version.aliases).flatMap((alias) => textOf(alias) ?? []);
  const label = versionText(version.version);
  const given = listOf(model.aliases)
    .map(objectOf)
    .flatMap((each) => (versionText(each.version) === label ? (textOf(each.alias) ?? []) : []));
  return [...new Set([...own, ...given])].sort();
}

/** Metrics, the last of each name; MLflow lists them as key and value. */
function metricsOf(listed: JsonValue | undefined): JsonValue[] {
  const named = listOf(listed)
    .map(objectOf)
    .flatMap(({ key, value }) => {
      const name = oneLine(textOf(key) ?? "", 120);
      const measured = typeof value === "number" ? value : oneLine(textOf(value) ?? "", 120);
      return name === "" || measured === "" ? [] : [[name, { name, value: measured, slice: "", dataset: "" }] as const];
    });
  return [...new Map(named).values()].slice(0, MOST);
}

function parametersOf(listed: JsonValue | undefined): JsonValue[] {
  const named = listOf(listed)
    .map(objectOf)
    .flatMap(({ key, value }) => {
      const name = oneLine(textOf(key) ?? "", 120);
      const given = oneLine(typeof value === "number" ? String(value) : (textOf(value) ?? ""), 500);
      return name === "" ? [] : [[name, { name, value: given }] as const];
    });
  return [...new Map(named).values()].slice(0, MOST);
}

function artifactsOf({ source }: JsonObject): JsonValue[] {
  const location = oneLine(textOf(source) ?? "", 2000);
  if (location === "") return [];
  return [{ name: "model", mediaType: "application/octet-stream", sizeBytes: null, digest: null, location }];
}

/** What a model version of MLflow says, with the metrics and parameters of its run where they are at hand. */
export function versionParts(version: JsonObject, model: JsonObject, run: JsonObject): Parts {
  const parts: Parts = new Map();
  const data = objectOf(run.data);
  const stage = textOf(version.current_stage);
  const status = textOf(version.status);
  const aliases = aliasesOf(version, model).map((alias) => `alias:${alias}`);
  const waiting = status === undefined || status === "READY" ? [] : [`status:${status}`];
  setPart(parts, "name", { value: version.name, at: "/name" });
  setPart(parts, "facts.label", { value: versionText(version.version), at: "/version" });
  setPart(parts, "description", { value: version.description, at: "/description" });
  setPart(parts, "tags", { value: [...aliases, ...waiting, ...tagWords(version)], at: "/tags" });
  setPart(parts, "fields.stage", {
    value: STAGES[(stage ?? "").toLowerCase()],
    at: "/current_stage",
    isDerived: true,
  });
  setPart(parts, "facts.trainingRun", { value: textOf(version.run_link) ?? version.run_id, at: "/run_id" });
  setPart(parts, "facts.metrics", { value: metricsOf(version.metrics ?? data.metrics), at: "" });
  setPart(parts, "facts.parameters", { value: parametersOf(version.params ?? data.params), at: "" });
  setPart(parts, "artifacts", { value: artifactsOf(version), at: "/source" });
  return parts;
}

/** What a registered model of MLflow says. */
export function modelParts(model: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: model.name, at: "/name" });
  setPart(parts, "description", { value: model.description, at: "/description" });
  setPart(parts, "tags", { value: tagWords(model), at: "/tags" });
  return parts;
}
