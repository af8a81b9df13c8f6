import { MerkleError, type MerkleErrorCode } from "./merkle-error.ts";

const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Reads a plain decimal of 0 .. 2^53 - 1, as all C2SP formats write sizes and indices: ASCII digits, no sign, no
 * leading zero, no space. Throws MerkleError of the given code for every other text.
 */
export function parseDecimal(text: string, code: MerkleErrorCode = "decimal"): number {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new MerkleError(code, "not a plain decimal below 2^53");
  return value;
}

/** Throws MerkleError "index" unless the value is an integer of 0 .. 2^53 - 1 (a leaf index, tree size or time). */
export function checkSafeCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new MerkleError("index", `${what} is not an integer from 0 to 2^53 - 1`);
  }
}

/** The largest power of two that is smaller than the value, for values from 2 to 2^53 - 1 (RFC 6962 section 2.1). */
export function largestPowerOfTwoBelow(value: number): number {
  let power = 1;
  while (power * 2 < value) power *= 2;
  return power;
}
