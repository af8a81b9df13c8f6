import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { SupplyRecord } from "../supply-chain/draft.ts";
import { oneLine, versionLabel } from "../supply-chain/fit-text.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";

const LONGEST = 200;

/** What a run used its data for, as MLflow notes it in a tag of the input; training when it does not say. */
function relationOf(input: JsonObject): "trained_on" | "evaluated_on" {
  const context = listOf(input.tags)
    .map(objectOf)
    .find(({ key }) => key === "mlflow.data.context");
  return /eval|valid|test/i.test(textOf(context?.value) ?? "") ? "evaluated_on" : "trained_on";
}

function datasetParts(dataset: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: dataset.name, at: "/name" });
  setPart(parts, "facts.source", { value: oneLine(textOf(dataset.source_type) ?? "", LONGEST), at: "/source_type" });
  return parts;
}

function releaseParts(dataset: JsonObject, label: string): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: `${textOf(dataset.name) ?? ""} ${label}`, at: "/name" });
  setPart(parts, "facts.label", { value: label, at: "/digest" });
  return parts;
}

/** The record with this key, or a new one. */
function once(builder: DraftBuilder, key: string, make: () => SupplyRecord): SupplyRecord {
  return builder.get(key) ?? make();
}

/**
 * Adds the data that a run used to the version it made: a dataset by its name, and a version of it by MLflow's digest, which is
 * a short fingerprint and no SHA-256. Without a digest the link goes to the dataset. `pointer` is the run's.
 */
export function addDatasets(
  builder: DraftBuilder,
  version: SupplyRecord,
  { json, pointer }: { json: JsonObject; pointer: string },
): void {
  for (const [index, input] of listOf(objectOf(json.inputs).dataset_inputs).map(objectOf).entries()) {
    const dataset = objectOf(input.dataset);
    const name = textOf(dataset.name);
    if (name === undefined) continue;
    const at = `${pointer}/inputs/dataset_inputs/${index}/dataset`;
    const rest = { format: "mlflow" as const, specVersion: "2.0", pointer: at, value: dataset };
    const label = versionLabel(textOf(dataset.digest) ?? "");
    const whole = once(builder, `dataset ${name}`, () =>
      builder.add({
        key: `dataset ${name}`,
        kind: "dataset",
        identity: name,
        pointer: at,
        parts: datasetParts(dataset),
        rest: label === "" ? rest : null,
      }),
    );
    const key = `data ${JSON.stringify([name, label])}`;
    const used =
      label === ""
        ? whole
        : once(builder, key, () =>
            builder.add({
              key,
              kind: "dataset_version",
              parentKey: whole.key,
              identity: `${name}@${label}`,
              pointer: at,
              parts: releaseParts(dataset, label),
              rest,
            }),
          );
    builder.link(version, relationOf(input), used);
  }
}
