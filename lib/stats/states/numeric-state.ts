import { answer, type Answer } from "../answer.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import {
  addSquareToSum,
  addToSum,
  emptySquareSum,
  emptySum,
  mergeSum,
  readSum,
  sumToInteger,
  SUM_SCALE_BITS,
  writeSum,
  type ExactSum,
} from "./exact-sum.ts";
import { ratioToNumber } from "./ratio-to-number.ts";

const VERSION = 1;

/**
 * What a window knows about a numeric column whatever its bins: counts, exact sums of x and x², least and largest value.
 * Folding in any order and any split gives the same state and the same bytes.
 */
export interface NumericState {
  n: number;
  nulls: number;
  /** Cells that are no finite number. */
  invalid: number;
  least: number;
  largest: number;
  readonly sum: ExactSum;
  readonly squares: ExactSum;
}

export function emptyNumericState(): NumericState {
  return {
    n: 0,
    nulls: 0,
    invalid: 0,
    least: Infinity,
    largest: -Infinity,
    sum: emptySum(),
    squares: emptySquareSum(),
  };
}

/** Adds one cell of a column, whatever it holds. Changes the state. */
export function addNumber(state: NumericState, cell: unknown): void {
  if (cell === null || cell === undefined) state.nulls += 1;
  else if (typeof cell !== "number" || !Number.isFinite(cell)) state.invalid += 1;
  else {
    state.n += 1;
    if (cell < state.least) state.least = cell + 0;
    if (cell > state.largest) state.largest = cell + 0;
    addToSum(state.sum, cell);
    addSquareToSum(state.squares, cell);
  }
}

/** Adds another state. Changes the first. */
export function mergeNumericState(into: NumericState, from: NumericState): void {
  into.n += from.n;
  into.nulls += from.nulls;
  into.invalid += from.invalid;
  into.least = Math.min(into.least, from.least);
  into.largest = Math.max(into.largest, from.largest);
  mergeSum(into.sum, from.sum);
  mergeSum(into.squares, from.squares);
}

export function encodeNumericState(state: NumericState): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  writer.count(state.n);
  writer.count(state.nulls);
  writer.count(state.invalid);
  if (state.n > 0) {
    writer.double(state.least);
    writer.double(state.largest);
    writeSum(writer, state.sum);
    writeSum(writer, state.squares);
  }
  return writer.finish();
}

/** The state of its bytes, undefined for bytes that are none. */
export function decodeNumericState(bytes: Uint8Array): NumericState | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const state = emptyNumericState();
  state.n = reader.count();
  state.nulls = reader.count();
  state.invalid = reader.count();
  if (state.n > 0) {
    state.least = reader.double();
    state.largest = reader.double();
    readSum(reader, state.sum);
    readSum(reader, state.squares);
    if (state.least > state.largest) reader.reject();
  }
  return reader.complete ? state : undefined;
}

export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sample variance, with n − 1; 0 for constant columns. */
  readonly variance: number;
  readonly least: number;
  readonly largest: number;
}

/**
 * Mean and sample variance, computed from the exact sums and rounded once. "not_enough_data" below two values,
 * "invalid_input" when the variance is beyond the range of numbers.
 */
export function moments(state: NumericState): Answer<Moments> {
  if (state.n < 2) return { status: "not_enough_data" };
  const n = BigInt(state.n);
  const sum = sumToInteger(state.sum);
  const scatter = n * sumToInteger(state.squares) - sum * sum;
  const scale = 1n << BigInt(SUM_SCALE_BITS);
  return answer({
    n: state.n,
    mean: ratioToNumber(sum, n * scale),
    variance: ratioToNumber(scatter, n * (n - 1n) * scale * scale),
    least: state.least,
    largest: state.largest,
  });
}
