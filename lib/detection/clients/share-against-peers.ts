import { fisherExact, type Hits } from "../../stats/counts/fisher-exact.ts";

/** A client's share of something beside that of its peers. */
export interface PeerShare {
  readonly share: number;
  /** The peers' share, all together. */
  readonly usual: number;
  /** One-sided: the chance of a share at least, and at most, this large. */
  readonly more: number;
  readonly fewer: number;
  /** How much more the peers differ from each other than chance would have it; 1 for not at all. */
  readonly dispersion: number;
}

const LEAST_OWN = 20;
const LEAST_PEERS = 3;

/** Pearson's chi-square of the peers' shares over its degrees, 1 at least. */
function dispersionOf(peers: readonly Hits[], usual: number): number {
  const variance = usual * (1 - usual);
  if (!(variance > 0) || peers.length < 2) return 1;
  const sum = peers.reduce((total, one) => total + (one.count - one.total * usual) ** 2 / (one.total * variance), 0);
  return Math.max(1, sum / (peers.length - 1));
}

/**
 * Whether a client's share differs from that of at least three peers: Fisher's exact test on counts divided by the
 * peers' own dispersion, since people differ (Rao and Scott 1992). Null below 20 of its own or with too few peers.
 */
export function shareAgainstPeers(own: Hits, peers: readonly Hits[]): PeerShare | null {
  const known = peers.filter(({ total }) => total > 0);
  if (own.total < LEAST_OWN || known.length < LEAST_PEERS) return null;
  const pooled = known.reduce((sum, one) => ({ count: sum.count + one.count, total: sum.total + one.total }), {
    count: 0,
    total: 0,
  });
  const usual = pooled.count / pooled.total;
  const dispersion = dispersionOf(known, usual);
  const thinned = ({ count, total }: Hits): Hits => {
    const all = Math.max(1, Math.round(total / dispersion));
    return { count: Math.min(all, Math.round(count / dispersion)), total: all };
  };
  const test = fisherExact(thinned(own), thinned(pooled));
  if (test.status === "invalid_input" || test.status === "not_enough_data") return null;
  const [more, fewer] = test.status === "ok" ? [test.more, test.fewer] : [1, 1];
  return { share: own.count / own.total, usual, more, fewer, dispersion };
}
