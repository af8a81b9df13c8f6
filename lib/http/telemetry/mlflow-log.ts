import {
  readMlflowLogBatch,
  readMlflowMetric,
  readMlflowParam,
  readMlflowTag,
} from "../../interop/telemetry/mlflow/read-log.ts";
import type { MlflowLog, MlflowPair } from "../../interop/telemetry/mlflow/read-log.ts";
import type { DecodedTelemetry, RejectedRecord, TelemetryReading } from "../../interop/telemetry/record.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { noteRun } from "../../telemetry/commands/note-run.ts";
import { doors } from "../../telemetry/doors.ts";
import { readRun } from "../../telemetry/queries/read-run.ts";
import type { RunDto } from "../../telemetry/run-schema.ts";
import { jsonAnswer, type IngestAnswer, type IngestRequest } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";
import { mlflowFailure } from "./mlflow-failure.ts";
import { resolveSubject } from "./record-subjects.ts";

type Caller = Pick<IngestRequest, "actor" | "requestId">;

/** The tag, or parameter, by which a run says of which model it is; its version stands beside it. */
const MODEL = "modelkeep.model";
const VERSION = "modelkeep.model.version";
/** What MLflow's client says by itself of who runs it on which machine is not kept. */
const OF_THE_CLIENT = "mlflow.";

/** Pairs by their key, without what the client says of its user. */
export function keptPairs(pairs: readonly MlflowPair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.filter(({ key }) => !key.startsWith(OF_THE_CLIENT)).map(({ key, value }) => [key, value]),
  );
}

/** The model and version that pairs name; undefined when they name none. Throws not_found when there is no such model. */
export async function subjectOfPairs(caller: Caller, pairs: Readonly<Record<string, string>>) {
  const model = pairs[MODEL];
  if (model === undefined || model === "") return undefined;
  const version = pairs[VERSION]?.slice(0, 400) ?? null;
  const { modelId, versionId } = await resolveSubject(caller, { model: model.slice(0, 400), version });
  if (modelId === null) {
    throw new AppError("not_found", `There is no model "${model.slice(0, 120)}", which ${MODEL} names.`);
  }
  return { modelId, versionId };
}

/** The id of a run as ours, from MLflow's, which has no dashes. Throws not_found for what can be none of ours. */
export function runIdOf(text: string): string {
  const hex = text.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) notFound("run");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The model and version of a run when what is said now names one of them; the other stays what it was. */
async function subjectOfRun(caller: Caller, runId: string, said: Readonly<Record<string, string>>) {
  if (said[MODEL] === undefined && said[VERSION] === undefined) return undefined;
  const run = await runQuery(readRun, { ...caller, input: { runId } });
  const known = run.modelId === null ? {} : { [MODEL]: run.modelId };
  return subjectOfPairs(caller, { ...known, ...run.params, ...run.tags, ...said });
}

/** The run that something is logged to, with what was said of it. */
async function noted(caller: Caller, { runId: id, params, tags }: MlflowLog): Promise<RunDto> {
  const runId = runIdOf(id);
  if (params.length + tags.length === 0) return runQuery(readRun, { ...caller, input: { runId } });
  const kept = { params: keptPairs(params), tags: keptPairs(tags) };
  const subject = await subjectOfRun(caller, runId, { ...kept.params, ...kept.tags });
  return runScratch(noteRun, { ...caller, input: { runId, ...kept, ...(subject === undefined ? {} : { subject }) } });
}

const refusals: Readonly<Partial<Record<RejectedRecord["code"], [status: number, code: string]>>> = {
  unknown_model: [404, "RESOURCE_DOES_NOT_EXIST"],
  forbidden_model: [403, "PERMISSION_DENIED"],
};

function answer({ rejected }: { rejected: readonly RejectedRecord[] }): IngestAnswer {
  const [first] = rejected;
  if (first === undefined) return jsonAnswer(200, {});
  const [status, code] = refusals[first.code] ?? [400, "INVALID_PARAMETER_VALUE"];
  return jsonAnswer(status, { error_code: code, message: first.message });
}

function logRoute(read: (body: { bytes: Uint8Array }) => TelemetryReading<MlflowLog>) {
  return ingestRoute({
    source: "mlflow",
    door: doors.mlflow,
    mediaTypes: ["application/json"],
    async read({ bytes, actor, requestId }): Promise<TelemetryReading> {
      const log = read({ bytes });
      if (!log.ok) return log;
      const { modelId: model, versionId: version } = await noted({ actor, requestId }, log.decoded);
      const subject = { model, ...(version === null ? {} : { version }) };
      const measures = log.decoded.measures.map((measure) => ({ ...measure, ...subject }));
      const decoded: DecodedTelemetry = { events: [], measures, windows: [], scores: [], rejected: [] };
      return { ok: true, decoded: { ...decoded, ignored: log.decoded.ignored } };
    },
    answer,
    failure: mlflowFailure,
  });
}

/** What MLflow's clients log to a run: metrics are telemetry of the run's model, parameters and tags are kept with the run. */
export const mlflowLogRoutes = {
  "POST runs/log-batch": logRoute(readMlflowLogBatch),
  "POST runs/log-metric": logRoute(readMlflowMetric),
  "POST runs/log-parameter": logRoute(readMlflowParam),
  "POST runs/set-tag": logRoute(readMlflowTag),
} as const;
