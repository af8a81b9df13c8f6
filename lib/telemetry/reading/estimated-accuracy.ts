import type { Reader } from "../../kernel/query.ts";
import { estimatePerformance, type Estimate } from "../../stats/performance/estimate-performance.ts";
import { realisedPerformance } from "../../stats/performance/realised-performance.ts";
import {
  decodeConfidenceHistogram,
  emptyConfidenceHistogram,
  mergeConfidenceHistogram,
  type ConfidenceHistogram,
} from "../../stats/states/confidence-histogram.ts";
import type { SeriesRow } from "./read-series.ts";
import type { Range } from "./range.ts";
import { readWindowStates } from "./read-windows.ts";
import type { Point } from "./traffic-points.ts";

const DAY_MS = 86_400_000;
const CALIBRATION_DAYS = 90;
const CHECKED_DAYS = 30;
const LEAST_LABELS = 50;
/** Every bin counts as "predicted to be correct": the accuracy is then the share of correct ones. */
const ALL_BINS = 0;

type Windows = Map<number, ConfidenceHistogram>;

async function readConfidence(
  db: Reader,
  orgId: string,
  asked: { rows: readonly SeriesRow[]; resolution: Range["resolution"]; from: number; to: number },
): Promise<Windows> {
  const seriesIds = asked.rows.filter(({ kind }) => kind === "confidence").map(({ id }) => id);
  const states = await readWindowStates(db, orgId, { ...asked, seriesIds });
  const found: Windows = new Map();
  for (const { at, state } of states) {
    const histogram = decodeConfidenceHistogram(state);
    if (histogram === undefined) continue;
    const known = found.get(at);
    if (known === undefined) found.set(at, histogram);
    else mergeConfidenceHistogram(known, histogram);
  }
  return found;
}

const merged = (windows: Windows): ConfidenceHistogram => {
  const whole = emptyConfidenceHistogram();
  for (const window of windows.values()) mergeConfidenceHistogram(whole, window);
  return whole;
};

function estimateOf(calibration: ConfidenceHistogram, window: ConfidenceHistogram): Estimate | null {
  const found = estimatePerformance(calibration, window, ALL_BINS);
  return found.status === "ok" ? found.metrics.accuracy : null;
}

/** How far estimates of days were from what the labels said later: each day by a calibration without itself. */
function offBy(days: Windows, now: number): string {
  const off: number[] = [];
  for (const [at, window] of days) {
    const realised = realisedPerformance(window, ALL_BINS);
    if (at < now - CHECKED_DAYS * DAY_MS || realised.status !== "ok" || realised.n < LEAST_LABELS) continue;
    const others = new Map([...days].filter(([other]) => other !== at));
    const estimated = estimateOf(merged(others), window);
    const real = realised.metrics.accuracy;
    if (estimated !== null && real !== null) off.push(Math.abs(estimated.value - real));
  }
  if (off.length === 0) return "The estimate could not be checked against labels within the last 30 days.";
  const mean = off.reduce((sum, each) => sum + each, 0) / off.length;
  const days30 = off.length === 1 ? "one day" : `${off.length} days`;
  return `The estimate was off by ${(100 * mean).toFixed(1)} points on average, checked on ${days30} of the last 30.`;
}

/**
 * The accuracy that is to be expected from the confidences alone (CBPE), with its interval at 95 %, calibrated on the labels of
 * the last 90 days; and how far off such estimates were. Null without a hundred labels. It assumes that what the model means by
 * its confidence has not changed, which no statistic can see without labels.
 */
export async function readEstimate(
  db: Reader,
  orgId: string,
  asked: { rows: readonly SeriesRow[]; range: Range },
): Promise<{ points: Point[]; band: [number, number, number][]; note: string } | null> {
  const { rows, range } = asked;
  const days = await readConfidence(db, orgId, {
    rows,
    resolution: "1d",
    from: range.to - CALIBRATION_DAYS * DAY_MS,
    to: range.to,
  });
  const calibration = merged(days);
  if (calibration.every((count, place) => place % 3 === 0 || count === 0)) return null;
  const resolution = range.resolution === "5m" ? "1h" : range.resolution;
  const windows = await readConfidence(db, orgId, { rows, resolution, from: range.from, to: range.to });
  const points: Point[] = [];
  const band: [number, number, number][] = [];
  for (const [at, window] of [...windows].sort(([left], [right]) => left - right)) {
    const estimate = estimateOf(calibration, window);
    points.push([at, estimate === null ? null : 100 * estimate.value]);
    if (estimate !== null) band.push([at, 100 * estimate.low, 100 * estimate.high]);
  }
  return points.some(([, value]) => value !== null) ? { points, band, note: offBy(days, range.to) } : null;
}
