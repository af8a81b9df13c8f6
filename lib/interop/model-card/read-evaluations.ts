import type { Origin } from "../origin.ts";
import { pointerStep } from "../origin.ts";
import { entryOf, toJson, type YamlNode } from "../yaml/yaml-node.ts";
import type { CardEvaluation, CardMetric } from "./schema.ts";

type Read = { evaluations: CardEvaluation[]; modelNames: { value: string; origin: Origin }[]; clean: boolean };
type Shape = Readonly<Record<string, "text" | "json" | "flag">>;

const TASK: Shape = { type: "text", name: "text" };
const DATASET: Shape = { type: "text", name: "text", config: "text", split: "text", revision: "text", args: "json" };
const METRIC: Shape = {
  type: "text",
  name: "text",
  value: "json",
  config: "text",
  args: "json",
  verified: "flag",
  verifyToken: "text",
};
const SOURCE: Shape = { name: "text", url: "text" };

/**
 * The results in a model-index, one for each task and dataset, in the card's order. `clean` is true when every part was read
 * and the evaluations alone can rebuild it. Also reads the older form with one `metric` mapping.
 * Source: hub-docs, modelcard.md.
 */
export function readEvaluations(node: YamlNode, pointer: string): Read {
  const read: Read = { evaluations: [], modelNames: [], clean: node.kind === "list" && node.items.length > 0 };
  if (node.kind !== "list") return read;
  node.items.forEach((model, index) => readModel(read, model, pointer + pointerStep(index)));
  return read;
}

function readModel(read: Read, model: YamlNode, pointer: string): void {
  const name = entryOf(model, "name")?.value;
  const results = entryOf(model, "results")?.value;
  const named =
    name?.kind === "scalar" && typeof name.value === "string" && name.value.trim() !== "" ? name.value : undefined;
  if (named !== undefined && name !== undefined) {
    read.modelNames.push({
      value: named,
      origin: { source: "front-matter", path: `${pointer}/name`, line: name.line },
    });
  }
  const listed = results?.kind === "list" && results.items.length > 0 ? results.items : [];
  const known = (named === undefined ? 0 : 1) + (listed.length === 0 ? 0 : 1);
  if (listed.length === 0 || model.kind !== "map" || known !== model.entries.length) read.clean = false;
  listed.forEach((result, index) => {
    const evaluation = readResult(read, result, `${pointer}/results${pointerStep(index)}`);
    read.evaluations.push(named === undefined ? evaluation : { model: named, ...evaluation });
  });
}

function readResult(read: Read, result: YamlNode, path: string): CardEvaluation {
  const origin: Origin = { source: "front-matter", path, line: result.line };
  const evaluation: CardEvaluation = { metrics: [], origin };
  if (result.kind !== "map") read.clean = false;
  for (const { key, value } of result.kind === "map" ? result.entries : []) {
    if (key === "task") evaluation.task = readParts(read, value, TASK);
    else if (key === "dataset") evaluation.dataset = readParts(read, value, DATASET);
    else if (key === "source") evaluation.source = readParts(read, value, SOURCE);
    else if (key === "metrics" && value.kind === "list" && value.items.length > 0) {
      evaluation.metrics.push(...value.items.map((metric): CardMetric => readParts(read, metric, METRIC)));
    } else if (key === "metric" && value.kind === "map") {
      evaluation.metrics.push(readParts(read, value, METRIC));
      read.clean = false;
    } else read.clean = false;
  }
  if (evaluation.metrics.length === 0) read.clean = false;
  return evaluation;
}

/** The known parts of a mapping. Scalars where text is expected are taken as written; anything else makes it unclean. */
function readParts(read: Read, node: YamlNode, shape: Shape): Record<string, never> {
  const parts: Record<string, unknown> = {};
  if (node.kind !== "map" || node.entries.length === 0) read.clean = false;
  for (const { key, value } of node.kind === "map" ? node.entries : []) {
    const wanted = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (wanted === "json") parts[key] = toJson(value);
    else if (wanted === "text" && value.kind === "scalar" && value.value !== null) parts[key] = value.text;
    else if (wanted === "flag" && value.kind === "scalar" && typeof value.value === "boolean") parts[key] = value.value;
    else read.clean = false;
  }
  return parts as Record<string, never>;
}
