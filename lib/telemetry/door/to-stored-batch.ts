import type {
  DecodedTelemetry,
  RecordSubject,
  RejectedRecord,
  TelemetryEvent,
} from "../../interop/telemetry/record.ts";
import type { StoredBatch, StoredEvent, StoredMeasure, StoredWindow, Subject } from "../fold/stored-batch.ts";
import type { KeyedHash } from "./keyed-hash.ts";
import { embeddingDirections } from "./embedding-directions.ts";
import { nearInput } from "./near-input.ts";

const OLDEST_MS = 3 * 365 * 86_400_000;
const AHEAD_MS = 600_000;

/** Which model and version a record belongs to, or why it cannot be taken. */
export type SubjectOf = (record: RecordSubject) => Subject | Pick<RejectedRecord, "code" | "message">;

export interface StoringTools {
  readonly subjectOf: SubjectOf;
  readonly client: KeyedHash;
  readonly input: KeyedHash;
  readonly event: KeyedHash;
  readonly now: number;
}

export interface StoredResult {
  readonly batch: StoredBatch;
  readonly accepted: number;
  readonly rejected: readonly RejectedRecord[];
}

const isSubject = (found: ReturnType<SubjectOf>): found is Subject => Array.isArray(found);

function timeProblem(at: number, now: number): Pick<RejectedRecord, "code" | "message"> | undefined {
  if (at > now + AHEAD_MS) {
    return { code: "too_new", message: `${new Date(at).toISOString()} lies more than ten minutes in the future.` };
  }
  if (at < now - OLDEST_MS)
    return { code: "too_old", message: `${new Date(at).toISOString()} is older than three years.` };
  return undefined;
}

/** Leaves out what is undefined, so that the stored batch stays small. */
function kept<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const STEPS: ReadonlySet<string> = new Set([
  "execute_tool",
  "create_agent",
  "invoke_agent",
  "invoke_workflow",
  "retrieval",
  "guardrail",
  "evaluation",
]);
/** The type in the id of an answer that a serving platform logs beside its request. */
const ANSWER = /\.inference\.response(?:\W|$)/;

function isPart({ operation = "", id = "" }: TelemetryEvent): boolean {
  return STEPS.has(operation) || operation.includes("guardrail") || ANSWER.test(id);
}

function storeEvent(event: TelemetryEvent, s: number, tools: StoringTools): StoredEvent {
  const { input: text, inputHash } = event;
  const features = featuresOf(event);
function featuresOf({ features, embedding }: TelemetryEvent): TelemetryEvent["features"] {
  return embedding === undefined ? features : { ...embeddingDirections(embedding), ...features };
}

  const hasInput = inputHash !== undefined || text !== undefined || features !== undefined;
  const whole = inputHash ?? (features === undefined ? text : JSON.stringify([features, text ?? null]));
  const near = features === undefined && text === undefined ? undefined : nearInput(features, text);
  const { at, prediction, confidence, margin, label, latencyMs, inputTokens, outputTokens } = event;
  const { cost, error, refused, flags } = event;
  const measured = { latencyMs, inputTokens, outputTokens, cost, error, refused, features, flags };
  return {
    s,
    at,
    ...kept({
      part: isPart(event) ? (true as const) : undefined,
      key: event.id === undefined ? undefined : tools.event(event.id),
      client: event.client === undefined ? undefined : tools.client(event.client),
      input: hasInput && whole !== undefined ? tools.input(whole) : undefined,
      coarse: near === undefined || event.client === undefined ? undefined : tools.input(near),
      ...{ prediction, confidence, margin, label },
      ...measured,
    }),
  };
}

/**
 * Makes of what a reader read what the inbox keeps: names resolved, times looked at, clients and inputs hashed, texts
 * forgotten. What cannot be taken is told by its place; `accepted` counts the rest.
 */
export function toStoredBatch(decoded: DecodedTelemetry, tools: StoringTools): StoredResult {
  const rejected = [...decoded.rejected];
  const subjects: Subject[] = [];
  const indexes = new Map<string, number>();
  const cache = new Map<string, ReturnType<SubjectOf>>();
  const take = (record: RecordSubject, at: number, place: number): number | undefined => {
    const name = `${record.model ?? ""}\n${record.version ?? ""}`;
    let found = cache.get(name);
    if (found === undefined) {
      found = tools.subjectOf(record);
      cache.set(name, found);
    }
    const problem = isSubject(found) ? timeProblem(at, tools.now) : found;
    if (problem !== undefined || !isSubject(found)) {
      if (problem !== undefined) rejected.push({ place, ...problem });
      return undefined;
    }
    const id = found.join(" ");
    const known = indexes.get(id);
    if (known !== undefined) return known;
    subjects.push(found);
    indexes.set(id, subjects.length - 1);
    return subjects.length - 1;
  };
  const events = decoded.events.flatMap((event, index): StoredEvent[] => {
    const s = take(event, event.at, decoded.eventPlaces?.[index] ?? index);
    return s === undefined ? [] : [storeEvent(event, s, tools)];
  });
  const measures = decoded.measures.flatMap((measure, index): StoredMeasure[] => {
    const s = take(measure, measure.at, decoded.measurePlaces?.[index] ?? index);
    if (s === undefined) return [];
    const { at, name, source, unit = "", value } = measure;
    return [{ s, at, name, unit, value, ...(source === undefined ? {} : { source }) }];
  });
  const windows = decoded.windows.flatMap((window, index): StoredWindow[] => {
    const s = take(window, window.from, index);
    if (s === undefined) return [];
    const { from, to, feature, n, nulls, numbers, categories } = window;
    return [{ s, from, to, feature, n, nulls, ...kept({ numbers, categories }) }];
  });
  const scores = decoded.scores.flatMap((score, index): StoredMeasure[] => {
    const s = take(score, score.at, index);
    const name = `${score.tool}: ${score.method}${score.feature === null ? "" : ` of ${score.feature}`}`;
    return s === undefined ? [] : [{ s, at: score.at, name, unit: "", value: { kind: "gauge", value: score.value } }];
  });
  const batch: StoredBatch = { v: 1, subjects, events, measures: [...measures, ...scores], windows };
  return { batch, accepted: events.length + batch.measures.length + windows.length, rejected };
}
