import { answer, type Answer } from "../answer.ts";
import { kolmogorovTail } from "../special/kolmogorov-tail.ts";
import type { ReferenceEdges } from "../states/reference-edges.ts";
import { sharedCells } from "./bins.ts";

export interface BinnedKolmogorovSmirnov {
  /** The largest difference at the edges: the true d is at least this. */
  readonly d: number;
  /** The true d is at most this: in an open cell both functions may rise at either end. */
  readonly dAtMost: number;
  /** That of `d` in the limiting distribution: the true p is at most about this. */
  readonly p: number;
  readonly n: number;
  readonly m: number;
}

/**
 * The two-sample Kolmogorov–Smirnov test from counts over frozen edges. Exact at the edges and at repeated values that
 * have a cell of their own; inside an open cell the difference can exceed that at its ends by at most the larger of the
 * two shares in it, and `dAtMost` is the largest that any cell allows. With 128 reference quantiles that is less than
 * 1/127 of the reference more, where the window itself is no denser.
 */
export function kolmogorovSmirnovFromBins(
  edges: ReferenceEdges,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Answer<BinnedKolmogorovSmirnov> {
  const shared = sharedCells(edges, reference, current);
  if (shared.status !== "ok") return shared;
  const { cells, n, m } = shared;
  let d = 0;
  let dAtMost = 0;
  for (const { atom, differenceBefore: before, reference: p, current: q } of cells) {
    d = Math.max(d, Math.abs(before), Math.abs(before + p - q));
    const inside = atom ? 0 : Math.max(before + p, q - before);
    dAtMost = Math.max(dAtMost, d, inside);
  }
  const used = cells.filter((cell) => cell.reference + cell.current > 0);
  if (used.length === 1 && used[0]?.atom === true) return { status: "constant" };
  return answer({
    d: Math.min(1, d),
    dAtMost: Math.min(1, dAtMost),
    p: kolmogorovTail(d * Math.sqrt(n / (1 + n / m))),
    n,
    m,
  });
}
