import { resolutions, type Resolution, type TrafficCounter } from "../rules.ts";
import { counterPlace } from "../states/traffic-state.ts";
import type { WindowRow } from "./read-windows.ts";

export type Point = [at: number, value: number | null];

/** Counters of all versions together, by the begin of the window. */
export function sumTraffic(rows: readonly Pick<WindowRow, "at" | "counters">[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { at, counters } of rows) {
    const sum = found.get(at);
    if (sum === undefined) found.set(at, [...(counters ?? [])]);
    else counters?.forEach((count, index) => (sum[index] = (sum[index] ?? 0) + count));
  }
  return found;
}

/** One counter of a window. */
export function counterOf(counters: readonly number[] | undefined, name: TrafficCounter): number {
  return counters?.[counterPlace[name]] ?? 0;
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.min(100, (100 * part) / whole);

const lines: Record<string, (counters: readonly number[], perHour: number) => number | null> = {
  requests: (counters, perHour) => counterOf(counters, "events") * perHour,
  errors: (counters) => share(counterOf(counters, "errors"), counterOf(counters, "events")),
  refused: (counters) => share(counterOf(counters, "refused"), counterOf(counters, "events")),
  injections: (counters) => share(counterOf(counters, "injections"), counterOf(counters, "events")),
  leaks: (counters) =>
    share(counterOf(counters, "pii") + counterOf(counters, "secrets"), counterOf(counters, "events")),
  planted: (counters) => counterOf(counters, "canaries"),
  accuracy: (counters) => share(counterOf(counters, "correct"), counterOf(counters, "labelled")),
};

/**
 * A line of the traffic: requests per hour, a share in percent, or how many planted values came out. A window in which nothing came is null, and 0 requests
 * only between two windows of the range in which something came.
 */
export function trafficPoints(
  windows: ReadonlyMap<number, readonly number[]>,
  line: string,
  range: { from: number; to: number; resolution: Resolution },
): Point[] {
  const step = resolutions[range.resolution];
  const value = lines[line];
  const times = [...windows.keys()];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const points: Point[] = [];
  for (let at = Math.floor(range.from / step) * step; at < range.to; at += step) {
    const counters = windows.get(at);
    const silent = line === "requests" && at > first && at < last ? 0 : null;
    points.push([at, counters === undefined ? silent : (value?.(counters, resolutions["1h"] / step) ?? null)]);
  }
  return points;
}
