import { rateChange } from "../../stats/counts/rate-change.ts";
import { fisherExact, type Hits } from "../../stats/counts/fisher-exact.ts";
import { shareAgainstPeers } from "./share-against-peers.ts";

const LEAST_WINDOWS = 5;

/** A share that rose: before, after and the one-sided chance of it; null below 8 now or 20 before. */
export interface RisenShare {
  readonly before: number;
  readonly after: number;
  readonly p: number;
}

const LEAST = 20;
const LEAST_NOW = 8;

/**
 * Whether a share of events is larger than it used to be, by Fisher's exact test; where at least five earlier `windows` are known one
 * by one, beside how much they differ from each other.
 */
export function risenShare(current: Hits, usual: Hits, windows: readonly Hits[] = []): RisenShare | null {
  if (current.total < LEAST_NOW || usual.total < LEAST) return null;
  const beside = windows.length < LEAST_WINDOWS ? null : shareAgainstPeers(current, windows);
  if (beside !== null) return { before: beside.usual, after: beside.share, p: beside.more };
  const change = rateChange(usual, current);
  if (change.status !== "ok") return null;
  const test = fisherExact(current, usual);
  return { before: change.before, after: change.after, p: test.status === "ok" ? test.more : 1 };
}
