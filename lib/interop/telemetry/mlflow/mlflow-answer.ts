import type { UnreadableTelemetry } from "../record.ts";
import type { MlflowPair } from "./read-log.ts";
import type { MlflowRunStatus } from "./read-run.ts";

export interface MlflowError {
  readonly error_code: "BAD_REQUEST" | "INVALID_PARAMETER_VALUE" | "RESOURCE_DOES_NOT_EXIST" | "PERMISSION_DENIED";
  readonly message: string;
}

/** The body of the answer with status 400 to a request that was refused. */
export function mlflowRefusal({ code, message, place }: UnreadableTelemetry): MlflowError {
  if (code !== "malformed" || place.startsWith("/")) return { error_code: "INVALID_PARAMETER_VALUE", message };
  return { error_code: "BAD_REQUEST", message: place === "" ? message : `${message} (${place})` };
}

/** The body of the answer with status 404 when an experiment or run is not there; MLflow's client then creates it. */
export function mlflowMissing(kind: "experiment" | "run", name: string): MlflowError {
  const what =
    kind === "experiment" ? `Could not find experiment with name '${name}'` : `Run with id=${name} not found`;
  return { error_code: "RESOURCE_DOES_NOT_EXIST", message: what };
}

/** The body of the answer to experiments/get-by-name and experiments/get. */
export function mlflowExperiment(experimentId: string, name: string) {
  return {
    experiment: { experiment_id: experimentId, name, artifact_location: "", lifecycle_stage: "active" },
  };
}

/** What is known of a run; times are milliseconds since 1970. */
export interface MlflowRun {
  readonly runId: string;
  readonly experimentId: string;
  readonly runName: string | null;
  readonly status: MlflowRunStatus;
  readonly startTime: number;
  readonly endTime: number | null;
  readonly tags: readonly MlflowPair[];
}

/** The body of the answer to runs/create and runs/get: the run without its metrics, which nobody asks for while logging. */
export function mlflowRun(run: MlflowRun) {
  return { run: { info: runInfo(run), data: { metrics: [], params: [], tags: run.tags }, inputs: {} } };
}

/** The body of the answer to runs/update. */
export function mlflowRunUpdated(run: MlflowRun) {
  return { run_info: runInfo(run) };
}

function runInfo({ runId, experimentId, runName, status, startTime, endTime }: MlflowRun) {
  return {
    run_id: runId,
    run_uuid: runId,
    run_name: runName ?? "",
    experiment_id: experimentId,
    user_id: "",
    status,
    start_time: startTime,
    ...(endTime === null ? {} : { end_time: endTime }),
    artifact_uri: "",
    lifecycle_stage: "active",
  };
}
