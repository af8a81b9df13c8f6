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
const digits = new Float64Array(4);
const product = new Float64Array(8);

/** Writes |x| as four digits and gives the chunk of the lowest. */
function split(x: number): number {
  scratch.setFloat64(0, x);
  const high = scratch.getUint32(0);
  const low = scratch.getUint32(4);
  const exponent = (high >>> 20) & 0x7ff;
  const top = (high & 0xfffff) + (exponent === 0 ? 0 : 0x100000);
  const position = Math.max(exponent, 1) - 1075 + SUM_SCALE_BITS;
  const shift = 2 ** (position % WIDTH);
  const lower = (low & 0xffffff) * shift;
  digits[0] = lower % RADIX;
  const upper = (top * 256 + (low >>> 24)) * shift + Math.floor(lower / RADIX);
  digits[1] = upper % RADIX;
  const rest = Math.floor(upper / RADIX);
  digits[2] = rest % RADIX;
  digits[3] = Math.floor(rest / RADIX);
  return Math.floor(position / WIDTH);
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

/** Adds a finite number to a sum from emptySum. */
export function addToSum(sum: ExactSum, x: number): void {
  const low = split(x);
  const sign = x < 0 ? -1 : 1;
  for (let k = 0; k < 4; k += 1) sum.chunks[low + k] = (sum.chunks[low + k] ?? 0) + sign * (digits[k] ?? 0);
  count(sum);
}

/** Adds the square of a finite number to a sum from emptySquareSum. */
export function addSquareToSum(sum: ExactSum, x: number): void {
  const low = 2 * split(x);
  product.fill(0);
  for (let i = 0; i < 4; i += 1) {
    for (let j = 0; j < 4; j += 1) product[i + j] = (product[i + j] ?? 0) + (digits[i] ?? 0) * (digits[j] ?? 0);
  }
  let over = 0;
  for (let k = 0; k < 8; k += 1) {
    const value = (product[k] ?? 0) + over;
    over = Math.floor(value / RADIX);
    sum.chunks[low + k] = (sum.chunks[low + k] ?? 0) + value - over * RADIX;
  }
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

/** Sign, number of lowest digits that are 0, and the other digits of the magnitude: the same sum, the same bytes. */
export function writeSum(writer: ByteWriter, sum: ExactSum): void {
  const value = sumToInteger(sum);
  let magnitude = value < 0n ? -value : value;
  const all: number[] = [];
  for (; magnitude > 0n; magnitude >>= 24n) all.push(Number(magnitude & 0xffffffn));
  const zeros = Math.max(
    0,
    all.findIndex((digit) => digit > 0),
  );
  writer.count(2 * zeros + (value < 0n ? 1 : 0));
  writer.count(all.length - zeros);
  for (const digit of all.slice(zeros)) writer.count(digit);
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
