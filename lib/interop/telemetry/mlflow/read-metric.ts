import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import type { TelemetryMeasure } from "../record.ts";
import { int64Of, keyProblem } from "./mlflow-rules.ts";

/** A metric as a gauge; null for NaN and the infinities, which MLflow allows and no chart shows; text says what is wrong. */
export function readMetric(value: JsonValue): TelemetryMeasure | null | string {
  if (!isObject(value)) return "A metric must be an object.";
  const { key } = value;
  const problem = keyProblem("metric", key);
  if (problem !== null || typeof key !== "string") return problem ?? "A key name must be provided.";
  const at = int64Of(value.timestamp);
  if (at === null || at < 0)
    return `Got invalid timestamp for metric '${key}'. It must be a nonnegative long (64-bit integer).`;
  if (int64Of(value.step ?? 0) === null)
    return `Got invalid step for metric '${key}'. It must be a valid long (64-bit integer).`;
  const number = numberOf(value.value);
  if (number === null)
    return `Got invalid value for metric '${key}'. It must be a valid double (64-bit floating point).`;
  return Number.isFinite(number) ? { model: null, at, name: key, value: { kind: "gauge", value: number } } : null;
}

/** Protobuf's JSON writes the values that are no numbers as texts. */
function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === "number") return value;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity") return Number.POSITIVE_INFINITY;
  return value === "-Infinity" ? Number.NEGATIVE_INFINITY : null;
}
