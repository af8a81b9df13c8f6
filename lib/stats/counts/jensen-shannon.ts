import { answer, type Answer } from "../answer.ts";
import { comparedCounts } from "./compared-counts.ts";

/** q·log₂(q/mean), 0 for q = 0. */
function information(share: number, mean: number): number {
  return share === 0 ? 0 : share * Math.log2(share / mean);
}

/**
 * Jensen–Shannon divergence in bits and its root, the distance (a metric), both 0 to 1: logarithms to base 2 (Lin 1991;
 * Endres and Schindelin 2003). Empty cells need no smoothing.
 */
export function jensenShannon(
  reference: readonly number[],
  current: readonly number[],
): Answer<{ divergence: number; distance: number }> {
  const counts = comparedCounts(reference, current);
  if (counts.status !== "ok") return counts;
  const sum = counts.reference.reduce((before, count, index) => {
    const [p, q] = [count / counts.n, (counts.current[index] ?? 0) / counts.m];
    return before + (information(p, (p + q) / 2) + information(q, (p + q) / 2)) / 2;
  }, 0);
  const divergence = Math.min(1, Math.max(0, sum));
  return answer({ divergence, distance: Math.sqrt(divergence) });
}
