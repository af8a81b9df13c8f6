import { rateChange } from "../../stats/counts/rate-change.ts";
import { fisherExact, type Hits } from "../../stats/counts/fisher-exact.ts";

/** A share that rose: before, after and the one-sided chance of it; null below 20 now or before. */
export interface RisenShare {
  readonly before: number;
  readonly after: number;
  readonly p: number;
}

const LEAST = 20;

/** Whether a share of events is larger than it used to be, by Fisher's exact test. */
export function risenShare(current: Hits, usual: Hits): RisenShare | null {
  if (current.total < LEAST || usual.total < LEAST) return null;
  const change = rateChange(usual, current);
  if (change.status !== "ok") return null;
  const test = fisherExact(current, usual);
  return { before: change.before, after: change.after, p: test.status === "ok" ? test.more : 1 };
}
