import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import {
  addHash,
  decodeHyperLogLog,
  distinctCount,
  emptyHyperLogLog,
  encodeHyperLogLog,
  mergeHyperLogLog,
} from "./hyperloglog.ts";

const hash = (key: number): Uint8Array => createHash("sha256").update(`${key}`).digest();

describe("HyperLogLog", () => {
  it("gives the same bytes for any split and order", () => {
    const foldable = {
      empty: emptyHyperLogLog,
      add: addHash,
      merge: mergeHyperLogLog,
      encode: encodeHyperLogLog,
      decode: decodeHyperLogLog,
    };
    expectFoldLaw(foldable, fc.uint8Array({ minLength: 8, maxLength: 8 }));
  });

  it("counts from nothing to hundreds of thousands within three standard errors, sparse and dense", () => {
    const registers = emptyHyperLogLog();
    expect(distinctCount(registers)).toBe(0);
    let key = 0;
    for (const size of [1, 10, 100, 1000, 5000, 20_000, 200_000]) {
      for (; key < size; key += 1) addHash(registers, hash(key));
      addHash(registers, hash(0));
      expect(Math.abs(distinctCount(registers) / size - 1)).toBeLessThan(0.049);
      const read = decodeHyperLogLog(encodeHyperLogLog(registers));
      expect(read).toEqual(registers);
    }
    expect(encodeHyperLogLog(registers).length).toBeLessThan(3100);
  });

  it("ranks by leading zeros after the first twelve bits", () => {
    const registers = emptyHyperLogLog();
    addHash(registers, Uint8Array.of(0, 0x08, 0, 0, 0, 0, 0, 0));
    addHash(registers, Uint8Array.of(0, 0x10, 0, 0, 0, 0, 0, 1));
    addHash(registers, Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0));
    addHash(registers, Uint8Array.of(0, 0x30, 0, 1, 0, 0, 0, 0));
    expect([...registers.slice(0, 4)]).toEqual([1, 52, 53, 20]);
  });
});
