import { fitCountModel } from "../../stats/counts/fit-count-model.ts";
import { negativeBinomialTail } from "../../stats/counts/negative-binomial-tail.ts";
import type { ClientQuestion } from "./client-window.ts";

/** How many queries there were beside what was to be expected. */
export interface QueryRate {
  readonly n: number;
  /** Expected by the own history, and by the peers; null with fewer than five windows or peers. */
  readonly own: number | null;
  readonly peers: number | null;
  /** The chance of at least as many: by the one that is less surprised, 1 when neither is known. */
  readonly p: number;
}

function against(n: number, counts: readonly number[]): { mean: number; p: number } | null {
  const model = fitCountModel(counts);
  if (model.status !== "ok" || model.mean === 0) return null;
  const tails = negativeBinomialTail(n, { mean: model.mean, size: model.size });
  return tails.status === "ok" ? { mean: model.mean, p: tails.atLeast } : null;
}

/**
 * The number of queries against the client's own past windows and against its peers, by negative binomial tails: more
 * than either expects is needed, so that a big customer is not a suspect for being big.
 */
export function queryRate({ current, peers, history }: ClientQuestion): QueryRate {
  const own = against(
    current.n,
    history.map(({ n }) => n),
  );
  const others = against(
    current.n,
    peers.map(({ n }) => n),
  );
  const known = [own, others].flatMap((one) => (one === null ? [] : [one.p]));
  return {
    n: current.n,
    own: own?.mean ?? null,
    peers: others?.mean ?? null,
    p: known.length > 0 ? Math.max(...known) : 1,
  };
}
