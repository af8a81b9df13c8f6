import type { JsonValue } from "../../json-value.ts";
import { isObject, textOf } from "../../supply-chain/json/parts.ts";
import type { TelemetryBody } from "../json/decode-body.ts";
import { parseBody } from "../json/parse-text.ts";
import { unreadable } from "../json/problem.ts";
import {
  type DecodedTelemetry,
  type RejectedRecord,
  TELEMETRY_LIMITS,
  type TelemetryEvent,
  type TelemetryMeasure,
  type TelemetryReading,
} from "../record.ts";
import { idOf, type Ingestion, readIngestion } from "./envelope.ts";
import { generationProblem, toEvent, toIncrements } from "./read-generation.ts";
import { readScore } from "./read-score.ts";

export interface DecodedLangfuse extends DecodedTelemetry {
  /** The id of every event of the batch, in order, for the answer; empty where it has none. */
  readonly ids: readonly string[];
}

/**
 * Reads a batch of POST /api/public/ingestion. A generation, merged with its updates in the same batch, becomes one event
 * whose id is that of its first ingestion event; an update of a generation from an earlier batch becomes increments; a score
 * becomes a measure. Traces give generations their client; they, spans and events are accepted and `ignored`. Each event is
 * taken or rejected for itself. Unreadable: what is no JSON, or no object with a list `batch`.
 */
export function readLangfuse(body: TelemetryBody): TelemetryReading<DecodedLangfuse> {
  const parsed = parseBody(body);
  if (!parsed.ok) return parsed;
  const batch = isObject(parsed.decoded) ? parsed.decoded.batch : undefined;
  if (!Array.isArray(batch))
    return unreadable("malformed", "The body must be an object with a list called batch.", "/batch");
  if (batch.length > TELEMETRY_LIMITS.events) {
    return unreadable("too_large", `The batch holds more than ${TELEMETRY_LIMITS.events} events.`, "/batch");
  }
  const rejected: RejectedRecord[] = [];
  const ingestions = readAll(batch, rejected);
  const { events, measures, eventPlaces, measurePlaces } = convert(ingestions, rejected);
  const ignored = ingestions.filter(({ kind }) => kind === "trace" || kind === "other").length;
  rejected.sort((a, b) => Number(a.place) - Number(b.place));
  const ids = batch.map(idOf);
  const places = { eventPlaces, measurePlaces };
  return { ok: true, decoded: { events, measures, windows: [], scores: [], rejected, ...places, ignored, ids } };
}

function readAll(batch: readonly JsonValue[], rejected: RejectedRecord[]): Ingestion[] {
  return batch.flatMap((value, place) => {
    const ingestion = readIngestion(value, place);
    const problem =
      "message" in ingestion ? ingestion : ingestion.kind === "generation" ? generationProblem(ingestion) : null;
    if (problem !== null) rejected.push({ place, code: problem.code, message: problem.message });
    return problem === null && !("message" in ingestion) ? [ingestion] : [];
  });
}

function convert(ingestions: readonly Ingestion[], rejected: RejectedRecord[]) {
  const generations = byGeneration(ingestions);
  const users = usersOf(ingestions);
  const events: TelemetryEvent[] = [];
  const eventPlaces: number[] = [];
  const measures: TelemetryMeasure[] = [];
  const measurePlaces: number[] = [];
  const add = (place: number, ...made: readonly TelemetryMeasure[]) => {
    measures.push(...made);
    measurePlaces.push(...made.map(() => place));
  };
  for (const parts of generations) {
    if (parts.some(({ type }) => type.endsWith("-create"))) {
      events.push(toEvent(parts, users));
      eventPlaces.push(parts[0].place);
    } else {
      for (const part of parts) add(part.place, ...toIncrements(part));
    }
  }
  const models = modelsOf(ingestions);
  for (const ingestion of ingestions.filter(({ kind }) => kind === "score")) {
    const score = readScore(ingestion, models);
    if ("message" in score) rejected.push({ place: ingestion.place, ...score });
    else add(ingestion.place, score);
  }
  return { events, eventPlaces, measures, measurePlaces };
}

/** The parts of each generation, in the order of the generations' first parts. One without an id of its own stands alone. */
function byGeneration(ingestions: readonly Ingestion[]): [Ingestion, ...Ingestion[]][] {
  const groups = new Map<string, [Ingestion, ...Ingestion[]]>();
  for (const ingestion of ingestions) {
    if (ingestion.kind !== "generation") continue;
    const key = textOf(ingestion.body.id) ?? textOf(ingestion.body.generationId) ?? `\0${ingestion.place}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ingestion]);
    else group.push(ingestion);
  }
  return [...groups.values()];
}

function usersOf(ingestions: readonly Ingestion[]): Map<string, string> {
  const users = new Map<string, string>();
  for (const { kind, body } of ingestions) {
    const trace = textOf(body.id);
    const user = textOf(body.userId);
    if (kind === "trace" && trace !== undefined && user !== undefined) users.set(trace, user.slice(0, 800));
  }
  return users;
}

/** The model of each generation and of the trace it belongs to. */
function modelsOf(ingestions: readonly Ingestion[]): Map<string, string> {
  const models = new Map<string, string>();
  for (const { kind, body } of ingestions) {
    const model = textOf(body.model);
    if (kind !== "generation" || model === undefined) continue;
    for (const id of [textOf(body.id), textOf(body.traceId)]) if (id !== undefined) models.set(id, model);
  }
  return models;
}
