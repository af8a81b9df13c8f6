import { answer, type Answer } from "../answer.ts";
import { comparedCounts } from "./compared-counts.ts";

/** Total variation ½ Σ |p − q| of two rows of counts, 0 to 1, and the largest single |p − q| (L-infinity). */
export function totalVariation(
  reference: readonly number[],
  current: readonly number[],
): Answer<{ distance: number; largest: number }> {
  const counts = comparedCounts(reference, current);
  if (counts.status !== "ok") return counts;
  const differences = counts.reference.map((count, index) =>
    Math.abs(count / counts.n - (counts.current[index] ?? 0) / counts.m),
  );
  const distance = Math.min(1, differences.reduce((sum, difference) => sum + difference, 0) / 2);
  return answer({ distance, largest: differences.reduce((most, difference) => Math.max(most, difference), 0) });
}
