import { answer, type Answer } from "../answer.ts";

const BUCKETS_A_ROW = 5;
const CLOCK = 32;
const LEAST_WINDOW = 10;
const LEAST_SIDE = 5;

/** Sum and squared deviations of 2^row neighbouring values. */
interface Bucket {
  readonly sum: number;
  readonly scatter: number;
}

/** A window of the latest values that shrinks when their mean changes. rows[r] has buckets of 2^r values, oldest first. */
export interface AdwinState {
  readonly seen: number;
  readonly rows: readonly (readonly Bucket[])[];
}

export const ADWIN_START: AdwinState = { seen: 0, rows: [] };

interface Part {
  readonly n: number;
  readonly sum: number;
  readonly scatter: number;
}

const NOTHING: Part = { n: 0, sum: 0, scatter: 0 };

function join(left: Part, right: Part): Part {
  if (left.n === 0 || right.n === 0) return left.n === 0 ? right : left;
  const between = left.sum / left.n - right.sum / right.n;
  return {
    n: left.n + right.n,
    sum: left.sum + right.sum,
    scatter: left.scatter + right.scatter + ((left.n * right.n) / (left.n + right.n)) * between * between,
  };
}

/** All buckets, the oldest first. */
function parts(rows: AdwinState["rows"]): Part[] {
  return rows.flatMap((row, index) => row.map((bucket): Part => ({ n: 2 ** index, ...bucket }))).toReversed();
}

function push(rows: AdwinState["rows"], value: number): Bucket[][] {
  const next = rows.map((row) => row.slice());
  let carried: Bucket | undefined = { sum: value, scatter: 0 };
  for (let index = 0; carried !== undefined; index += 1) {
    const row: Bucket[] = next[index] ?? [];
    next[index] = row;
    row.unshift(carried);
    carried = undefined;
    const [oldest, older] = [row.at(-1), row.at(-2)];
    if (row.length > BUCKETS_A_ROW && oldest !== undefined && older !== undefined) {
      row.length -= 2;
      const { sum, scatter } = join({ n: 2 ** index, ...oldest }, { n: 2 ** index, ...older });
      carried = { sum, scatter };
    }
  }
  return next;
}

/** Whether some cut leaves two sides whose means differ by more than chance at this confidence allows. */
function isCut(window: readonly Part[], delta: number): boolean {
  const whole = window.reduce(join, NOTHING);
  if (whole.n <= LEAST_WINDOW) return false;
  const spread = Math.log((2 * Math.log(whole.n)) / delta);
  let left: Part = NOTHING;
  for (const part of window) {
    left = join(left, part);
    const rest = whole.n - left.n;
    if (rest < LEAST_SIDE) return false;
    if (left.n < LEAST_SIDE) continue;
    const size = 1 / (left.n - LEAST_SIDE + 1) + 1 / (rest - LEAST_SIDE + 1);
    const limit = Math.sqrt(2 * size * (whole.scatter / whole.n) * spread) + (2 / 3) * spread * size;
    if (Math.abs(left.sum / left.n - (whole.sum - left.sum) / rest) > limit) return true;
  }
  return false;
}

function dropOldest(rows: Bucket[][]): void {
  rows.at(-1)?.pop();
  while (rows.at(-1)?.length === 0) rows.pop();
}

export interface AdwinStep {
  readonly state: AdwinState;
  readonly alarm: boolean;
  /** Values in the window, and their mean. */
  readonly n: number;
  readonly mean: number;
}

/**
 * One value of ADWIN2 (Bifet and Gavaldà 2007, section 4), cut by the bound of its theorem 3.2 with the window's
 * variance; looks every 32 values. `delta`, e.g. 0.002, is the chance of a false alarm at a look. Every bucket is tried
 * as a cut, also the last of its row. "invalid_input" leaves the state as it is.
 */
export function adwinStep(state: AdwinState, value: unknown, delta = 0.002): Answer<AdwinStep> {
  if (typeof value !== "number" || !Number.isFinite(value)) return { status: "invalid_input" };
  if (!(delta > 0 && delta < 1)) return { status: "invalid_input" };
  const seen = state.seen + 1;
  const rows = push(state.rows, value);
  let alarm = false;
  while (seen % CLOCK === 0 && isCut(parts(rows), delta)) {
    dropOldest(rows);
    alarm = true;
  }
  const { n, sum, scatter } = parts(rows).reduce(join, NOTHING);
  return Number.isFinite(scatter)
    ? answer({ state: { seen, rows }, alarm, n, mean: sum / n })
    : { status: "invalid_input" };
}
