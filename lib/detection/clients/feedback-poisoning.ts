import type { Hits } from "../../stats/counts/fisher-exact.ts";
import { sayNumber } from "../words/say-number.ts";
import { sayShare } from "../words/say-share.ts";
import { fuseEvidence } from "./fuse-evidence.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";
import { shareAgainstPeers, type PeerShare } from "./share-against-peers.ts";

/** Labels that one client sent back. */
export interface ClientFeedback {
  readonly client: string;
  readonly labels: Readonly<Record<string, number>>;
  /** Labels that contradict the model's answer. */
  readonly flips: number;
  /** Flips among the labels of its own earlier windows by which its habits are known; none when absent. */
  readonly settled?: readonly Hits[];
}

const LEAST = 50;
const LEAST_SETTLED = 5;
const NOTHING = 0.01;
/** Few send labels back: nothing is added for that, or nobody would ever be found among them. */
const NONE = 0;
const EVEN_SHARE = 3;

const sizeOf = ({ labels }: ClientFeedback): number => Object.values(labels).reduce((sum, count) => sum + count, 0);

const flipped = (one: ClientFeedback): Hits => ({ count: Math.min(one.flips, sizeOf(one)), total: sizeOf(one) });

/** How often a client contradicts the model beside others; of one whose habits are known, as surprising as it is beside them. */
function flipsOf(top: ClientFeedback, others: readonly ClientFeedback[]): PeerShare | null {
  const beside = shareAgainstPeers(flipped(top), others.map(flipped), NONE);
  const { settled = [] } = top;
  if (beside === null || beside.more >= NOTHING || settled.length < LEAST_SETTLED) return beside;
  const own = shareAgainstPeers(flipped(top), settled);
  return own === null ? beside : { ...beside, more: own.more };
}

/**
 * Whether one client poisons the feedback that a model is trained on: it sends most of it (Herfindahl–Hirschman index,
 * 1/clients when all send alike, 1 for a single one), contradicts the model more often than others do, and always with
 * the same label. Looks at the busiest client. Null with fewer than 50 labels or four clients.
 */
export function feedbackPoisoning(feedback: readonly ClientFeedback[]): SecuritySignal | null {
  const senders = feedback.filter((one) => sizeOf(one) > 0).sort((left, right) => sizeOf(right) - sizeOf(left));
  const total = senders.reduce((sum, one) => sum + sizeOf(one), 0);
  const [top, ...others] = senders;
  if (top === undefined || others.length < 3 || total < LEAST) return null;
  const index = senders.reduce((sum, one) => sum + (sizeOf(one) / total) ** 2, 0);
  const share = sizeOf(top) / total;
  const flips = flipsOf(top, others);
  const favourite = Object.entries(top.labels).sort((left, right) => right[1] - left[1])[0]?.[0] ?? "";
  const hits = (one: ClientFeedback) => ({ count: one.labels[favourite] ?? 0, total: sizeOf(one) });
  const concentrated = shareAgainstPeers(hits(top), others.map(hits));
  const { p, sure, saw } = fuseEvidence([
    ...(flips === null
      ? []
      : [
          {
            p: flips.more,
            weight: 0.8,
            words: `contradicts the model in ${sayShare(flips.share)} where ${sayShare(flips.usual)} are usual`,
          },
        ]),
    ...(concentrated === null
      ? []
      : [
          {
            p: concentrated.more,
            weight: 0.5,
            words: `says "${favourite}" in ${sayShare(concentrated.share)} where ${sayShare(concentrated.usual)} are usual`,
          },
        ]),
  ]);
  const matters = share * senders.length >= EVEN_SHARE;
  const words = saw.length === 0 ? "does nothing unusual" : saw.join("; ");
  return {
    kind: "feedback_poisoning",
    // Who sends little can poison little.
    sure: sure * (matters ? 1 : Math.min(1, (share * senders.length) / EVEN_SHARE)),
    p,
    saw: `One client sent ${sayShare(share)} of ${sayNumber(total)} labels and ${words}.`,
    techniques: [ATLAS.poison],
    evidence: { labels: total, share, concentration: index, flips: flips?.share ?? 0, usualFlips: flips?.usual ?? 0 },
  };
}
