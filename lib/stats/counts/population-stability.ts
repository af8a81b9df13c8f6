import { answer, type Answer } from "../answer.ts";
import { chiSquareTail } from "../special/chi-square-tail.ts";
import { comparedCounts, type ComparedCounts } from "./compared-counts.ts";

export interface PopulationStability {
  readonly psi: number;
  /** That of psi·n·m/(n + m), corrected for small cells, against chi-square with the cells less one as degrees. */
  readonly p: number;
  readonly degrees: number;
}

/**
 * By what factor the expected index exceeds that of chi-square when cells are small: the terms of 1/N² and 1/N³ of the
 * expectation of (b − a)(ln(1 + b) − ln(1 + a)) for relative errors a, b of Poisson counts with mean N (a Bartlett
 * correction).
 */
function smallCellFactor({ reference, current, n, m }: ComparedCounts): number {
  let excess = 0;
  reference.forEach((count, index) => {
    const share = (count + (current[index] ?? 0)) / (n + m);
    const [left, right] = [1 / (n * share), 1 / (m * share)];
    excess += share * ((left ** 2 + right ** 2) / 2 + (left ** 3 + right ** 3) * (5 / 6));
  });
  return 1 + excess / (reference.length * (1 / n + 1 / m));
}

/**
 * The population stability index Σ (q − p) ln(q/p) with natural logarithms, and its p: a fixed threshold has no meaning
 * without n (Yurdakul and Naranjo 2020, theorem 1). If a cell is empty on one side, half a value is added to every cell
 * of both. Cells that are empty on both sides do not count. Merge sparse cells first: with 5 expected values a cell,
 * between 0.02 and 0.06 of all windows without drift have p < 0.05; chiSquare keeps closer to it and should decide.
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
  const factor = half > 0 ? 1 : smallCellFactor(counts);
  return answer({ psi, p: chiSquareTail((psi * scale) / factor, cells - 1), degrees: cells - 1 });
}
