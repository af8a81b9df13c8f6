import { sayNumber } from "../words/say-number.ts";
import type { SecuritySignal } from "./security-signal.ts";

/** When the last event came, and how far apart they usually are, in ms. */
export interface SilenceQuestion {
  readonly expectedIntervalMs: number;
  readonly lastAt: number;
  readonly now: number;
}

const MINUTE = 60_000;
/** Five usual intervals: one chance in 148 for events at random. */
const LEAST_MISSED = 5;

function sayTime(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 120) return `${sayNumber(Math.max(1, minutes))} ${minutes <= 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${sayNumber(hours)} hours` : `${sayNumber(Math.round(hours / 24))} days`;
}

/**
 * Whether a sender fell silent: the chance of no event for so long when they come at random at the usual rate,
 * e^(−time/interval). Null before five usual intervals passed, or without a known interval. Silence is first of all a
 * broken sender, but it is also what an attacker does to it.
 */
export function silence({ expectedIntervalMs, lastAt, now }: SilenceQuestion): SecuritySignal | null {
  const missed = (now - lastAt) / expectedIntervalMs;
  if (!(expectedIntervalMs > 0) || !(missed >= LEAST_MISSED)) return null;
  const p = Math.exp(-missed);
  return {
    kind: "silence",
    sure: 1 - p,
    p,
    saw: `No telemetry for ${sayTime(now - lastAt)}, where something comes every ${sayTime(expectedIntervalMs)}.`,
    techniques: [],
    evidence: { silentMs: now - lastAt, expectedIntervalMs, missed },
  };
}
