import type { JsonValue } from "../../json-value.ts";
import { isObject, objectOf, textOf } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, unsupported } from "../json/problem.ts";
import type { TelemetryScore } from "../record.ts";
import { type MetricName, metricNameOf } from "./metric-name.ts";

export type Verdict = Pick<TelemetryScore, "feature" | "method" | "value" | "alert" | "lowerLimit" | "upperLimit">;

/** Most labels of one metric that are read. */
const MOST_LABELS = 200;

/**
 * Verdicts of one metric of a new report: a number; `count` and `share` (the share is kept); `mean` and `std` (the mean);
 * one number a label. Whether it alerts is said by its tests, else by its threshold. `failed` knows the tests by metric id.
 */
export function readNewMetric(value: JsonValue, failed: ReadonlyMap<string, boolean>): Verdict[] | RecordProblem {
  if (!isObject(value)) return invalid("A metric must be an object");
  const name = metricNameOf(value);
  if (name === null) return invalid("A metric needs metric_name or metric_id");
  const tested = failed.get(textOf(value.id) ?? "");
  const toVerdict = (suffix: string, number: number): Verdict => verdictOf(name, suffix, number, tested);
  const said = value.value ?? null;
  if (isNumber(said)) return [toVerdict("", said)];
  const parts = objectOf(said);
  if (isNumber(parts.share)) return [toVerdict("share", parts.share)];
  if (isNumber(parts.mean)) return [toVerdict("mean", parts.mean)];
  const labels = Object.entries(isObject(parts.shares) ? parts.shares : parts);
  const verdicts = labels.flatMap(([label, number]) => (isNumber(number) ? [toVerdict(`label=${label}`, number)] : []));
  if (verdicts.length === 0 || verdicts.length < labels.length || labels.length > MOST_LABELS) {
    return unsupported(`The value of ${name.kind} is not read`);
  }
  return verdicts;
}

/** Whether any test of a metric failed, by the metric's id. Warnings and errors of a test are no verdict. */
export function failedTests(tests: JsonValue | undefined): Map<string, boolean> {
  const failed = new Map<string, boolean>();
  for (const test of Array.isArray(tests) ? tests : []) {
    if (!isObject(test)) continue;
    const id = textOf(objectOf(test.metric_config).metric_id);
    if (id === undefined || (test.status !== "FAIL" && test.status !== "SUCCESS")) continue;
    failed.set(id, failed.get(id) === true || test.status === "FAIL");
  }
  return failed;
}

/** Evidently's rule: p-values alert below their threshold, distances from theirs on. */
export function drifts(method: string, value: number, threshold: number): boolean {
  return isPValue(method) ? value < threshold : value >= threshold;
}

/** Whether a method of Evidently gives p-values: `K-S p_value`, `chi-square p_value`, `Z-test p_value` … */
export function isPValue(method: string): boolean {
  return /p_value|p-value/i.test(method);
}

function verdictOf(name: MetricName, suffix: string, value: number, tested: boolean | undefined): Verdict {
  const method = name.kind === "ValueDrift" && name.method !== null ? name.method : name.kind;
  const limit =
    name.kind === "ValueDrift" ? name.threshold : name.kind === "DriftedColumnsCount" ? name.driftShare : null;
  const computed = limit === null ? null : drifts(method, value, limit);
  const limits = limit === null ? {} : isPValue(method) ? { lowerLimit: limit } : { upperLimit: limit };
  return {
    feature: name.column,
    method: suffix === "" ? method : `${method} (${suffix})`,
    value,
    alert: tested ?? computed,
    ...limits,
  };
}

function isNumber(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
