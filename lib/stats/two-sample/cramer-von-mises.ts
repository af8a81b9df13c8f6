import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { cramerVonMisesTail } from "../special/cramer-von-mises-tail.ts";
import { pooledRanks, type PooledRanks } from "./pooled-ranks.ts";

const EXACT_VALUES = 20;

export interface CramerVonMises {
  readonly statistic: number;
  readonly p: number;
  /** Whether p is exact (no ties, at most 20 values together) or the limiting distribution's. */
  readonly exact: boolean;
  readonly n: number;
  readonly m: number;
}

/** Σ (rank − position)² of one sample's doubled ranks. */
function squares(ranks: Float64Array): number {
  return ranks.reduce((sum, rank, index) => sum + (rank / 2 - index - 1) ** 2, 0);
}

/** n·m·N²·T of each order of the pooled sample is a sum of (i·m − j·n)² over its path: the share of orders at `limit` or above. */
function exactShare(n: number, m: number, limit: number): number {
  let row: Map<number, number>[] = [];
  for (let i = 0; i <= n; i += 1) {
    const next: Map<number, number>[] = [];
    for (let j = 0; j <= m; j += 1) {
      const step = (i * m - j * n) ** 2;
      const here = new Map<number, number>();
      const from = i === 0 && j === 0 ? [new Map([[0, 1]])] : [row[j], j > 0 ? next[j - 1] : undefined];
      for (const source of from) {
        for (const [sum, ways] of source ?? []) here.set(sum + step, (here.get(sum + step) ?? 0) + ways);
      }
      next.push(here);
    }
    row = next;
  }
  let all = 0;
  let above = 0;
  for (const [sum, ways] of row[m] ?? []) {
    all += ways;
    if (sum >= limit) above += ways;
  }
  return above / all;
}

function limitingP(statistic: number, n: number, m: number): number {
  const total = n + m;
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) / (45 * total * total)) * ((4 * n * m * total - 3 * (n * n + m * m) - 2 * n * m) / (4 * n * m));
  return cramerVonMisesTail((statistic - mean) / Math.sqrt(45 * variance) + 1 / 6);
}

/** Twice the difference from a whole number would show as ties; without them the statistic is a whole sum over N²nm. */
function exactP(statistic: number, n: number, m: number): number {
  return exactShare(n, m, Math.round(statistic * (n + m) ** 2 * n * m));
}

function isUntied({ ties }: PooledRanks): boolean {
  return ties.every((size) => size === 1);
}

/**
 * The two-sample Cramér–von Mises test on midranks (Anderson 1962, equations 9–14): sees differences over the whole
 * range, not only the largest. "not_enough_data" below two values a side, "constant" when all values are the same.
 */
export function cramerVonMises(left: readonly unknown[], right: readonly unknown[]): Answer<CramerVonMises> {
  const x = finiteNumbers(left).values;
  const y = finiteNumbers(right).values;
  const n = x.length;
  const m = y.length;
  if (n < 2 || m < 2) return { status: "not_enough_data" };
  const ranks = pooledRanks(x, y);
  if (ranks.ties.length === 1) return { status: "constant" };
  const u = n * squares(ranks.x) + m * squares(ranks.y);
  const statistic = u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
  const exact = n + m <= EXACT_VALUES && isUntied(ranks);
  return answer({ statistic, p: exact ? exactP(statistic, n, m) : limitingP(statistic, n, m), exact, n, m });
}
