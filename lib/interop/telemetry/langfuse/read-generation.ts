import type { JsonValue } from "../../json-value.ts";
import { type JsonObject, textOf } from "../../supply-chain/json/parts.ts";
import { isStorable } from "../json/decode-body.ts";
import { invalid, type RecordProblem, tooLarge } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";
import { TELEMETRY_LIMITS, type TelemetryEvent, type TelemetryMeasure } from "../record.ts";
import type { Ingestion } from "./envelope.ts";
import { usageOf } from "./usage.ts";

const KEPT_TEXTS = ["id", "traceId", "model", "level"] as const;
const TIMES = ["startTime", "endTime"] as const;

/** What is wrong with the parts of a generation's body that are kept; null when nothing is. */
export function generationProblem({ body }: Ingestion): RecordProblem | null {
  for (const name of KEPT_TEXTS) {
    const value = body[name] ?? null;
    if (value === null) continue;
    if (typeof value !== "string" || !isStorable(value)) return invalid(`body.${name} must be text`);
    if (value.length > TELEMETRY_LIMITS.stringLength) return tooLarge(`body.${name} is too long`);
  }
  for (const name of TIMES) {
    const time = (body[name] ?? null) === null ? 0 : readTime(body[name]);
    if (typeof time === "string") return invalid(`body.${name} ${time}`);
  }
  return null;
}

/**
 * One generation, its creation merged with its updates in the same batch: a later part wins, null says nothing. `users` knows
 * the user of a trace. The time is that of the end, then of the start, then of the envelope.
 */
export function toEvent(
  parts: readonly [Ingestion, ...Ingestion[]],
  users: ReadonlyMap<string, string>,
): TelemetryEvent {
  const [first] = parts;
  const body = merged(parts);
  const start = timeOf(body.startTime);
  const end = timeOf(body.endTime);
  const client = users.get(textOf(body.traceId) ?? "") ?? textOf(body.userId);
  const input = inputOf(body.input ?? body.prompt ?? null);
  return {
    id: first.id,
    model: textOf(body.model) ?? null,
    at: end ?? start ?? first.at,
    operation: first.type.startsWith("embedding") ? "embeddings" : "chat",
    ...(start !== undefined && end !== undefined && end >= start ? { latencyMs: end - start } : {}),
    ...usageOf(body),
    ...(body.level === "ERROR" ? { error: "error" } : {}),
    ...(client === undefined ? {} : { client }),
    ...(input === undefined ? {} : { input }),
  };
}

/**
 * What an update says whose generation was created in an earlier batch, as increments: counting it as an event would count
 * the generation twice.
 */
export function toIncrements({ body, at }: Ingestion): TelemetryMeasure[] {
  const { inputTokens, outputTokens, cost } = usageOf(body);
  const model = textOf(body.model) ?? null;
  const when = timeOf(body.endTime) ?? at;
  const increments: readonly (readonly [name: string, unit: string, value: number | undefined])[] = [
    ['gen_ai.client.token.usage{gen_ai.token.type="input"}', "{token}", inputTokens],
    ['gen_ai.client.token.usage{gen_ai.token.type="output"}', "{token}", outputTokens],
    ["langfuse.generation.cost", "USD", cost],
    ["langfuse.generation.errors", "{error}", body.level === "ERROR" ? 1 : undefined],
  ];
  return increments.flatMap(([name, unit, value]) =>
    value === undefined ? [] : [{ model, at: when, name, unit, value: { kind: "delta" as const, value } }],
  );
}

function merged(parts: readonly Ingestion[]): JsonObject {
  const body: JsonObject = {};
  for (const part of parts) {
    for (const name of ["model", "traceId", "userId", "startTime", "endTime", "level", "input", "prompt"] as const) {
      const said = part.body[name] ?? null;
      if (said !== null) body[name] = said;
    }
    for (const name of ["usage", "usageDetails", "costDetails"] as const) {
      const said = part.body[name] ?? null;
      if (said !== null) body[name] = said;
    }
  }
  return body;
}

function timeOf(value: JsonValue | undefined): number | undefined {
  const at = readTime(value);
  return typeof at === "number" ? at : undefined;
}

function inputOf(value: JsonValue): string | undefined {
  if (value === null || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
