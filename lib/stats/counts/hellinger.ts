import { answer, type Answer } from "../answer.ts";
import { comparedCounts } from "./compared-counts.ts";

/** The Hellinger distance √(½ Σ (√p − √q)²) of two rows of counts, 0 to 1 (Hellinger 1909). */
export function hellinger(reference: readonly number[], current: readonly number[]): Answer<{ distance: number }> {
  const counts = comparedCounts(reference, current);
  if (counts.status !== "ok") return counts;
  const sum = counts.reference.reduce(
    (before, count, index) =>
      before + (Math.sqrt(count / counts.n) - Math.sqrt((counts.current[index] ?? 0) / counts.m)) ** 2,
    0,
  );
  return answer({ distance: Math.min(1, Math.sqrt(sum / 2)) });
}
