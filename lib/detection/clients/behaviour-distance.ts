import { meanFeatures } from "../../stats/states/fourier-embedding.ts";
import type { ClientWindow } from "./client-window.ts";

/** Σ (√p − √q)²/2 less what chance alone adds, (k − 1)(1/n + 1/m)/8; null when a side is empty. */
function squaredHellinger(left: readonly number[], right: readonly number[]): number | null {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const [n, m] = [sum(left), sum(right)];
  if (n === 0 || m === 0) return null;
  const used = left.filter((count, index) => count + (right[index] ?? 0) > 0).length;
  const squared = left.reduce(
    (total, count, index) => total + (Math.sqrt(count / n) - Math.sqrt((right[index] ?? 0) / m)) ** 2 / 2,
    0,
  );
  return Math.max(0, squared - ((used - 1) * (1 / n + 1 / m)) / 8);
}

function shareDistance(left: readonly [number, number], right: readonly [number, number]): number | null {
  return left[1] > 0 && right[1] > 0
    ? squaredHellinger([left[0], left[1] - left[0]], [right[0], right[1] - right[0]])
    : null;
}

function embeddingDistance({ embedding: left }: ClientWindow, { embedding: right }: ClientWindow): number | null {
  if (left === undefined || right === undefined || left.length !== right.length) return null;
  const [n, m] = [left[0] ?? 0, right[0] ?? 0];
  if (n === 0 || m === 0) return null;
  const [a, b] = [meanFeatures(left), meanFeatures(right)];
  const squared = a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
  return Math.max(0, squared - (1 / n + 1 / m));
}

/**
 * How differently two clients behave, 0 to about 1.4: the largest corrected Hellinger distance of their labels,
 * confidences, repeats, near-copies and margins, and the distance of their mean embeddings. What one of them lacks does
 * not count.
 */
export function behaviourDistance(left: ClientWindow, right: ClientWindow): number {
  const labels = [...new Set([...Object.keys(left.labelCounts), ...Object.keys(right.labelCounts)])];
  const of = ({ labelCounts }: ClientWindow): number[] => labels.map((label) => labelCounts[label] ?? 0);
  const parts = [
    squaredHellinger(of(left), of(right)),
    squaredHellinger(left.confidenceBins, right.confidenceBins),
    shareDistance([Math.min(left.n, left.distinctInputs), left.n], [Math.min(right.n, right.distinctInputs), right.n]),
    shareDistance([left.distinctCoarse, left.distinctInputs], [right.distinctCoarse, right.distinctInputs]),
    shareDistance([left.lowMargin, left.marginKnown], [right.lowMargin, right.marginKnown]),
    embeddingDistance(left, right),
  ];
  return Math.sqrt(parts.reduce<number>((most, part) => Math.max(most, part ?? 0), 0));
}
