import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { normalTail } from "../special/normal-tail.ts";
import { pooledRanks, type PooledRanks } from "./pooled-ranks.ts";

const EXACT_PAIRS = 400;
const EXACT_VALUES = 60;

export interface MannWhitney {
  /** Pairs in which the left value is larger, ties counted half. */
  readonly u: number;
  /** u/(n·m): the chance that a left value is larger than a right one; ½ is no effect. */
  readonly superiority: number;
  /** Two-sided. */
  readonly p: number;
  readonly exact: boolean;
  readonly n: number;
  readonly m: number;
}

/** ways[k][s]: in how many ways k of the pooled doubled ranks add up to s. */
function rankSumWays(ties: readonly number[], chosen: number, largest: number): Float64Array {
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(largest + 1));
  const [none] = ways;
  if (none !== undefined) none[0] = 1;
  let before = 0;
  for (const size of ties) {
    const rank = 2 * before + size + 1;
    before += size;
    for (let copy = 0; copy < size; copy += 1) {
      for (let k = chosen; k >= 1; k -= 1) {
        const [to, from] = [ways[k], ways[k - 1]];
        for (let s = largest; to !== undefined && from !== undefined && s >= rank; s -= 1) {
          to[s] = (to[s] ?? 0) + (from[s - rank] ?? 0);
        }
      }
    }
  }
  return ways[chosen] ?? new Float64Array(0);
}

/** Twice the smaller tail of the permutation distribution of the rank sum, given the ties. */
function exactP(ranks: PooledRanks, doubledSum: number): number {
  const total = ranks.x.length + ranks.y.length;
  const ways = rankSumWays(ranks.ties, ranks.x.length, total * (total + 1));
  let all = 0;
  let below = 0;
  let above = 0;
  ways.forEach((count, sum) => {
    all += count;
    if (sum <= doubledSum) below += count;
    if (sum >= doubledSum) above += count;
  });
  return Math.min(1, (2 * Math.min(below, above)) / all);
}

function normalP(ranks: PooledRanks, u: number): number {
  const n = ranks.x.length;
  const m = ranks.y.length;
  const total = n + m;
  const tied = ranks.ties.reduce((sum, size) => sum + (size * (size * size - 1)) / (total * (total - 1)), 0);
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - tied));
  return Math.min(1, 2 * normalTail(Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / deviation));
}

/**
 * The two-sided Mann–Whitney test (1947): p exact given the ties up to n·m = 400, otherwise the normal approximation
 * with tie and continuity correction. "not_enough_data" below two values a side, "constant" when all are the same.
 */
export function mannWhitney(left: readonly unknown[], right: readonly unknown[]): Answer<MannWhitney> {
  const x = finiteNumbers(left).values;
  const y = finiteNumbers(right).values;
  const n = x.length;
  const m = y.length;
  if (n < 2 || m < 2) return { status: "not_enough_data" };
  const ranks = pooledRanks(x, y);
  if (ranks.ties.length === 1) return { status: "constant" };
  const doubledSum = ranks.x.reduce((sum, rank) => sum + rank, 0);
  const u = doubledSum / 2 - (n * (n + 1)) / 2;
  const exact = n * m <= EXACT_PAIRS && n + m <= EXACT_VALUES;
  const p = exact ? exactP(ranks, doubledSum) : normalP(ranks, u);
  return answer({ u, superiority: u / (n * m), p, exact, n, m });
}
