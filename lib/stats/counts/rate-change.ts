import { answer, type Answer } from "../answer.ts";
import { fisherExact, type Hits } from "./fisher-exact.ts";

export interface RateChange {
  readonly before: number;
  readonly after: number;
  /** after − before, in shares: 0.02 is two points. */
  readonly change: number;
  /** Fisher's exact test, two-sided; 1 when nobody or everybody is a hit. */
  readonly p: number;
}

/** How the share of nulls (or of errors, refusals …) changed, and how likely that is by chance. */
export function rateChange(reference: Hits, current: Hits): Answer<RateChange> {
  const test = fisherExact(reference, current);
  if (test.status === "invalid_input" || test.status === "not_enough_data") return test;
  const before = reference.count / reference.total;
  const after = current.count / current.total;
  return answer({ before, after, change: after - before, p: test.status === "ok" ? test.p : 1 });
}
