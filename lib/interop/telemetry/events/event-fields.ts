import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";
import type { EventFlags } from "../record.ts";
import {
  type EventDraft,
  noteUnknown,
  numberProblem,
  type ReadingContext,
  textProblem,
  wholeProblem,
} from "./event-draft.ts";
import { readFeatures } from "./read-features.ts";

type ReadField = (draft: EventDraft, value: JsonValue, context: ReadingContext) => RecordProblem | null;

/** Longest vector that is taken as an embedding. */
const MOST_DIMENSIONS = 4_096;

function text(field: string, set: (draft: EventDraft, value: string) => void): ReadField {
  return (draft, value, context) => {
    if (typeof value !== "string" || value === "") return invalid(`${field} must be text, is ${shown(value)}`);
    set(draft, value);
    return textProblem(field, value, context);
  };
}

/** A text, or a whole number that names something: an id, a version. */
function name(field: string, set: (draft: EventDraft, value: string) => void): ReadField {
  const readText = text(field, set);
  return (draft, value, context) =>
    readText(draft, typeof value === "number" && Number.isFinite(value) ? String(value) : value, context);
}

/** A class or a number; a boolean is the class "true" or "false". */
function outcome(field: string, set: (draft: EventDraft, value: string | number) => void): ReadField {
  return (draft, value, context) => {
    if (typeof value === "number" && Number.isFinite(value)) {
      set(draft, value);
      return null;
    }
    const said = typeof value === "boolean" ? String(value) : value;
    if (typeof said !== "string") return invalid(`${field} must be text or a finite number, is ${shown(value)}`);
    set(draft, said);
    return textProblem(field, said, context);
  };
}

function number(field: string, most: number, set: (draft: EventDraft, value: number) => void): ReadField {
  return (draft, value) => {
    const problem = numberProblem(field, value, 0, most);
    if (problem === null) set(draft, value as number);
    return problem;
  };
}

function whole(field: string, set: (draft: EventDraft, value: number) => void): ReadField {
  return (draft, value) => {
    const problem = wholeProblem(field, value);
    if (problem === null) set(draft, value as number);
    return problem;
  };
}

function readAt(draft: EventDraft, value: JsonValue): RecordProblem | null {
  const at = readTime(value);
  if (typeof at === "string") return invalid(`ts ${at}`);
  draft.at = at;
  return null;
}

function readError(draft: EventDraft, value: JsonValue, context: ReadingContext): RecordProblem | null {
  if (value === false) return null;
  const kind = value === true ? "error" : value;
  if (typeof kind !== "string" || kind === "") return invalid(`error must be text or a boolean, is ${shown(value)}`);
  draft.error = kind;
  return textProblem("error", kind, context);
}

function readRefused(draft: EventDraft, value: JsonValue): RecordProblem | null {
  if (typeof value !== "boolean") return invalid(`refused must be true or false, is ${shown(value)}`);
  draft.refused = value;
  return null;
}

/** Text of the input: of any length that the body allows and with any character, for it is hashed and forgotten. */
function readInput(draft: EventDraft, value: JsonValue): RecordProblem | null {
  if (typeof value !== "string") return invalid(`input must be text, is ${shown(value)}`);
  draft.input = value;
  return null;
}

function readEmbedding(draft: EventDraft, value: JsonValue): RecordProblem | null {
  if (!Array.isArray(value)) return invalid(`embedding must be a list of numbers, is ${shown(value)}`);
  if (value.length > MOST_DIMENSIONS) return tooLarge(`embedding must not be longer than ${MOST_DIMENSIONS} numbers`);
  for (let index = 0; index < value.length; index += 1) {
    const each = value[index];
    if (typeof each !== "number" || !Number.isFinite(each)) {
      return invalid(`embedding must hold finite numbers; number ${index} is ${shown(each)}`);
    }
  }
  draft.embedding = value as number[];
  return null;
}

const FLAGS: ReadonlyMap<string, "injection" | "blocked" | "pii" | "secret" | "canary"> = new Map([
  ["injection", "injection"],
  ["blocked", "blocked"],
  ["pii", "pii"],
  ["secret", "secret"],
  ["canary", "canary"],
] as const);

function readFlags(draft: EventDraft, value: JsonValue, context: ReadingContext): RecordProblem | null {
  if (!isObject(value)) return invalid(`flags must be an object, is ${shown(value)}`);
  const flags: { -readonly [Key in keyof EventFlags]: EventFlags[Key] } = {};
  for (const key in value) {
    const said = value[key] ?? null;
    const flag = FLAGS.get(key);
    const isScore = key === "ood_score" || key === "oodScore";
    if (said === null) continue;
    if (flag !== undefined && typeof said === "boolean") flags[flag] = said;
    else if (isScore && typeof said === "number" && Number.isFinite(said)) flags.oodScore = said;
    else if (isScore) return invalid(`flags.ood_score must be a finite number, is ${shown(said)}`);
    else if (flag !== undefined) return invalid(`flags.${flag} must be true or false, is ${shown(said)}`);
    else noteUnknown(context, `flags.${key}`);
  }
  draft.flags = flags;
  return null;
}

const MOST = Number.MAX_VALUE;

const FIELDS: readonly (readonly [name: string, read: ReadField])[] = [
  ["ts", readAt],
  ["id", name("id", (draft, value) => void (draft.id = value))],
  ["model", text("model", (draft, value) => void (draft.model = value))],
  ["version", name("version", (draft, value) => void (draft.version = value))],
  ["client", name("client", (draft, value) => void (draft.client = value))],
  // Checked and then left: nothing joins events by request.
  ["request_id", name("request_id", () => undefined)],
  ["operation", text("operation", (draft, value) => void (draft.operation = value))],
  ["prediction", outcome("prediction", (draft, value) => void (draft.prediction = value))],
  ["label", outcome("label", (draft, value) => void (draft.label = value))],
  ["confidence", number("confidence", 1, (draft, value) => void (draft.confidence = value))],
  ["margin", number("margin", 1, (draft, value) => void (draft.margin = value))],
  ["latency_ms", number("latency_ms", MOST, (draft, value) => void (draft.latencyMs = value))],
  ["cost", number("cost", MOST, (draft, value) => void (draft.cost = value))],
  ["input_tokens", whole("input_tokens", (draft, value) => void (draft.inputTokens = value))],
  ["output_tokens", whole("output_tokens", (draft, value) => void (draft.outputTokens = value))],
  ["error", readError],
  ["refused", readRefused],
  ["features", readFeatures],
  ["input", readInput],
  ["input_hash", text("input_hash", (draft, value) => void (draft.inputHash = value))],
  ["embedding", readEmbedding],
  ["flags", readFlags],
];

function camel(snake: string): string {
  return snake.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Who reads which field of an event, by its name in snake case and in camel case. */
export const EVENT_FIELDS: ReadonlyMap<string, ReadField> = new Map(
  FIELDS.flatMap(([field, read]): [string, ReadField][] => [
    [field, read],
    [camel(field), read],
  ]),
);
