import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { isStorable, type TelemetryBody } from "../json/decode-body.ts";
import { parsePythonJson } from "../json/parse-python-json.ts";
import { invalid, type RecordProblem, tooLarge, unreadable } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";
import {
  type DecodedTelemetry,
  type RejectedRecord,
  TELEMETRY_LIMITS,
  type TelemetryReading,
  type TelemetryScore,
} from "../record.ts";
import { failedTests, readNewMetric, type Verdict } from "./read-new-metric.ts";
import { readOldMetric } from "./read-old-metric.ts";

export interface EvidentlyReport {
  readonly body: TelemetryBody;
  /** When the report counts, for it says no time of its own, or one without a zone (before 0.7). */
  readonly at: number;
  /** The time that it looked at, where the importer knows it. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Reads a report of Evidently as JSON, of 0.7 and later or of 0.6 and before, into scores under Evidently's own method
 * names. Each metric is taken as a whole or rejected with its pointer; one that is unknown is unsupported and hinders no
 * other. NaN, which Python writes, counts as no value. Histograms within (`small_distribution`) are left. Unreadable: what is no JSON or has no list of metrics.
 */
export function readEvidently({ body, at, from, to }: EvidentlyReport): TelemetryReading {
  const parsed = parsePythonJson(body);
  if (!parsed.ok) return parsed;
  const metrics = isObject(parsed.decoded) ? parsed.decoded.metrics : undefined;
  if (!isObject(parsed.decoded) || !Array.isArray(metrics)) {
    return unreadable("unsupported", "This is no report of Evidently: it has no list of metrics.", "/metrics");
  }
  if (metrics.length > TELEMETRY_LIMITS.events)
    return unreadable("too_large", "The report has too many metrics.", "/metrics");
  const frame = {
    at: timeOf(parsed.decoded) ?? at,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const failed = failedTests(parsed.decoded.tests);
  const scores: TelemetryScore[] = [];
  const rejected: RejectedRecord[] = [];
  for (const [index, metric] of metrics.entries()) {
    const verdicts = readMetric(metric, failed);
    if ("message" in verdicts) rejected.push({ place: `/metrics/${index}`, ...verdicts });
    else scores.push(...verdicts.map((verdict) => ({ model: null, ...frame, tool: "evidently" as const, ...verdict })));
  }
  return { ok: true, decoded: { events: [], measures: [], windows: [], scores, rejected } satisfies DecodedTelemetry };
}

function readMetric(metric: JsonValue, failed: ReadonlyMap<string, boolean>): Verdict[] | RecordProblem {
  const isOld = isObject(metric) && metric.result !== undefined;
  const verdicts = isOld ? readOldMetric(metric) : readNewMetric(metric, failed);
  if ("message" in verdicts) return verdicts;
  for (const { feature, method } of verdicts) {
    const names = [feature ?? "", method];
    if (names.some((name) => name.length > TELEMETRY_LIMITS.nameLength)) return tooLarge("A name is too long");
    if (!names.every(isStorable)) return invalid("A name must not hold NUL or half of a character");
  }
  return verdicts;
}

function timeOf(report: JsonObject): number | undefined {
  const at = readTime(report.timestamp);
  return typeof at === "number" ? at : undefined;
}
