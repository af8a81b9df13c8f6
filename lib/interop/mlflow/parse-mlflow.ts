import { UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { readText } from "../read-text.ts";
import { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { ParsedSupply, SupplyReading, SupplyRecord } from "../supply-chain/draft.ts";
import { versionLabel } from "../supply-chain/fit-text.ts";
import { Findings } from "../supply-chain/json/findings.ts";
import { locatePointers } from "../supply-chain/json/locate-pointers.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { readJson } from "../supply-chain/json/read-json.ts";
import { addDatasets } from "./add-datasets.ts";
import { modelParts, versionParts, versionText } from "./read-version.ts";

/** Largest registry, in bytes. */
export const maxMlflowBytes = 64_000_000;

const KNOWN = new Set(["registered_models", "model_versions", "runs"]);

type Listed = { json: JsonObject; pointer: string };
type Models = ReadonlyMap<string, { record: SupplyRecord; json: JsonObject }>;

const restOf = (pointer: string, value: JsonObject) => ({
  format: "mlflow" as const,
  specVersion: "2.0",
  pointer,
  value,
});

function refuse(message: string): never {
  throw new UnreadableImportError("unreadable", [{ severity: "error", path: "", line: 1, column: 1, message }]);
}

function openRegistry(text: string) {
  const { value, warnings } = readJson(text);
  if (!isObject(value))
    return refuse("A registry of MLflow is a JSON object with registered_models and model_versions.");
  if (!Array.isArray(value.registered_models) && !Array.isArray(value.model_versions)) {
    return refuse("This is no registry of MLflow: it has no list of registered_models or model_versions.");
  }
  return { registry: value, warnings };
}

/** The entries of a list that are objects with a name; what is none is said. */
function namedIn(list: JsonValue | undefined, pointer: string, findings: Findings): Listed[] {
  if (list !== undefined && !Array.isArray(list)) findings.add("error", pointer, "This must be a list.");
  return listOf(list).flatMap((json, index) => {
    const at = `${pointer}/${index}`;
    if (isObject(json) && textOf(json.name) !== undefined) return [{ json, pointer: at }];
    findings.add("error", at, "An entry of the registry needs a name.");
    return [];
  });
}

function addModel(builder: DraftBuilder, name: string, { json, pointer }: Listed, isWhole: boolean): SupplyRecord {
  const { latest_versions: _, ...rest } = json;
  return builder.add({
    key: `model ${name}`,
    kind: "model",
    identity: name,
    sourceKey: `mlflow:${name}`.slice(0, 500),
    pointer,
    parts: modelParts(isWhole ? json : { name }),
    rest: isWhole ? restOf(pointer, rest) : null,
  });
}

function addModels(builder: DraftBuilder, models: readonly Listed[], versions: readonly Listed[], findings: Findings) {
  const added = new Map<string, { record: SupplyRecord; json: JsonObject }>();
  for (const listed of models) {
    const name = textOf(listed.json.name) ?? "";
    if (added.has(name))
      findings.add("warning", listed.pointer, "This model stands in the registry twice; the first counts.");
    else added.set(name, { record: addModel(builder, name, listed, true), json: listed.json });
  }
  for (const listed of versions) {
    const name = textOf(listed.json.name) ?? "";
    if (!added.has(name)) added.set(name, { record: addModel(builder, name, listed, false), json: {} });
  }
  return added;
}

/** The versions that stand in their own list, then those that only their model states. */
function allVersions(registry: JsonObject, models: readonly Listed[], findings: Findings): Listed[] {
  const own = namedIn(registry.model_versions, "/model_versions", findings);
  const latest = models.flatMap(({ json, pointer }) =>
    listOf(json.latest_versions).flatMap((version, index): Listed[] =>
      isObject(version)
        ? [{ json: { name: json.name ?? null, ...version }, pointer: `${pointer}/latest_versions/${index}` }]
        : [],
    ),
  );
  return [...own, ...latest];
}

function addVersions(
  builder: DraftBuilder,
  versions: readonly Listed[],
  models: Models,
  context: { runs: ReadonlyMap<string, Listed>; findings: Findings },
): void {
  const { runs, findings } = context;
  const added = new Set<string>();
  for (const { json, pointer } of versions) {
    const name = textOf(json.name) ?? "";
    const model = models.get(name);
    const label = versionLabel(versionText(json.version) ?? "");
    const place = JSON.stringify([name, label]);
    if (model === undefined || label === "") {
      findings.add("error", pointer, "A version needs the name of its model and a number.");
    } else if (!added.has(place)) {
      added.add(place);
      const run = runs.get(textOf(json.run_id) ?? "");
      const record = builder.add({
        key: `version ${place}`,
        kind: "model_version",
        parentKey: model.record.key,
        identity: `${name}@${label}`,
        sourceKey: `mlflow:${name}@${label}`.slice(0, 500),
        pointer,
        parts: versionParts(json, model.json, run?.json ?? {}),
        rest: restOf(pointer, json),
      });
      if (run !== undefined) addDatasets(builder, record, run);
    }
  }
}

/**
 * Reads an MLflow registry, as its REST API gives it in `registered_models`, `model_versions` and (where known) `runs`, into
 * the neutral draft: a model each, and its versions with stage, aliases, tags, run, metrics, parameters and the data of the run. What the API says
 * beside that is kept in the `rest` of the record. Throws UnreadableImportError. Source: MLflow REST API 2.0,
 * registered-models/search, model-versions/search and runs/get.
 */
export function parseMlflow(source: string | Uint8Array, reading: SupplyReading): ParsedSupply {
  const text = readText(source, reading.maxBytes ?? maxMlflowBytes);
  const { registry, warnings } = openRegistry(text);
  const findings = new Findings();
  const builder = new DraftBuilder("mlflow", reading, findings);
  const models = namedIn(registry.registered_models, "/registered_models", findings);
  const versions = allVersions(registry, models, findings);
  const runs = new Map(
    listOf(registry.runs)
      .map(objectOf)
      .flatMap((run, index) => {
        const id = textOf(objectOf(run.info).run_id);
        return id === undefined ? [] : [[id, { json: run, pointer: `/runs/${index}` }] as const];
      }),
  );
  addVersions(builder, versions, addModels(builder, models, versions, findings), { runs, findings });
  const others = Object.entries(registry).filter(([key]) => !KNOWN.has(key));
  const pointers = others.map(([key]) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const places = locatePointers(text, [...builder.pointers(), ...findings.pointers(), ...pointers]);
  const unknown = others.map(([, value], index) => {
    const pointer = pointers[index] ?? "";
    return { pointer, value, line: places.get(pointer)?.line ?? 1 };
  });
  return {
    draft: { ...builder.finish(places), unknown },
    problems: findings.problems(places, warnings),
    losses: findings.losses(places),
  };
}
