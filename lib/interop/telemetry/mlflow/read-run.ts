import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { isStorable, type TelemetryBody } from "../json/decode-body.ts";
import { parseBody } from "../json/parse-text.ts";
import { unreadable } from "../json/problem.ts";
import type { TelemetryReading } from "../record.ts";
import { experimentIdOf, int64Of, isRunId, MLFLOW_LIMITS } from "./mlflow-rules.ts";
import { type MlflowPair, readPairs, refuse } from "./read-log.ts";

const STATUSES = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
const STATUS_NUMBERS: ReadonlyMap<JsonValue | undefined, MlflowRunStatus> = new Map([
  [1, "RUNNING"],
  [2, "SCHEDULED"],
  [3, "FINISHED"],
  [4, "FAILED"],
  [5, "KILLED"],
]);

export type MlflowRunStatus = (typeof STATUSES)[number];

export interface MlflowRunCreation {
  /** "0" is the experiment that MLflow calls Default. */
  readonly experimentId: string;
  readonly runName: string | null;
  readonly startTime: number | null;
  readonly tags: readonly MlflowPair[];
}

export interface MlflowRunUpdate {
  readonly runId: string;
  readonly status: MlflowRunStatus | null;
  readonly endTime: number | null;
  readonly runName: string | null;
}

/** Reads the body of POST …/runs/create. */
export function readMlflowRunCreation(body: TelemetryBody): TelemetryReading<MlflowRunCreation> {
  return withRequest<MlflowRunCreation>(body, (request) => {
    const experimentId = experimentIdOf(request.experiment_id ?? "0");
    if (experimentId === null) return refuse("Invalid value for parameter 'experiment_id'.");
    const tags = request.tags ?? [];
    if (!Array.isArray(tags) || tags.length > MLFLOW_LIMITS.tags) {
      return refuse(`tags must be a list of at most ${MLFLOW_LIMITS.tags}.`);
    }
    const pairs = readPairs("tag", tags, MLFLOW_LIMITS.tagLength);
    if (typeof pairs === "string") return refuse(pairs);
    const name = request.run_name ?? pairs.find(({ key }) => key === "mlflow.runName")?.value ?? null;
    const runName = nameOf(name);
    if (runName === undefined) return refuse("Invalid value for parameter 'run_name'.");
    return { ok: true, decoded: { experimentId, runName, startTime: int64Of(request.start_time), tags: pairs } };
  });
}

/** Reads the body of POST …/runs/update. */
export function readMlflowRunUpdate(body: TelemetryBody): TelemetryReading<MlflowRunUpdate> {
  return withRequest<MlflowRunUpdate>(body, (request) => {
    const runId = request.run_id ?? request.run_uuid;
    if (!isRunId(runId)) return refuse("Missing or invalid value for required parameter 'run_id'.");
    const said = request.status ?? null;
    const status = STATUS_NUMBERS.get(said) ?? STATUSES.find((each) => each === said) ?? null;
    if (said !== null && status === null) return refuse("Invalid value for parameter 'status'.");
    const runName = nameOf(request.run_name ?? null);
    if (runName === undefined) return refuse("Invalid value for parameter 'run_name'.");
    return { ok: true, decoded: { runId, status, endTime: int64Of(request.end_time), runName } };
  });
}

/** Reads the name in the body of POST …/experiments/create. */
export function readMlflowExperimentCreation(body: TelemetryBody): TelemetryReading<{ name: string }> {
  return withRequest(body, (request) => experimentName(request.name ?? null, "name"));
}

/** Reads the query of GET …/experiments/get-by-name. */
export function readMlflowExperimentQuery(query: Readonly<Record<string, string>>): TelemetryReading<{ name: string }> {
  return experimentName(query.experiment_name ?? null, "experiment_name");
}

/** Reads the query of GET …/runs/get. */
export function readMlflowRunQuery(query: Readonly<Record<string, string>>): TelemetryReading<{ runId: string }> {
  const runId = query.run_id ?? query.run_uuid;
  return isRunId(runId)
    ? { ok: true, decoded: { runId } }
    : refuse("Missing or invalid value for required parameter 'run_id'.");
}

function experimentName(value: JsonValue, parameter: string): TelemetryReading<{ name: string }> {
  const name = nameOf(value);
  if (name === undefined || name === null || name === "") {
    return refuse(`Missing or invalid value for required parameter '${parameter}'.`);
  }
  return { ok: true, decoded: { name } };
}

/** The name, null when there is none, undefined when it is none. */
function nameOf(value: JsonValue): string | null | undefined {
  if (value === null) return null;
  const isName = typeof value === "string" && value.length <= MLFLOW_LIMITS.nameLength && isStorable(value);
  return isName ? value : undefined;
}

function withRequest<Decoded>(
  body: TelemetryBody,
  read: (request: JsonObject) => TelemetryReading<Decoded>,
): TelemetryReading<Decoded> {
  const parsed = parseBody(body);
  if (!parsed.ok) return parsed;
  return isObject(parsed.decoded)
    ? read(parsed.decoded)
    : unreadable("malformed", "The request must be a JSON object.");
}
