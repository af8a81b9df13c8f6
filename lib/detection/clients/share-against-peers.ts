import { fisherExact, type Hits } from "../../stats/counts/fisher-exact.ts";
import { habitsOf, worthOf } from "./habits-of.ts";

/** A client's share of something beside that of its peers. */
export interface PeerShare {
  readonly share: number;
  /** The peers' share, all together. */
  readonly usual: number;
  /** One-sided: the chance of a share at least, and at most, this large. */
  readonly more: number;
  readonly fewer: number;
  /** By how much fewer events the client's own count because peers differ from each other; 1 when they do not. */
  readonly dispersion: number;
}

const LEAST_OWN = 20;
const LEAST_PEERS = 3;

/**
 * Whether a client's share differs from that of at least three peers: Fisher's exact test on as many events as each is worth
 * (Rao and Scott 1992), since people differ: of one who asks a lot chance explains ever less. Null below 20 of its own or
 * with too few peers. `few` is how much is added for few peers (`habitsOf`).
 */
export function shareAgainstPeers(own: Hits, peers: readonly Hits[], few?: number): PeerShare | null {
  const known = peers.filter(({ total }) => total > 0);
  if (own.total < LEAST_OWN || known.length < LEAST_PEERS) return null;
  const { shares, correlation, worth } = habitsOf(
    known.map(({ count, total }) => [count, total - count]),
    few,
  );
  const usual = shares[0] ?? 0;
  const thinned = (total: number, share: number): Hits => {
    const all = Math.max(1, Math.round(total));
    return { count: Math.min(all, Math.round(all * share)), total: all };
  };
  const share = own.count / own.total;
  const test = fisherExact(thinned(worthOf(own.total, correlation), share), thinned(worth, usual));
  if (test.status === "invalid_input" || test.status === "not_enough_data") return null;
  const [more, fewer] = test.status === "ok" ? [test.more, test.fewer] : [1, 1];
  return { share, usual, more, fewer, dispersion: 1 + (own.total - 1) * correlation };
}
