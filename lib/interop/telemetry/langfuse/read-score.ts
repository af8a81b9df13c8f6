import { textOf } from "../../supply-chain/json/parts.ts";
import { isStorable } from "../json/decode-body.ts";
import { invalid, type RecordProblem } from "../json/problem.ts";
import { TELEMETRY_LIMITS, type TelemetryMeasure } from "../record.ts";
import type { Ingestion } from "./envelope.ts";

/**
 * A score as a point of the series `evaluation.<name>`: a number as a gauge, a category as an increment of the series of its
 * label. `models` knows the model of an observation and of a trace in the same batch; without it the model is left open.
 */
export function readScore(
  { body, at }: Ingestion,
  models: ReadonlyMap<string, string>,
): TelemetryMeasure | RecordProblem {
  const name = textOf(body.name);
  if (name === undefined || name.length > TELEMETRY_LIMITS.nameLength || !isStorable(name)) {
    return invalid(`body.name must be text of 1 to ${TELEMETRY_LIMITS.nameLength} characters`);
  }
  const model = models.get(textOf(body.observationId) ?? "") ?? models.get(textOf(body.traceId) ?? "") ?? null;
  const { value } = body;
  if (typeof value === "number" && Number.isFinite(value)) {
    return { model, at, name: `evaluation.${name}`, value: { kind: "gauge", value } };
  }
  if (typeof value !== "string" || value.length > TELEMETRY_LIMITS.nameLength || !isStorable(value)) {
    return invalid("body.value must be a finite number or a short text");
  }
  const label = JSON.stringify(value);
  return { model, at, name: `evaluation.${name}{label=${label}}`, value: { kind: "delta", value: 1 } };
}
