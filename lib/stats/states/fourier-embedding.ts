import { cosineAndSine } from "./cosine.ts";
import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

const FREQUENCIES = 128;
/** A cosine is rounded to a multiple of 2^−20 and counted as a whole number. */
const UNIT = 2 ** 20;

/**
 * Frequencies for vectors of one length, in turns per unit: for frequency j and coordinate k at j·dimensions + k. Drawn
 * once from a seed and frozen with the reference; the same seed gives the same frequencies everywhere.
 */
export interface FourierFrequencies {
  readonly dimensions: number;
  readonly turns: Float64Array;
}

/** A counter hashed to 32 bits: multiply and shift, as whole numbers. */
function hashCounter(counter: number, seed: number): number {
  let hash = Math.imul(counter + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * 128 frequencies whose kernel is nearly exp(−|x − y|²/(2·bandwidth²)): each is the sum of twelve uniform numbers less
 * six, which is nearly normal and exact in binary, so no logarithm or root enters (Rahimi and Recht 2007). Coordinates
 * should be on the scale of the bandwidth, e.g. robust z-scores against the reference.
 */
export function fourierFrequencies(dimensions: number, bandwidth: number, seed: number): FourierFrequencies {
  const turns = new Float64Array(FREQUENCIES * dimensions);
  turns.forEach((_, at) => {
    let sum = -6;
    for (let part = 0; part < 12; part += 1) sum += hashCounter(12 * at + part, seed) / 2 ** 32;
    turns[at] = sum / (2 * Math.PI * bandwidth);
  });
  return { dimensions, turns };
}

/**
 * How many vectors were seen and the sums of the cosines and sines of their 128 phases, as whole numbers of 2^−20: order
 * and split do not matter. Layout: n, then cosine and sine of each frequency. 256 numbers a window, and no vector can be
 * read back.
 */
export type FourierEmbedding = Float64Array;

export function emptyFourierEmbedding(): FourierEmbedding {
  return new Float64Array(1 + 2 * FREQUENCIES);
}

/** Adds a vector; answers false, and adds nothing, when it has another length or a phase is not finite. Changes the sums. */
export function addVector(
  embedding: FourierEmbedding,
  { dimensions, turns }: FourierFrequencies,
  vector: readonly number[] | Float64Array,
): boolean {
  if (vector.length !== dimensions || dimensions === 0) return false;
  const phases = new Float64Array(FREQUENCIES);
  for (let j = 0; j < FREQUENCIES; j += 1) {
    let phase = 0;
    for (let k = 0; k < dimensions; k += 1) phase += (turns[j * dimensions + k] ?? 0) * (vector[k] ?? 0);
    if (!Number.isFinite(phase)) return false;
    phases[j] = phase;
  }
  embedding[0] = (embedding[0] ?? 0) + 1;
  phases.forEach((phase, j) => {
    const [cosine, sine] = cosineAndSine(phase);
    embedding[1 + 2 * j] = (embedding[1 + 2 * j] ?? 0) + Math.round(cosine * UNIT);
    embedding[2 + 2 * j] = (embedding[2 + 2 * j] ?? 0) + Math.round(sine * UNIT);
  });
  return true;
}

/** Adds another embedding of the same frequencies. Changes the first. */
export function mergeFourierEmbedding(into: FourierEmbedding, from: FourierEmbedding): void {
  mergeVector(into, from);
}

/** The mean of the vectors' features, each of length 1: 256 numbers. Zeros when nothing was seen. */
export function meanFeatures(embedding: FourierEmbedding): Float64Array {
  const scale = Math.max(embedding[0] ?? 0, 1) * UNIT * Math.sqrt(FREQUENCIES);
  return embedding.slice(1).map((sum) => sum / scale);
}

export function encodeFourierEmbedding(embedding: FourierEmbedding): Uint8Array {
  return encodeVector(embedding);
}

/** The embedding of its bytes, undefined for bytes that are none. */
export function decodeFourierEmbedding(bytes: Uint8Array): FourierEmbedding | undefined {
  const embedding = decodeVector(bytes, 1 + 2 * FREQUENCIES);
  return embedding !== undefined && (embedding[0] ?? 0) >= 0 ? embedding : undefined;
}
