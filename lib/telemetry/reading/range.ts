import { invalid } from "../../kernel/errors.ts";
import { resolutions, type Resolution } from "../rules.ts";

const DAY_MS = 86_400_000;
const LONGEST_MS = 1_096 * DAY_MS;

export type Range = {
  /** Milliseconds, on the borders of windows. */
  readonly from: number;
  readonly to: number;
  /** What charts are drawn from. */
  readonly resolution: Resolution;
  /** The step of the drift matrix and the strip of health: hours up to three days, days for longer. */
  readonly stepMs: number;
  readonly version: string | null;
};

function resolutionOf(lengthMs: number): Resolution {
  if (lengthMs <= 2 * DAY_MS) return "5m";
  return lengthMs <= 62 * DAY_MS ? "1h" : "1d";
}

/** The asked range, the last 24 hours when nothing is said. Throws invalid_input for one that ends before it begins. */
export function readRange(
  input: { from?: string | undefined; to?: string | undefined; version?: string | undefined },
  now: Date,
): Range {
  const end = input.to === undefined ? now.getTime() : Date.parse(input.to);
  const begin = input.from === undefined ? end - DAY_MS : Date.parse(input.from);
  if (begin >= end) invalid("from", "The begin must lie before the end.");
  if (end - begin > LONGEST_MS) invalid("from", "At most three years are shown at once.");
  const resolution = resolutionOf(end - begin);
  const stepMs = end - begin <= 3 * DAY_MS ? resolutions["1h"] : resolutions["1d"];
  const from = Math.floor(begin / stepMs) * stepMs;
  return { from, to: end, resolution, stepMs, version: input.version ?? null };
}
