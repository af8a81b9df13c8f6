import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { isStorable } from "../json/decode-body.ts";
import { invalid, type RecordProblem, unsupported } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";

/** What kinds of ingestion events do: generations and scores are kept, the others are in order and say nothing of a model. */
const KINDS: ReadonlyMap<string, "generation" | "score" | "trace" | "other"> = new Map([
  ["generation-create", "generation"],
  ["generation-update", "generation"],
  ["embedding-create", "generation"],
  ["embedding-update", "generation"],
  ["observation-create", "generation"],
  ["observation-update", "generation"],
  ["score-create", "score"],
  ["trace-create", "trace"],
  ["span-create", "other"],
  ["span-update", "other"],
  ["event-create", "other"],
  ["agent-create", "other"],
  ["tool-create", "other"],
  ["chain-create", "other"],
  ["retriever-create", "other"],
  ["evaluator-create", "other"],
  ["guardrail-create", "other"],
  ["sdk-log", "other"],
] as const);

const LONGEST_ID = 800;

/** One event of an ingestion batch, after its envelope was checked. */
export interface Ingestion {
  readonly place: number;
  readonly id: string;
  readonly type: string;
  readonly kind: "generation" | "score" | "trace" | "other";
  readonly at: number;
  readonly body: JsonObject;
}

/** Checks the envelope of one ingestion event: id, timestamp with a zone, a known type, a body that is an object. */
export function readIngestion(value: JsonValue, place: number): Ingestion | RecordProblem {
  if (!isObject(value)) return invalid("An event must be an object");
  const { id, type, timestamp } = value;
  if (typeof id !== "string" || id === "" || id.length > LONGEST_ID || !isStorable(id)) {
    return invalid(`id must be text of 1 to ${LONGEST_ID} characters`);
  }
  const kind = typeof type === "string" ? KINDS.get(type) : undefined;
  if (typeof type !== "string") return invalid("type must be text");
  if (kind === undefined) return unsupported("Events of this type are not read");
  const at = readTime(timestamp);
  if (typeof at === "string") return invalid(`timestamp ${at}`);
  if (!isObject(value.body)) return invalid("body must be an object");
  const isSpan = type.startsWith("observation-") && value.body.type !== "GENERATION";
  return { place, id, type, kind: isSpan ? "other" : kind, at, body: value.body };
}

/** The id of a batch's item, for the answer; empty when it has none that is text. */
export function idOf(value: JsonValue): string {
  return isObject(value) && typeof value.id === "string" ? value.id.slice(0, LONGEST_ID) : "";
}
