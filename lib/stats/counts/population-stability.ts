import { answer, type Answer } from "../answer.ts";
import { chiSquareTail } from "../special/chi-square-tail.ts";
import { comparedCounts } from "./compared-counts.ts";

export interface PopulationStability {
  readonly psi: number;
  /** That of psi·n·m/(n + m) against chi-square with the cells less one as degrees of freedom. */
  readonly p: number;
  readonly degrees: number;
}

/**
 * The population stability index Σ (q − p) ln(q/p) with natural logarithms, and its p: a fixed threshold has no meaning
 * without n (Yurdakul and Naranjo 2020, theorem 1). If a cell is empty on one side, half a value is added to every cell
 * of both. Cells that are empty on both sides do not count. Merge sparse cells first: p is an approximation for expected
 * counts of at least 5.
 */
export function populationStability(
  reference: readonly number[],
  current: readonly number[],
): Answer<PopulationStability> {
  const counts = comparedCounts(reference, current);
  if (counts.status !== "ok") return counts;
  const cells = counts.reference.length;
  const half = [...counts.reference, ...counts.current].includes(0) ? 0.5 : 0;
  const psi = counts.reference.reduce((sum, count, index) => {
    const before = (count + half) / (counts.n + half * cells);
    const after = ((counts.current[index] ?? 0) + half) / (counts.m + half * cells);
    return sum + (after - before) * Math.log(after / before);
  }, 0);
  const scale = counts.n / (1 + counts.n / counts.m);
  return answer({ psi, p: chiSquareTail(psi * scale, cells - 1), degrees: cells - 1 });
}
