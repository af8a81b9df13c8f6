import { answer, type Answer } from "../answer.ts";
import { logBinomialDensity } from "../special/binomial-density.ts";
import { isCount } from "./is-count.ts";

/** `count` hits among `total`. */
export interface Hits {
  readonly count: number;
  readonly total: number;
}

export interface FisherExact {
  /** Two-sided: all tables that are no more likely than this one. */
  readonly p: number;
  /** One-sided: at least as many hits on the left. */
  readonly more: number;
  /** One-sided: at most as many hits on the left. */
  readonly fewer: number;
}

interface Table {
  readonly left: number;
  readonly right: number;
  readonly hits: number;
  readonly least: number;
  readonly most: number;
}

/** ln P(k hits on the left), given all hits: binomial masses with the pooled share, which cancels. */
function logMass({ left, right, hits }: Table, k: number): number {
  const p = hits / (left + right);
  const q = (left + right - hits) / (left + right);
  return (
    logBinomialDensity(k, left, p, q) +
    logBinomialDensity(hits - k, right, p, q) -
    logBinomialDensity(hits, left + right, p, q)
  );
}

/** P(k) + P(k ± 1) + … outward. */
function sumOutward(table: Table, from: number, direction: 1 | -1): number {
  const { left, right, hits, least, most } = table;
  if (from < least || from > most) return 0;
  let term = 1;
  let sum = 1;
  for (let k = from; term > sum * 1e-17; k += direction) {
    term *=
      direction === 1
        ? ((hits - k) * (left - k)) / ((k + 1) * (right - hits + k + 1))
        : (k * (right - hits + k)) / ((hits - k + 1) * (left - k + 1));
    sum += term;
  }
  return sum * Math.exp(logMass(table, from));
}

function modeOf({ left, right, hits, least, most }: Table): number {
  return Math.min(most, Math.max(least, Math.floor(((hits + 1) * (left + 1)) / (left + right + 2))));
}

/** P(k) + all beyond it: the terms fall when k is beyond the mode, else their complement's do. */
function tailFrom(table: Table, k: number, direction: 1 | -1): number {
  const beyond = (k - modeOf(table)) * direction >= 0;
  const opposite = direction === 1 ? -1 : 1;
  const sum = beyond ? sumOutward(table, k, direction) : 1 - sumOutward(table, k + opposite, opposite);
  return Math.min(1, Math.max(0, sum));
}

/** The first k beyond the mode, on the other side of `observed`, whose mass is no larger than that of `observed`. */
function mirror(table: Table, observed: number, direction: 1 | -1): number {
  const limit = logMass(table, observed) + 1e-7;
  let near = modeOf(table);
  let far = direction === 1 ? table.most + 1 : table.least - 1;
  if (logMass(table, near) <= limit) return near === observed ? observed + direction : near;
  while (Math.abs(far - near) > 1) {
    const middle = Math.floor((near + far) / 2);
    if (logMass(table, middle) <= limit) far = middle;
    else near = middle;
  }
  return far;
}

/**
 * Fisher's exact test that two shares are the same, for any size of table: exact where a normal approximation is not, as
 * with nulls that were never seen before (Fisher 1922). "not_enough_data" when a side is empty, "constant" when all or
 * none are hits.
 */
export function fisherExact(left: Hits, right: Hits): Answer<FisherExact> {
  const all = [left.count, left.total, right.count, right.total];
  if (!all.every(isCount) || left.count > left.total || right.count > right.total) return { status: "invalid_input" };
  if (left.total === 0 || right.total === 0) return { status: "not_enough_data" };
  const hits = left.count + right.count;
  const total = left.total + right.total;
  if (hits === 0 || hits === total) return { status: "constant" };
  const table: Table = {
    left: left.total,
    right: right.total,
    hits,
    least: Math.max(0, hits - right.total),
    most: Math.min(hits, left.total),
  };
  const more = tailFrom(table, left.count, 1);
  const fewer = tailFrom(table, left.count, -1);
  const direction = more < fewer ? -1 : 1;
  const p = Math.min(1, Math.min(more, fewer) + sumOutward(table, mirror(table, left.count, direction), direction));
  return answer({ p, more, fewer });
}
