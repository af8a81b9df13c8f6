import { burnRate, type BurnPoint } from "../detection/alerts/burn-rate.ts";
import { trafficCounters, type TrafficCounter } from "../telemetry/rules.ts";
import type { RulePart, Watched } from "./rules.ts";

/** One stored window of one version of a model. */
export interface StoredWindow {
  /** Begin of the window, ms. */
  readonly at: number;
  readonly n: number;
  readonly mean: number | null;
  readonly p95: number | null;
  readonly counters: readonly number[] | null;
}

type Count = (name: TrafficCounter) => number;

const parts: Readonly<Record<string, (count: Count) => readonly [part: number, whole: number]>> = {
  errors: (count) => [count("errors"), count("events")],
  refused: (count) => [count("refused"), count("events")],
  injections: (count) => [count("injections"), count("events")],
  injections_passed: (count) => [count("injectionsPassed"), count("events")],
  leaks: (count) => [count("pii") + count("secrets"), count("events")],
  accuracy: (count) => [count("correct"), count("labelled")],
};

/** Which series holds what is watched. */
export function seriesOf(watches: Watched): { kind: "traffic" | "measure"; name: string } {
  if (watches === "latency" || watches === "confidence" || watches === "cost")
    return { kind: "measure", name: watches };
  return watches === "tokens" ? { kind: "measure", name: "output tokens" } : { kind: "traffic", name: "" };
}

function counterSum(windows: readonly StoredWindow[]): Count {
  return (name) => windows.reduce((sum, { counters }) => sum + (counters?.[trafficCounters.indexOf(name)] ?? 0), 0);
}

function measured(windows: readonly StoredWindow[], watches: Watched): number | null {
  if (watches === "latency" || watches === "tokens") {
    const values = windows.flatMap(({ p95 }) => p95 ?? []);
    return values.length === 0 ? null : Math.max(...values);
  }
  const known = windows.filter(({ n, mean }) => n > 0 && mean !== null);
  const n = known.reduce((sum, window) => sum + window.n, 0);
  return n === 0 ? null : known.reduce((sum, window) => sum + window.n * (window.mean ?? 0), 0) / n;
}

/**
 * What is watched in one window, over all versions: requests an hour, a share in percent, the largest 95th percentile of the
 * versions, or the mean. Null without data, which is not 0.
 */
export function watchedValue(windows: readonly StoredWindow[], watches: Watched, stepMs: number): number | null {
  if (windows.length === 0) return null;
  const count = counterSum(windows);
  if (watches === "requests") return (count("events") * 3_600_000) / stepMs;
  const share = parts[watches];
  if (share === undefined) return measured(windows, watches);
  const [part, whole] = share(count);
  return whole === 0 ? null : (100 * part) / whole;
}

/** Bad and all requests of one window, for a burn rate. Null for what has no bad part. */
export function burnPoint(windows: readonly StoredWindow[], watches: Watched, at: number): BurnPoint | null {
  const share = parts[watches];
  if (share === undefined || windows.length === 0) return null;
  const [bad, total] = share(counterSum(windows));
  return { at, bad, total };
}

/**
 * How much faster than allowed the worst pair of windows burns at a time, of the pairs that page (fast) or make a ticket (slow):
 * above 1 an alert is due. Null without events.
 */
export function burnValue(points: readonly BurnPoint[], at: number, objective: number, part: RulePart): number | null {
  const wanted = part === "slow" ? "ticket" : "page";
  const rates = burnRate(points, at, objective).flatMap(({ long, short, factor, severity }) =>
    long === null || short === null || severity !== wanted ? [] : [Math.min(long, short) / factor],
  );
  return rates.length === 0 ? null : Math.max(...rates);
}
