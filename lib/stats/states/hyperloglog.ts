import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const VERSION = 1;
const PRECISION = 12;
const REGISTERS = 2 ** PRECISION;
/** The highest rank: 52 bits are left, all of them 0. */
const HIGHEST = 64 - PRECISION + 1;
const SPARSE = 1024;

/**
 * Counts distinct things from at least eight bytes of their (keyed) hash: 4,096 registers with the highest rank seen,
 * standard error 1.6%. Merging takes the larger register, so order, split and repetition do not matter (Flajolet et al.
 * 2007).
 */
export type HyperLogLog = Uint8Array;

export function emptyHyperLogLog(): HyperLogLog {
  return new Uint8Array(REGISTERS);
}

/** Adds the hash of a thing; fewer than eight bytes count as followed by zeros. Changes the registers. */
export function addHash(registers: HyperLogLog, hash: Uint8Array): void {
  const byte = (at: number): number => hash[at] ?? 0;
  const register = byte(0) * 16 + (byte(1) >>> 4);
  const high = ((byte(1) & 15) << 16) | (byte(2) << 8) | byte(3);
  const low = ((byte(4) << 24) | (byte(5) << 16) | (byte(6) << 8) | byte(7)) >>> 0;
  const rank = high > 0 ? Math.clz32(high) - 11 : 21 + Math.clz32(low);
  if (rank > (registers[register] ?? 0)) registers[register] = rank;
}

/** Adds other registers. Changes the first. */
export function mergeHyperLogLog(into: HyperLogLog, from: HyperLogLog): void {
  from.forEach((rank, register) => {
    if (rank > (into[register] ?? 0)) into[register] = rank;
  });
}

/** x + Σ x^(2^k) 2^(k−1). */
function sigma(x: number): number {
  let [power, weight, sum] = [x, 1, x];
  for (let before = -1; sum !== before; weight *= 2) {
    power *= power;
    before = sum;
    sum += power * weight;
  }
  return sum;
}

/** (1 − x − Σ (1 − x^(2^−k))² 2^−k)/3. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, weight, sum] = [x, 1, 1 - x];
  for (let before = -1; sum !== before;) {
    root = Math.sqrt(root);
    weight /= 2;
    before = sum;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}

/** The number of distinct things, by Ertl's (2017) estimator, which needs no table and no switch for small numbers. */
export function distinctCount(registers: HyperLogLog): number {
  const histogram = new Float64Array(HIGHEST + 1);
  for (const rank of registers) histogram[rank] = (histogram[rank] ?? 0) + 1;
  if (histogram[0] === REGISTERS) return 0;
  let z = REGISTERS * tau(1 - (histogram[HIGHEST] ?? 0) / REGISTERS);
  for (let rank = HIGHEST - 1; rank >= 1; rank -= 1) z = (z + (histogram[rank] ?? 0)) / 2;
  z += REGISTERS * sigma((histogram[0] ?? 0) / REGISTERS);
  return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z);
}

/** Distance and rank of each used register up to 1,024 of them, else all registers at six bits. */
export function encodeHyperLogLog(registers: HyperLogLog): Uint8Array {
  const writer = new ByteWriter();
  const used = registers.reduce((sum, rank) => sum + (rank > 0 ? 1 : 0), 0);
  writer.byte(VERSION);
  writer.count(used);
  if (used <= SPARSE) {
    let previous = -1;
    registers.forEach((rank, register) => {
      if (rank === 0) return;
      writer.count(register - previous - 1);
      writer.byte(rank);
      previous = register;
    });
  } else {
    for (let at = 0; at < REGISTERS; at += 4) {
      const four = [0, 1, 2, 3].reduce((bits, k) => bits * 64 + (registers[at + k] ?? 0), 0);
      writer.byte(four >>> 16);
      writer.byte((four >>> 8) & 255);
      writer.byte(four & 255);
    }
  }
  return writer.finish();
}

function readSparse(reader: ByteReader, used: number, registers: Uint8Array): void {
  let register = -1;
  for (let index = 0; index < used && reader.sound; index += 1) {
    register += reader.count() + 1;
    const rank = reader.byte();
    if (register >= REGISTERS || rank === 0 || rank > HIGHEST) reader.reject();
    else registers[register] = rank;
  }
}

function readDense(reader: ByteReader, used: number, registers: Uint8Array): void {
  let found = 0;
  for (let at = 0; at < REGISTERS && reader.sound; at += 4) {
    const four = (reader.byte() << 16) | (reader.byte() << 8) | reader.byte();
    for (let k = 0; k < 4; k += 1) {
      const rank = (four >>> (18 - 6 * k)) & 63;
      if (rank > HIGHEST) reader.reject();
      if (rank > 0) found += 1;
      registers[at + k] = rank;
    }
  }
  if (found !== used) reader.reject();
}

/** The registers of their bytes, undefined for bytes that are none. */
export function decodeHyperLogLog(bytes: Uint8Array): HyperLogLog | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const registers = emptyHyperLogLog();
  const used = reader.count();
  if (used <= SPARSE) readSparse(reader, used, registers);
  else readDense(reader, used, registers);
  return reader.complete ? registers : undefined;
}
