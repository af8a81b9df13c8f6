import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addCategory, emptyCategoryCounts, encodeCategoryCounts } from "./category-counts.ts";
import { addConfidence, emptyConfidenceHistogram, encodeConfidenceHistogram } from "./confidence-histogram.ts";
import { addKey, emptyCountMin, encodeCountMin } from "./count-min.ts";
import { addToHistogram, emptyExponentialHistogram, encodeHistogram } from "./exponential-histogram.ts";
import { addVector, emptyFourierEmbedding, encodeFourierEmbedding, fourierFrequencies } from "./fourier-embedding.ts";
import { addToSample, emptyHashSample, encodeSample } from "./hash-sample.ts";
import { addHeavyKey, emptyHeavyKeys, encodeHeavyKeys } from "./heavy-keys.ts";
import { addHash, emptyHyperLogLog, encodeHyperLogLog } from "./hyperloglog.ts";
import { addNumber, emptyNumericState, encodeNumericState } from "./numeric-state.ts";
import { encodeEdges, referenceEdges } from "./reference-edges.ts";

/** A hundred numbers that need no function of the engine: sevenths, eighths and large ones of both signs. */
const NUMBERS = Array.from(
  { length: 100 },
  (_, index) => ((index * 37) % 101) / 7 - 5 + (index % 10 === 0 ? 2 ** index : 0),
);
const HASHES = NUMBERS.map((value) => createHash("sha256").update(`${value}`).digest());

const FOLDED: [string, () => Uint8Array, string][] = [
  [
    "numeric state",
    () => {
      const s = emptyNumericState();
      for (const x of [...NUMBERS, null, "x"]) addNumber(s, x);
      return encodeNumericState(s);
    },
    "d03c0d9184fdc1cedb08df60a70da020",
  ],
  ["reference edges", () => encodeEdges(referenceEdges([...NUMBERS, 1, 1, 1, 1])!), "33d05336542a822c7275c6e1a5eac129"],
  [
    "exponential histogram",
    () => {
      const s = emptyExponentialHistogram();
      for (const x of NUMBERS) addToHistogram(s, x);
      return encodeHistogram(s);
    },
    "05095de8a286c04c23a0614d06d7d615",
  ],
  [
    "category counts",
    () => {
      const s = emptyCategoryCounts(["0", "1", "2"]);
      NUMBERS.forEach((_, i) => addCategory(s, i % 9 === 8 ? null : `${i % 5}`));
      return encodeCategoryCounts(s);
    },
    "2295574c7e16bb6acf882831da56a0c9",
  ],
  [
    "hash sample",
    () => {
      const s = emptyHashSample(10);
      NUMBERS.forEach((_, i) => addToSample(s, `ä${i % 30}`));
      return encodeSample(s);
    },
    "2623527c5ce4a8be43b45dc883c399d7",
  ],
  [
    "hyperloglog",
    () => {
      const s = emptyHyperLogLog();
      for (const h of HASHES) addHash(s, h);
      return encodeHyperLogLog(s);
    },
    "aaf0ba35167e7d373eb6a46fbb4675cf",
  ],
  [
    "count-min",
    () => {
      const s = emptyCountMin();
      for (const h of HASHES) addKey(s, h, 3);
      return encodeCountMin(s);
    },
    "834763bb38a9c388dca1b42b2ce97244",
  ],
  [
    "heavy keys",
    () => {
      const s = emptyHeavyKeys();
      for (const h of HASHES) addHeavyKey(s, h, 3);
      return encodeHeavyKeys(s);
    },
    "284d8419908c52a471bd6653906b9c1f",
  ],
  [
    "Fourier embedding",
    () => {
      const s = emptyFourierEmbedding();
      const f = fourierFrequencies(2, 3, 9);
      NUMBERS.forEach((x, i) => addVector(s, f, [x % 7, i / 16]));
      return encodeFourierEmbedding(s);
    },
    "c6a4b24df447f5c0e15f0c726f2e67f1",
  ],
  [
    "confidence histogram",
    () => {
      const s = emptyConfidenceHistogram();
      NUMBERS.forEach((_, i) => addConfidence(s, i / 99, i % 3 === 0 ? null : i % 2 === 0));
      return encodeConfidenceHistogram(s);
    },
    "1e226076c7177e84b0da2a19cf5d4948",
  ],
];

describe("the bytes of a state never change within a version", () => {
  it.each(FOLDED)("%s", (_, fold, sha256) => {
    expect(createHash("sha256").update(fold()).digest("hex").slice(0, 32)).toBe(sha256);
  });
});
