import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, tooLarge } from "../json/problem.ts";
import { TELEMETRY_LIMITS, type TelemetryEvent } from "../record.ts";
import { likeliestOf } from "./probability-vector.ts";
import { flatten, readTensors, type Scalar, type Tensor } from "./tensor-rows.ts";

/** What one row of a payload says of one event. */
export type InferenceRow = Pick<
  TelemetryEvent,
  "features" | "input" | "prediction" | "confidence" | "margin" | "error"
>;

const { features: mostFeatures, events: mostRows } = TELEMETRY_LIMITS;

/**
 * Rows of an inference request: V1 `instances` (numbers, lists, objects, texts), V2 `inputs`, Seldon's `data.ndarray` with
 * `names`. Values without a name are x0, x1 …, those of a V2 tensor with several columns `name_0`, `name_1` ….
 */
export function readRequestRows(data: JsonValue): InferenceRow[] | RecordProblem {
  if (!isObject(data)) return invalid("An inference request must be an object");
  if (Array.isArray(data.instances)) return mapRows(data.instances, (row) => instanceRow(row, []));
  if (data.inputs !== undefined) return fromTensors(data.inputs, requestRow);
  const seldon = seldonRows(data);
  if (seldon !== null) return mapRows(seldon.rows, (row) => instanceRow(row, seldon.names));
  return invalid("An inference request needs instances (V1) or inputs (V2)");
}

/**
 * Rows of an inference response: V1 `predictions`, V2 `outputs`, Seldon's `data.ndarray`. A row that is a probability vector
 * becomes the position of its likeliest class as text (or Seldon's name of it), with confidence and margin; a single value
 * is the prediction. An answer that only says `error` is one row with that.
 */
export function readResponseRows(data: JsonValue): InferenceRow[] | RecordProblem {
  if (!isObject(data)) return invalid("An inference response must be an object");
  if (Array.isArray(data.predictions)) return mapRows(data.predictions, (row) => predictionRow(row, []));
  if (data.outputs !== undefined) return fromTensors(data.outputs, responseRow);
  const seldon = seldonRows(data);
  if (seldon !== null) return mapRows(seldon.rows, (row) => predictionRow(row, seldon.names));
  if (typeof data.error === "string") return [{ error: "inference_error" }];
  return invalid("An inference response needs predictions (V1) or outputs (V2)");
}

function mapRows(
  rows: readonly JsonValue[],
  read: (row: JsonValue) => InferenceRow | RecordProblem,
): InferenceRow[] | RecordProblem {
  if (rows.length > mostRows) return tooLarge(`The payload has more than ${mostRows} rows`);
  const taken: InferenceRow[] = [];
  for (const [index, row] of rows.entries()) {
    const answer = read(row);
    if ("message" in answer) return { ...answer, message: `Row ${index}: ${answer.message}` };
    taken.push(answer);
  }
  return taken;
}

function seldonRows(data: JsonObject): { rows: JsonValue[]; names: string[] } | null {
  if (!isObject(data.data) || !Array.isArray(data.data.ndarray)) return null;
  const names = Array.isArray(data.data.names) ? data.data.names.filter((name) => typeof name === "string") : [];
  return { rows: data.data.ndarray, names };
}

function instanceRow(row: JsonValue, names: readonly string[]): InferenceRow | RecordProblem {
  if (typeof row === "string") return { input: row };
  if (isObject(row)) return objectRow(row);
  const flat = flatten(row, mostFeatures);
  if (flat === null) return tooLarge(`a row must hold at most ${mostFeatures} numbers, texts or booleans`);
  return featuresOf(flat.map((value, index) => [names[index] ?? `x${index}`, value]));
}

function objectRow(row: JsonObject): InferenceRow | RecordProblem {
  if (typeof row.b64 === "string") return { input: row.b64 };
  const pairs: [string, Scalar][] = [];
  for (const [name, value] of Object.entries(row)) {
    const flat = flatten(value, mostFeatures);
    if (flat === null) return invalid("a feature must be a number, text, boolean, null or a list of them");
    if (!Array.isArray(value)) pairs.push([name, flat[0] ?? null]);
    else flat.forEach((each, index) => pairs.push([`${name}_${index}`, each]));
  }
  return featuresOf(pairs);
}

function featuresOf(pairs: readonly (readonly [string, Scalar])[]): InferenceRow | RecordProblem {
  if (pairs.length > mostFeatures) return tooLarge(`a row must not hold more than ${mostFeatures} features`);
  return pairs.length === 0 ? {} : { features: Object.fromEntries(pairs) };
}

function fromTensors(
  value: JsonValue,
  read: (tensors: readonly Tensor[], row: number) => InferenceRow | RecordProblem,
): InferenceRow[] | RecordProblem {
  const tensors = readTensors(value);
  if ("message" in tensors) return tensors;
  const rows = Array.from({ length: tensors[0]?.rows.length ?? 0 }, (_, row) => row);
  return mapRows(rows, (row) => read(tensors, row as number));
}

function requestRow(tensors: readonly Tensor[], row: number): InferenceRow | RecordProblem {
  const pairs: [string, Scalar][] = [];
  for (const { name, rows } of tensors) {
    const values = rows[row] ?? [];
    if (pairs.length + values.length > mostFeatures) return tooLarge(`a row holds more than ${mostFeatures} features`);
    values.forEach((value, index) => pairs.push([values.length === 1 ? name : `${name}_${index}`, value]));
  }
  return featuresOf(pairs);
}

function responseRow(tensors: readonly Tensor[], row: number): InferenceRow {
  const values = tensors.map(({ rows }) => rows[row] ?? []);
  const chances = values.map(likeliestOf).find((likeliest) => likeliest !== null) ?? null;
  const single = values.find((each) => each.length === 1)?.[0] ?? null;
  if (single === null) return chances === null ? {} : likeliestRow(chances, []);
  return chances === null ? said(single) : { ...said(single), confidence: chances.confidence, margin: chances.margin };
}

function predictionRow(row: JsonValue, names: readonly string[]): InferenceRow {
  if (Array.isArray(row)) {
    const likeliest = likeliestOf(row);
    if (likeliest !== null) return likeliestRow(likeliest, names);
    return row.length === 1 ? predictionRow(row[0] ?? null, names) : {};
  }
  if (!isObject(row)) return row === null ? {} : said(row);
  const outcome = row.prediction ?? row.label ?? row.class ?? null;
  const list = row.probabilities ?? row.scores ?? null;
  const likeliest = Array.isArray(list) ? likeliestOf(list) : null;
  const confidence = row.confidence ?? row.score ?? row.probability ?? null;
  const isShare = typeof confidence === "number" && confidence >= 0 && confidence <= 1;
  return {
    ...(isShare ? { confidence } : {}),
    ...(likeliest === null ? {} : likeliestRow(likeliest, names)),
    ...(outcome === null || typeof outcome === "object" ? {} : said(outcome)),
  };
}

function likeliestRow(
  { index, confidence, margin }: NonNullable<ReturnType<typeof likeliestOf>>,
  names: readonly string[],
) {
  return { prediction: names[index] ?? String(index), confidence, margin };
}

function said(value: string | number | boolean): InferenceRow {
  return { prediction: typeof value === "boolean" ? String(value) : value };
}
