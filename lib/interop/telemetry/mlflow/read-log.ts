import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import type { TelemetryBody } from "../json/decode-body.ts";
import { parseBody } from "../json/parse-text.ts";
import { unreadable } from "../json/problem.ts";
import type { TelemetryMeasure, TelemetryReading } from "../record.ts";
import { isRunId, keyProblem, MLFLOW_LIMITS, valueProblem } from "./mlflow-rules.ts";
import { readMetric } from "./read-metric.ts";

/** What a client logs to a run. Which model the run belongs to is decided by who receives it: `measures` leave it open. */
export interface MlflowLog {
  readonly runId: string;
  readonly measures: readonly TelemetryMeasure[];
  readonly params: readonly MlflowPair[];
  readonly tags: readonly MlflowPair[];
  /** Metrics that are NaN or infinite: accepted, nothing kept. */
  readonly ignored: number;
}

export interface MlflowPair {
  readonly key: string;
  readonly value: string;
}

/**
 * Reads the body of POST …/runs/log-batch: at most 1000 metrics, 100 params, 100 tags, 1000 together and 1,000,000 bytes. As
 * on MLflow's own server one wrong entity refuses the whole batch; a metric's `at` is its timestamp in milliseconds, its step is
 * left. Two params with the same key are refused.
 */
export function readMlflowLogBatch(body: TelemetryBody): TelemetryReading<MlflowLog> {
  const size = "bytes" in body ? body.bytes.byteLength : body.text.length;
  if (size > MLFLOW_LIMITS.bodyBytes) {
    return refuse(
      `Batched logging API requests must be at most ${MLFLOW_LIMITS.bodyBytes} bytes, got a request of size ${size}.`,
    );
  }
  return withRun(body, (request, runId) => {
    const metrics = request.metrics ?? [];
    const params = request.params ?? [];
    const tags = request.tags ?? [];
    if (!Array.isArray(metrics) || !Array.isArray(params) || !Array.isArray(tags)) {
      return refuse("metrics, params and tags must be lists.");
    }
    const problem = countProblem(metrics.length, params.length, tags.length);
    return problem === null ? collect(runId, metrics, params, tags) : refuse(problem);
  });
}

/** Reads the body of POST …/runs/log-metric. */
export function readMlflowMetric(body: TelemetryBody): TelemetryReading<MlflowLog> {
  return withRun(body, (request, runId) => collect(runId, [request], [], []));
}

/** Reads the body of POST …/runs/log-parameter. */
export function readMlflowParam(body: TelemetryBody): TelemetryReading<MlflowLog> {
  return withRun(body, (request, runId) => collect(runId, [], [request], []));
}

/** Reads the body of POST …/runs/set-tag. */
export function readMlflowTag(body: TelemetryBody): TelemetryReading<MlflowLog> {
  return withRun(body, (request, runId) => collect(runId, [], [], [request]));
}

/** The tags of a request that creates something: pairs, or what is wrong with the first that is. */
export function readPairs(kind: "parameter" | "tag", list: readonly JsonValue[], most: number): MlflowPair[] | string {
  const pairs: MlflowPair[] = [];
  for (const item of list) {
    if (!isObject(item)) return `A ${kind} must be an object with key and value.`;
    const { key, value } = item;
    const problem = keyProblem(kind, key) ?? valueProblem(kind, value, most);
    if (problem !== null) return problem;
    pairs.push({ key: key as string, value: value as string });
  }
  return pairs;
}

/** Refuses a request whose parameters are wrong; the place "/" tells it from one that is no JSON. */
export function refuse(message: string): TelemetryReading<never> {
  return unreadable("malformed", message, "/");
}

function withRun(
  body: TelemetryBody,
  read: (request: JsonObject, runId: string) => TelemetryReading<MlflowLog>,
): TelemetryReading<MlflowLog> {
  const parsed = parseBody(body);
  if (!parsed.ok) return parsed;
  if (!isObject(parsed.decoded)) return unreadable("malformed", "The request must be a JSON object.");
  const runId = parsed.decoded.run_id ?? parsed.decoded.run_uuid;
  return isRunId(runId)
    ? read(parsed.decoded, runId)
    : refuse("Missing or invalid value for required parameter 'run_id'.");
}

function collect(
  runId: string,
  metrics: readonly JsonValue[],
  paramList: readonly JsonValue[],
  tagList: readonly JsonValue[],
): TelemetryReading<MlflowLog> {
  const measures: TelemetryMeasure[] = [];
  for (const metric of metrics) {
    const measure = readMetric(metric);
    if (typeof measure === "string") return refuse(measure);
    if (measure !== null) measures.push(measure);
  }
  const params = readPairs("parameter", paramList, MLFLOW_LIMITS.paramLength);
  if (typeof params === "string") return refuse(params);
  if (new Set(params.map(({ key }) => key)).size < params.length) {
    return refuse(
      "Duplicate parameter keys have been submitted. Please ensure the request contains only one value per key.",
    );
  }
  const tags = readPairs("tag", tagList, MLFLOW_LIMITS.tagLength);
  if (typeof tags === "string") return refuse(tags);
  return { ok: true, decoded: { runId, measures, params, tags, ignored: metrics.length - measures.length } };
}

function countProblem(metrics: number, params: number, tags: number): string | null {
  const counts: readonly (readonly [name: string, most: number, count: number])[] = [
    ["metrics", MLFLOW_LIMITS.metrics, metrics],
    ["params", MLFLOW_LIMITS.params, params],
    ["tags", MLFLOW_LIMITS.tags, tags],
    ["metrics, params, and tags", MLFLOW_LIMITS.entities, metrics + params + tags],
  ];
  const over = counts.find(([, most, count]) => count > most);
  if (over === undefined) return null;
  const [name, most, count] = over;
  return `A batch logging request can contain at most ${most} ${name}. Got ${count} ${name}. Please split up ${name} across multiple requests and try again.`;
}
