import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import {
  addVector,
  decodeFourierEmbedding,
  emptyFourierEmbedding,
  encodeFourierEmbedding,
  fourierFrequencies,
  meanFeatures,
  mergeFourierEmbedding,
} from "./fourier-embedding.ts";

const frequencies = fourierFrequencies(3, 1, 42);

function featuresOf(vector: number[]): Float64Array {
  const embedding = emptyFourierEmbedding();
  addVector(embedding, frequencies, vector);
  return meanFeatures(embedding);
}

const dot = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

describe("a Fourier embedding", () => {
  it("gives the same bytes for any split and order", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    expectFoldLaw(
      {
        empty: emptyFourierEmbedding,
        add: (state: Float64Array, vector: number[]) => void addVector(state, frequencies, vector),
        merge: mergeFourierEmbedding,
        encode: encodeFourierEmbedding,
        decode: decodeFourierEmbedding,
      },
      fc.tuple(number, number, number),
      12,
    );
  });

  it("has features of length 1 whose products are nearly the Gaussian kernel", () => {
    const origin = featuresOf([0, 0, 0]);
    expect(dot(origin, origin)).toBeCloseTo(1, 5);
    for (const distance of [0.5, 1, 2]) {
      expect(Math.abs(dot(origin, featuresOf([distance, 0, 0])) - Math.exp(-(distance ** 2) / 2))).toBeLessThan(0.2);
    }
  });

  it("has the same frequencies everywhere, normal ones", () => {
    expect([...fourierFrequencies(1, 1, 7).turns.slice(0, 3)]).toEqual([
      -0.2545490781774755, 0.15245510481384003, 0.033020340323415935,
    ]);
    const { turns } = fourierFrequencies(100, 1, 1);
    const variance = turns.reduce((sum, value) => sum + (2 * Math.PI * value) ** 2, 0) / turns.length;
    expect(variance).toBeGreaterThan(0.97);
    expect(variance).toBeLessThan(1.03);
  });

  it("refuses what it cannot place", () => {
    const embedding = emptyFourierEmbedding();
    expect(addVector(embedding, frequencies, [1, 2])).toBe(false);
    expect(addVector(embedding, frequencies, [1, Number.NaN, 2])).toBe(false);
    expect(addVector(embedding, frequencies, [Infinity, 0, 0])).toBe(false);
    expect(embedding.every((value) => value === 0)).toBe(true);
  });
});
