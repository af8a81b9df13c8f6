/** One thing that speaks for an attack: how surprising it is and how much it says by itself, 0 to 1. */
export interface Evidence {
  readonly p: number;
  readonly weight: number;
  /** What was seen, in words. */
  readonly words: string;
}

const FULL = 8;
const LEAST_P = 1e-300;
/** Taken for larger p: those of counts are 1 where nothing is there, which would weigh against all that is. */
const MOST_P = 0.99;

/** Says something from p < 0.01 on, all it can from p = 1e-8 on. */
const strength = (p: number): number => (p >= 0.01 ? 0 : Math.min(1, -Math.log10(Math.max(p, LEAST_P)) / FULL));

/**
 * Joins evidence: `p` by the Cauchy combination, which holds for tests that depend on each other (Liu and Xie 2020);
 * `sure` = 1 − Π(1 − weight × strength), so that several weak signs count and none alone decides; `saw` are the words of
 * what says something, the strongest first.
 */
export function fuseEvidence(evidence: readonly Evidence[]): { p: number; sure: number; saw: string[] } {
  if (evidence.length === 0) return { p: 1, sure: 0, saw: [] };
  // tan((½ − p)π) = 1/tan(pπ), and 1/(pπ) for tiny p, which ½ − p would lose.
  const cotangent = (p: number): number => 1 / Math.tan(Math.PI * Math.min(MOST_P, Math.max(p, LEAST_P)));
  const mean = evidence.reduce((sum, { p }) => sum + cotangent(p), 0) / evidence.length;
  const p = mean > 0 ? Math.atan(1 / mean) / Math.PI : 1 + Math.atan(1 / mean) / Math.PI;
  const sure = 1 - evidence.reduce((left, one) => left * (1 - one.weight * strength(one.p)), 1);
  const saw = evidence
    .filter((one) => strength(one.p) > 0)
    .sort((left, right) => left.p - right.p)
    .map(({ words }) => words);
  return { p: mean === 0 ? 0.5 : Math.min(1, Math.max(0, p)), sure, saw };
}
