import type { Hits } from "../../stats/counts/fisher-exact.ts";
import { wilsonInterval } from "../../stats/counts/wilson-interval.ts";
import { sayNumber } from "../words/say-number.ts";
import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";
import { risenShare } from "./risen-share.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/** Attempts at prompt injection in a window, and what is usual. */
export interface InjectionCounts {
  readonly n: number;
  /** Attempts that were seen, and those of them that were not blocked. */
  readonly injections: number;
  readonly injectionsPassed: number;
  /** Attempts and events of earlier windows. */
  readonly usual: { readonly injections: number; readonly n: number };
  /** The same of each earlier window, when they are known one by one. */
  readonly windows?: readonly Hits[];
}

const PASSED = 0.95;

/**
 * Attempts at prompt injection against those that passed, with Wilson's interval of the share that passes. One that
 * passed makes it nearly sure; otherwise it depends on how unusual the number of attempts is. Null without an attempt.
 */
export function injectionSignal(counts: InjectionCounts): SecuritySignal | null {
  const { n, injections, injectionsPassed, usual, windows } = counts;
  const passed = wilsonInterval(injectionsPassed, injections);
  if (injections === 0 || passed.status !== "ok") return null;
  const risen = risenShare({ count: injections, total: n }, { count: usual.injections, total: usual.n }, windows);
  const p = risen?.p ?? 1;
  const unusual = p < 0.01 ? Math.min(0.9, -Math.log10(Math.max(p, 1e-300)) / 8) : 0;
  const attempts = `${sayNumber(injections)} ${injections === 1 ? "attempt" : "attempts"} at prompt injection`;
  const share = `${sayShare(passed.share)} passed (between ${sayShare(passed.low)} and ${sayShare(passed.high)})`;
  const rise =
    risen === null
      ? ""
      : `, ${sayShare(risen.after)} of all events where ${sayShare(risen.before)} are usual, ${sayP(p)}`;
  return {
    kind: "injection",
    sure: injectionsPassed > 0 ? Math.max(PASSED, unusual) : Math.max(0.2, unusual),
    p,
    saw: `${attempts}, ${sayNumber(injectionsPassed)} not blocked: ${share}${rise}.`,
    techniques: [ATLAS.injection],
    evidence: { attempts: injections, passed: injectionsPassed, passedLow: passed.low, passedHigh: passed.high },
  };
}
