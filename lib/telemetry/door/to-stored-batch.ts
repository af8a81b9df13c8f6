import type {
  DecodedTelemetry,
  RecordSubject,
  RejectedRecord,
  TelemetryEvent,
  TelemetryMeasure,
  TelemetryScore,
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
  /** Sees each event that is accepted, with its place; for an organization that keeps samples. */
  readonly sample?: (event: TelemetryEvent, subject: Subject, place: number) => void;
  readonly now: number;
}

export interface StoredResult {
  /** A StoredBatch as JSON. */
  readonly text: string;
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

function featuresOf({ features, embedding }: TelemetryEvent): TelemetryEvent["features"] {
  return embedding === undefined ? features : { ...embeddingDirections(embedding), ...features };
}

type Features = { readonly values: TelemetryEvent["features"]; readonly text: string | undefined };

/** A member of an object in JSON, nothing for undefined. */
function member(name: keyof StoredEvent, value: string | number | object | undefined): string {
  if (value === undefined) return "";
  const isPlain = typeof value === "number" && Number.isFinite(value);
  return `,"${name}":${isPlain ? String(value) : JSON.stringify(value)}`;
}

/** The same for a hash, in which nothing has to be escaped. */
const hashed = (name: keyof StoredEvent, hash: string | undefined): string =>
  hash === undefined ? "" : `,"${name}":"${hash}"`;

function measuredOf(event: TelemetryEvent): string {
  const { latencyMs, inputTokens, outputTokens, cost, error, refused, flags } = event;
  const tokens = member("inputTokens", inputTokens) + member("outputTokens", outputTokens) + member("cost", cost);
  return (
    member("latencyMs", latencyMs) +
    tokens +
    member("error", error) +
    (refused === undefined ? "" : `,"refused":${refused}`) +
    member("flags", flags)
  );
}

function hashesOf(event: TelemetryEvent, features: Features, tools: StoringTools): string {
  const { id, input: text, inputHash, client } = event;
  const whole =
    inputHash ?? (features.text === undefined ? text : `[${features.text},${JSON.stringify(text ?? null)}]`);
  const hasNear = client !== undefined && (features.values !== undefined || text !== undefined);
  return (
    hashed("key", id === undefined ? undefined : tools.event(id)) +
    hashed("client", client === undefined ? undefined : tools.client(client)) +
    hashed("input", whole === undefined ? undefined : tools.input(whole)) +
    hashed("coarse", hasNear ? tools.input(nearInput(features.values, text)) : undefined)
  );
}

/**
 * A stored event as JSON. Writing numbers is most of the work, so the text of the features serves the hash and the batch, and
 * the rest is written member by member.
 */
function storeEvent(event: TelemetryEvent, s: number, tools: StoringTools): string {
  const values = featuresOf(event);
  const text = values === undefined ? undefined : JSON.stringify(values);
  const { prediction, confidence, margin, label } = event;
  const said = member("prediction", prediction) + member("confidence", confidence);
  const part = isPart(event) ? ',"part":true' : "";
  const known = hashesOf(event, { values, text }, tools) + said + member("margin", margin) + member("label", label);
  const rest = text === undefined ? "" : `,"features":${text}`;
  return `{"s":${s},"at":${event.at}${part}${known}${measuredOf(event)}${rest}}`;
}

function storeMeasure({ at, name, source, unit = "", value }: TelemetryMeasure, s: number): StoredMeasure {
  return { s, at, name, unit, value, ...kept({ source }) };
}

const textOf = (rest: Omit<StoredBatch, "events">, events: readonly string[]): string =>
  `${JSON.stringify(rest).slice(0, -1)},"events":[${events.join(",")}]}`;

function storeScore({ at, tool, method, feature, value }: TelemetryScore, s: number): StoredMeasure {
  const name = `${tool}: ${method}${feature === null ? "" : ` of ${feature}`}`;
  return { s, at, name, unit: "", value: { kind: "gauge", value } };
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
  const events = decoded.events.flatMap((event, index): string[] => {
    const place = decoded.eventPlaces?.[index] ?? index;
    const s = take(event, event.at, place);
    const subject = subjects[s ?? -1];
    if (s === undefined || subject === undefined) return [];
    tools.sample?.(event, subject, place);
    return [storeEvent(event, s, tools)];
  });
  const measures = decoded.measures.flatMap((measure, index): StoredMeasure[] => {
    const s = take(measure, measure.at, decoded.measurePlaces?.[index] ?? index);
    return s === undefined ? [] : [storeMeasure(measure, s)];
  });
  const windows = decoded.windows.flatMap((window, index): StoredWindow[] => {
    const s = take(window, window.from, index);
    if (s === undefined) return [];
    const { from, to, feature, n, nulls, numbers, categories } = window;
    return [{ s, from, to, feature, n, nulls, ...kept({ numbers, categories }) }];
  });
  const scores = decoded.scores.flatMap((score, index): StoredMeasure[] => {
    const s = take(score, score.at, index);
    return s === undefined ? [] : [storeScore(score, s)];
  });
  const accepted = events.length + measures.length + scores.length + windows.length;
  return { text: textOf({ v: 1, subjects, measures: [...measures, ...scores], windows }, events), accepted, rejected };
}
