import type { Hits } from "../../stats/counts/fisher-exact.ts";
import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";
import { risenShare } from "./risen-share.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/** Points that the share must rise by to be worth a word. */
const FLOOR = 0.02;
const LEAST = 20;

/**
 * Whether more inputs than usual are unlike the training data. Counts those beyond the 99th percentile of the reference's
 * scores, or any fixed bound. Null with fewer than 20 events now or before.
 */
export function oodSignal(current: Hits, usual: Hits): SecuritySignal | null {
  const risen = current.total < LEAST ? null : risenShare(current, usual);
  if (risen === null) return null;
  const matters = risen.p < 0.01 && risen.after - risen.before >= FLOOR;
  return {
    kind: "out_of_distribution",
    sure: matters ? Math.min(0.9, -Math.log10(Math.max(risen.p, 1e-300)) / 8) : 0,
    p: risen.p,
    saw: `${sayShare(risen.after)} of inputs are unlike the training data where ${sayShare(risen.before)} are usual, ${sayP(risen.p)}.`,
    techniques: [ATLAS.adversarialData],
    evidence: { before: risen.before, after: risen.after, events: current.total },
  };
}
