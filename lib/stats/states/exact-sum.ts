import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Bits of a digit. A chunk is a double that holds the sum of many digits exactly, up to 2^53. */
const WIDTH = 24;
const RADIX = 2 ** WIDTH;
/** The value of the lowest bit of chunk 0 is 2^−1080; that of squares is 2^−2160. */
export const SUM_SCALE_BITS = 1080;
const SUM_CHUNKS = 92;
const SQUARE_CHUNKS = 182;
const ADDITIONS_BEFORE_CARRY = 2 ** 27;

/**
 * The exact sum of finite numbers, or of their squares, in fixed point over the whole range of doubles: adding commutes
 * and associates to the last bit, which no sum of doubles does (Kulisch's long accumulator; Neal 2015, "Fast exact
 * summation using small and large superaccumulators").
 */
export interface ExactSum {
  readonly chunks: Float64Array;
  additions: number;
}

export function emptySum(): ExactSum {
  return { chunks: new Float64Array(SUM_CHUNKS), additions: 0 };
}

export function emptySquareSum(): ExactSum {
  return { chunks: new Float64Array(SQUARE_CHUNKS), additions: 0 };
}

const scratch = new DataView(new ArrayBuffer(8));
const INVERSE_RADIX = 1 / RADIX;

/** The four digits of the last number that was split, the lowest first. */
let [d0, d1, d2, d3] = [0, 0, 0, 0];

/** Splits |x| into four digits and gives the chunk of the lowest. */
function split(x: number): number {
  scratch.setFloat64(0, x);
  const high = scratch.getUint32(0);
  const low = scratch.getUint32(4);
  const exponent = (high >>> 20) & 0x7ff;
  const top = (high & 0xfffff) + (exponent === 0 ? 0 : 0x100000);
  const position = (exponent === 0 ? 1 : exponent) - 1075 + SUM_SCALE_BITS;
  const chunk = Math.trunc(position / WIDTH);
  const shift = 1 << (position - chunk * WIDTH);
  const lower = (low & 0xffffff) * shift;
  const lowerRest = Math.floor(lower * INVERSE_RADIX);
  const upper = (top * 256 + (low >>> 24)) * shift + lowerRest;
  const upperRest = Math.floor(upper * INVERSE_RADIX);
  d0 = lower - lowerRest * RADIX;
  d1 = upper - upperRest * RADIX;
  d3 = Math.floor(upperRest * INVERSE_RADIX);
  d2 = upperRest - d3 * RADIX;
  return chunk;
}

/** Takes the carries out of the chunks; the lower ones then lie within half a digit of 0. */
function carry(sum: ExactSum): void {
  const { chunks } = sum;
  let over = 0;
  for (let k = 0; k < chunks.length - 1; k += 1) {
    const value = (chunks[k] ?? 0) + over;
    over = Math.round(value / RADIX);
    chunks[k] = value - over * RADIX;
  }
  chunks[chunks.length - 1] = (chunks[chunks.length - 1] ?? 0) + over;
  sum.additions = 1;
}

function count(sum: ExactSum): void {
  sum.additions += 1;
  if (sum.additions >= ADDITIONS_BEFORE_CARRY) carry(sum);
}

function addAt(chunks: Float64Array, at: number, value: number): void {
  chunks[at] = (chunks[at] ?? 0) + value;
}

/** Adds a finite number to a sum from emptySum. */
export function addToSum(sum: ExactSum, x: number): void {
  const { chunks } = sum;
  const low = split(x);
  const sign = x < 0 ? -1 : 1;
  addAt(chunks, low, sign * d0);
  addAt(chunks, low + 1, sign * d1);
  addAt(chunks, low + 2, sign * d2);
  addAt(chunks, low + 3, sign * d3);
  count(sum);
}

/** Adds one column of the long multiplication, with what came over, and gives what goes over. */
function addColumn(chunks: Float64Array, at: number, value: number): number {
  const over = Math.floor(value * INVERSE_RADIX);
  addAt(chunks, at, value - over * RADIX);
  return over;
}

/** Adds the square of a finite number to a sum from emptySquareSum. */
export function addSquareToSum(sum: ExactSum, x: number): void {
  const { chunks } = sum;
  const low = 2 * split(x);
  let over = addColumn(chunks, low, d0 * d0);
  over = addColumn(chunks, low + 1, 2 * d0 * d1 + over);
  over = addColumn(chunks, low + 2, 2 * d0 * d2 + d1 * d1 + over);
  over = addColumn(chunks, low + 3, 2 * (d0 * d3 + d1 * d2) + over);
  over = addColumn(chunks, low + 4, 2 * d1 * d3 + d2 * d2 + over);
  over = addColumn(chunks, low + 5, 2 * d2 * d3 + over);
  over = addColumn(chunks, low + 6, d3 * d3 + over);
  addAt(chunks, low + 7, over);
  count(sum);
}

/** Adds another sum of the same kind. */
export function mergeSum(into: ExactSum, from: ExactSum): void {
  carry(into);
  const other: ExactSum = { chunks: from.chunks.slice(), additions: from.additions };
  carry(other);
  for (let k = 0; k < into.chunks.length; k += 1) into.chunks[k] = (into.chunks[k] ?? 0) + (other.chunks[k] ?? 0);
  into.additions = 2;
}

/** The sum as a whole number of its lowest bit: 2^−1080 for a sum, 2^−2160 for a sum of squares. */
export function sumToInteger(sum: ExactSum): bigint {
  let value = 0n;
  for (let k = sum.chunks.length - 1; k >= 0; k -= 1) value = (value << 24n) + BigInt(sum.chunks[k] ?? 0);
  return value;
}

/** The digits of a sum that is not negative, each from 0 to 2^24 − 1; undefined for a negative one. */
function digitsOf(chunks: Float64Array, sign: 1 | -1): Float64Array | undefined {
  const digits = new Float64Array(chunks.length + 2);
  let over = 0;
  for (let k = 0; k < digits.length; k += 1) {
    const value = sign * (chunks[k] ?? 0) + over;
    over = Math.floor(value * INVERSE_RADIX);
    digits[k] = value - over * RADIX;
  }
  return over < 0 ? undefined : digits;
}

/** Sign, number of lowest digits that are 0, and the other digits of the magnitude: the same sum, the same bytes. */
export function writeSum(writer: ByteWriter, sum: ExactSum): void {
  const positive = digitsOf(sum.chunks, 1);
  const all = positive ?? digitsOf(sum.chunks, -1) ?? new Float64Array(0);
  const zeros = Math.max(
    0,
    all.findIndex((digit) => digit > 0),
  );
  const length = all.findLastIndex((digit) => digit > 0) + 1;
  writer.count(2 * zeros + (positive === undefined ? 1 : 0));
  writer.count(length - zeros);
  for (let k = zeros; k < length; k += 1) writer.count(all[k] ?? 0);
}

/** Reads a sum into an empty one of its kind. */
export function readSum(reader: ByteReader, sum: ExactSum): ExactSum {
  const header = reader.count();
  const sign = header % 2 === 1 ? -1 : 1;
  const zeros = Math.floor(header / 2);
  const length = reader.count();
  if (zeros + length > sum.chunks.length) reader.reject();
  for (let k = 0; k < length && reader.sound; k += 1) {
    const digit = reader.count();
    if (digit >= RADIX || ((k === 0 || k === length - 1) && digit === 0)) reader.reject();
    sum.chunks[zeros + k] = digit === 0 ? 0 : sign * digit;
  }
  if (length === 0 && header !== 0) reader.reject();
  sum.additions = 1;
  return sum;
}
