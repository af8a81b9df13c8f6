import { sayNumber } from "../words/say-number.ts";
import { sayShare } from "../words/say-share.ts";
import type { ClientQuestion, ClientWindow } from "./client-window.ts";
import type { Evidence } from "./fuse-evidence.ts";
import { labelEvenness } from "./label-evenness.ts";
import { queryRate } from "./query-rate.ts";
import { shareAgainstPeers, type PeerShare } from "./share-against-peers.ts";

/** Signs in a client's behaviour; null where too little is known. */
export interface BehaviourEvidence {
  readonly rate: Evidence | null;
  readonly distinct: Evidence | null;
  readonly repeats: Evidence | null;
  readonly evenness: Evidence | null;
  readonly margin: Evidence | null;
  readonly variants: Evidence | null;
  readonly confident: Evidence | null;
  readonly numbers: Readonly<Record<string, number>>;
}

const CONFIDENT_FROM = 19;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

type Part = (window: ClientWindow) => { readonly count: number; readonly total: number };

const distinctOf: Part = ({ n, distinctInputs }) => ({ count: Math.min(n, distinctInputs), total: n });
const variantsOf: Part = ({ distinctInputs, distinctCoarse }) => ({
  count: Math.max(0, distinctInputs - distinctCoarse),
  total: distinctInputs,
});
const marginOf: Part = ({ lowMargin, marginKnown }) => ({ count: lowMargin, total: marginKnown });
const confidentOf: Part = ({ confidenceBins }) => ({
  count: sum(confidenceBins.slice(CONFIDENT_FROM)),
  total: sum(confidenceBins),
});

function fromShare(share: PeerShare | null, side: "more" | "fewer", weight: number, what: string): Evidence | null {
  if (share === null) return null;
  const words = `${sayShare(share.share)} ${what} where ${sayShare(share.usual)} are usual`;
  return { p: share[side], weight, words };
}

function rateOf(question: ClientQuestion): Evidence | null {
  const { n, own, peers, p } = queryRate(question);
  const usual = own ?? peers;
  if (usual === null) return null;
  const whose = own === null ? "among its peers" : "before";
  return { p, weight: 0.4, words: `${sayNumber(n)} queries where ${sayNumber(usual)} were usual ${whose}` };
}

const LEAST_SETTLED = 5;
/** From here on a sign says nothing, whatever the client's own habits are. */
const NOTHING = 0.01;

/** A client's own habits when enough is known of them: what is not unusual for itself is not unusual. */
const ownOf = ({ settled = [] }: ClientQuestion): readonly ClientWindow[] =>
  settled.length < LEAST_SETTLED ? [] : settled;

/**
 * A share against peers. Of a client whose habits are known it is as surprising as it is beside them, if peers are surprised at all:
 * what it always did is no sign, and what is new of it is one however much people differ.
 */
function compare(question: ClientQuestion, part: Part): PeerShare | null {
  const current = part(question.current);
  const beside = shareAgainstPeers(current, question.peers.map(part));
  if (beside === null || Math.min(beside.more, beside.fewer) >= NOTHING) return beside;
  const own = shareAgainstPeers(current, ownOf(question).map(part));
  if (own === null) return beside;
  const among = (peers: number, self: number): number => (peers < NOTHING ? self : Math.max(peers, self));
  return { ...beside, more: among(beside.more, own.more), fewer: among(beside.fewer, own.fewer) };
}

function evennessOf(question: ClientQuestion): Evidence | null {
  const even = labelEvenness(question.current, question.peers);
  if (even === null) return null;
  const own = even.p >= NOTHING ? null : labelEvenness(question.current, ownOf(question));
  const words = `answers cover the labels evenly (${sayNumber(even.own)} of 1, its peers ${sayNumber(even.usual)})`;
  return { p: own?.p ?? even.p, weight: 0.4, words };
}

const known = (name: string, value: number | undefined): Record<string, number> =>
  value === undefined || !Number.isFinite(value) ? {} : { [name]: value };

/** All signs in one client's window against its peers and its own history. */
export function behaviourEvidence(question: ClientQuestion): BehaviourEvidence {
  const of = (part: Part) => compare(question, part);
  const [distinct, variants, margin, confident] = [of(distinctOf), of(variantsOf), of(marginOf), of(confidentOf)];
  return {
    rate: rateOf(question),
    distinct: fromShare(distinct, "more", 0.4, "of its inputs are different ones"),
    repeats: fromShare(distinct, "fewer", 0.5, "of its inputs are different ones"),
    evenness: evennessOf(question),
    margin: fromShare(margin, "more", 0.6, "of its answers lie near the decision boundary"),
    variants: fromShare(variants, "more", 0.5, "of its inputs are near-copies of another"),
    confident: fromShare(confident, "more", 0.5, "of its answers are very confident"),
    numbers: {
      queries: question.current.n,
      ...known("distinctShare", distinct?.share),
      ...known("usualDistinctShare", distinct?.usual),
      ...known("nearCopies", variants?.share),
      ...known("lowMargin", margin?.share),
      ...known("usualLowMargin", margin?.usual),
      ...known("confident", confident?.share),
    },
  };
}
