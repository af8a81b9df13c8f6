import {
  mlflowExperiment,
  mlflowRun,
  mlflowRunUpdated,
  type MlflowRun,
} from "../../interop/telemetry/mlflow/mlflow-answer.ts";
import { MLFLOW_LIMITS } from "../../interop/telemetry/mlflow/mlflow-rules.ts";
import {
  readMlflowExperimentCreation,
  readMlflowExperimentQuery,
  readMlflowRunCreation,
  readMlflowRunQuery,
  readMlflowRunUpdate,
} from "../../interop/telemetry/mlflow/read-run.ts";
import { invalid } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { createRun } from "../../telemetry/commands/create-run.ts";
import { noteRun } from "../../telemetry/commands/note-run.ts";
import { readRun } from "../../telemetry/queries/read-run.ts";
import type { RunDto } from "../../telemetry/run-schema.ts";
import { readBody, requireMediaType } from "../body.ts";
import { searchInput, withActor, type RouteHandler } from "../route.ts";
import { jsonAnswer, toResponse, type IngestAnswer, type IngestRequest } from "./ingest-format.ts";
import { decodedOf } from "./ingest-route.ts";
import { defaultExperimentName, experimentIdOfName, experimentNameOfId } from "./mlflow-experiment.ts";
import { mlflowAbsent, mlflowFailure } from "./mlflow-failure.ts";
import { keptPairs, runIdOf, subjectOfPairs } from "./mlflow-log.ts";
import { resolveSubject } from "./record-subjects.ts";
import { refuseTelemetry } from "./refuse-telemetry.ts";

type Caller = Pick<IngestRequest, "actor" | "requestId">;
type Asked = { caller: Caller; request: Request };

function call(handle: (asked: Asked) => Promise<IngestAnswer>): RouteHandler {
  return withActor(async (request, caller) => toResponse(await handle({ caller, request })), {
    refuse: refuseTelemetry(mlflowFailure),
  });
}

async function bodyOf(request: Request): Promise<{ bytes: Uint8Array }> {
  requireMediaType(request, ["application/json"]);
  return { bytes: await readBody(request, MLFLOW_LIMITS.bodyBytes) };
}

const queryOf = (request: Request) => searchInput(new URL(request.url).searchParams) as Record<string, string>;

function toMlflow(run: RunDto): MlflowRun {
  return {
    runId: run.runId.replaceAll("-", ""),
    experimentId: run.experiment,
    runName: run.name,
    status: run.status,
    startTime: run.startedAt,
    endTime: run.endedAt,
    tags: Object.entries(run.tags).map(([key, value]) => ({ key, value })),
  };
}

/** The experiment of a model has the model's id; that of another name holds the name. */
async function findExperiment({ caller, request }: Asked): Promise<IngestAnswer> {
  const { name } = decodedOf(readMlflowExperimentQuery(queryOf(request)));
  const { modelId } = await resolveSubject(caller, { model: name.slice(0, 400), version: null });
  const id = modelId ?? (name === defaultExperimentName ? experimentIdOfName(name) : undefined);
  return id === undefined ? mlflowAbsent("experiment", name) : jsonAnswer(200, mlflowExperiment(id, name));
}

async function makeExperiment({ caller, request }: Asked): Promise<IngestAnswer> {
  const { name } = decodedOf(readMlflowExperimentCreation(await bodyOf(request)));
  const { modelId } = await resolveSubject(caller, { model: name.slice(0, 400), version: null });
  return jsonAnswer(200, { experiment_id: modelId ?? experimentIdOfName(name) });
}

async function readExperiment({ caller, request }: Asked): Promise<IngestAnswer> {
  const id =
    queryOf(request)["experiment_id"] ??
    invalid("/experiment_id", "Missing value for required parameter 'experiment_id'.");
  const name = experimentNameOfId(id);
  // Asked even when the id says all, so that only who may write is answered.
  await resolveSubject(caller, { model: name?.slice(0, 400) ?? null, version: null });
  return jsonAnswer(200, mlflowExperiment(id, name ?? defaultExperimentName));
}

async function makeRun({ caller, request }: Asked): Promise<IngestAnswer> {
  const { experimentId, runName, startTime, tags } = decodedOf(readMlflowRunCreation(await bodyOf(request)));
  const kept = keptPairs(tags);
  const named = await subjectOfPairs(caller, kept);
  const model = experimentNameOfId(experimentId)?.slice(0, 400) ?? null;
  const subject = named ?? (await resolveSubject(caller, { model, version: null }));
  const input = { experiment: experimentId, name: runName ?? "", startedAt: startTime, tags: kept, ...subject };
  return jsonAnswer(200, mlflowRun(toMlflow(await runScratch(createRun, { ...caller, input }))));
}

async function showRun({ caller, request }: Asked): Promise<IngestAnswer> {
  const { runId } = decodedOf(readMlflowRunQuery(queryOf(request)));
  return jsonAnswer(200, mlflowRun(toMlflow(await runQuery(readRun, { ...caller, input: { runId: runIdOf(runId) } }))));
}

async function updateRun({ caller, request }: Asked): Promise<IngestAnswer> {
  const { runId, status, endTime, runName } = decodedOf(readMlflowRunUpdate(await bodyOf(request)));
  const run = await runScratch(noteRun, {
    ...caller,
    input: {
      runId: runIdOf(runId),
      ...(status === null ? {} : { status }),
      ...(endTime === null ? {} : { endedAt: endTime }),
      ...(runName === null ? {} : { name: runName }),
    },
  });
  return jsonAnswer(200, mlflowRunUpdated(toMlflow(run)));
}

/** What an MLflow client calls before and after it logs: experiments by their names, runs. */
export const mlflowRunRoutes = {
  "GET experiments/get-by-name": call(findExperiment),
  "GET experiments/get": call(readExperiment),
  "POST experiments/create": call(makeExperiment),
  "POST runs/create": call(makeRun),
  "GET runs/get": call(showRun),
  "POST runs/update": call(updateRun),
} as const;
