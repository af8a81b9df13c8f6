import { matchLabels, type AlertLabels, type LabelMatcher } from "./alert-labels.ts";

/** A time in which matching alerts are recorded but tell nobody. Without conditions it is for all alerts. */
export interface Silence {
  readonly matchers: readonly LabelMatcher[];
  /** Milliseconds since 1970; from, with, up to, without. */
  readonly from: number;
  readonly to: number;
  /** For maintenance windows: again every so many ms from `from` on; null for once. */
  readonly everyMs?: number | null;
}

/** Whether a silence covers an alert at a time. A silence that does not end after it begins covers none. */
export function matchSilence(silence: Silence, labels: AlertLabels, at: number): boolean {
  const length = silence.to - silence.from;
  if (!(length > 0) || at < silence.from || !matchLabels(labels, silence.matchers)) return false;
  const every = silence.everyMs ?? null;
  return every !== null && every > 0 ? (at - silence.from) % every < length : at < silence.to;
}
