import type { KeptPoint } from "./anomaly-state.ts";

const DAY = 24 * 3_600_000;
const MOST = 96;
const LEAST = 48;

/** The points of the last 24 hours with one more, thinned to at most 96; never fewer than the latest 48. */
export function keepPoint(recent: readonly KeptPoint[], at: number, value: number): KeptPoint[] {
  const before = recent.at(-2);
  const last = recent.at(-1);
  // The last point only stays when it is a 96th of a day after the one before it.
  const crowded = recent.length >= LEAST && before && last && last[0] - before[0] < DAY / MOST;
  const kept = crowded ? recent.slice(0, -1) : recent;
  const all = [...kept, [at, value] as const];
  const from = all.findIndex(([time]) => time > at - DAY);
  return all.slice(Math.max(0, all.length - MOST, Math.min(from, all.length - LEAST)));
}
