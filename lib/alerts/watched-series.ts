import type { Alert, AlertRule as RuleRow } from "../db/types.ts";
import { sayNumber } from "../detection/words/say-number.ts";
import { conditionOf } from "./rule-row.ts";
import { watchedWords, type Watched } from "./rules.ts";

/** A chart of a model's telemetry page, and the level that a rule draws in it. */
export interface WatchedSeries {
  /** kind:name, as `GET /telemetry/{id}/points` knows it. */
  readonly series: string;
  readonly limit: { readonly value: number; readonly words: string } | null;
}

/** What rules watch, and what the detector of anomalies calls its series, as charts. */
const charts: Readonly<Record<string, string>> = {
  requests: "traffic:requests",
  volume: "traffic:requests",
  errors: "traffic:errors",
  refused: "traffic:refused",
  injections: "traffic:injections",
  injections_passed: "traffic:injections",
  leaks: "traffic:leaks",
  accuracy: "traffic:accuracy",
  latency: "measure:latency",
  confidence: "measure:confidence",
  tokens: "measure:output tokens",
  cost: "measure:cost",
};

/** Where kinds of signals without a series of their own are seen. */
const byKind: Readonly<Record<string, string>> = {
  silence: "traffic:requests",
  injection: "traffic:injections",
  leak: "traffic:leaks",
  canary: "traffic:planted",
  performance: "traffic:accuracy",
  extraction: "traffic:requests",
  evasion: "traffic:requests",
  membership: "traffic:requests",
  sybil: "traffic:requests",
};

type Ruled = Pick<RuleRow, "watches" | "condition" | "objective">;

function limitOf({ watches, condition, objective }: Ruled): WatchedSeries["limit"] {
  const unit = watchedWords[watches as Watched][1];
  if (objective !== null) {
    const allowed = 100 * (1 - objective);
    return { value: allowed, words: `the objective allows ${sayNumber(allowed)}%` };
  }
  const { direction, fire } = conditionOf({ condition });
  return watches === "injections_passed"
    ? null
    : { value: fire, words: `fires ${direction} ${sayNumber(fire)}${unit}` };
}

/** The chart that shows what an alert saw; null where no chart does. */
export function watchedSeries(
  { kind, series, fingerprint }: Pick<Alert, "kind" | "series" | "fingerprint">,
  rule: Ruled | null,
): WatchedSeries | null {
  if (rule !== null) {
    const shown = charts[rule.watches];
    return shown === undefined ? null : { series: shown, limit: limitOf(rule) };
  }
  if (series !== null && !series.startsWith("traffic")) return { series, limit: null };
  const anomaly = /signal=anomaly (\w+)/.exec(fingerprint)?.[1];
  const shown = anomaly === undefined ? byKind[kind] : charts[anomaly];
  return shown === undefined ? null : { series: shown, limit: null };
}
