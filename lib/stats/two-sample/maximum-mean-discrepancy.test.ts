import { describe, expect, it } from "vitest";
import { addVector, emptyFourierEmbedding, fourierFrequencies } from "../states/fourier-embedding.ts";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { maximumMeanDiscrepancy } from "./maximum-mean-discrepancy.ts";

const DIMENSIONS = 16;
const frequencies = fourierFrequencies(DIMENSIONS, 4, 1);

function embed(size: number, draw: () => number): Float64Array {
  const embedding = emptyFourierEmbedding();
  for (let row = 0; row < size; row += 1) {
    addVector(embedding, frequencies, Array.from({ length: DIMENSIONS }, draw));
  }
  return embedding;
}

describe("maximumMeanDiscrepancy", () => {
  it("is around 0 without drift and never significant, over many windows", () => {
    const normal = normalStream(9);
    const found = Array.from({ length: 60 }, () =>
      answered(maximumMeanDiscrepancy(embed(200, normal), embed(200, normal))),
    );
    const mean = found.reduce((sum, { squared }) => sum + squared / 60, 0);
    expect(Math.abs(mean)).toBeLessThan(0.0015);
    expect(found.filter(({ pAtMost }) => pAtMost < 0.05)).toHaveLength(0);
  });

  it("finds a sweep over a cube instead of a cloud", () => {
    const normal = normalStream(10);
    let step = 0;
    const sweep = (): number => ((step += 0.618) % 1) * 6 - 3;
    const found = answered(maximumMeanDiscrepancy(embed(1000, normal), embed(500, sweep)));
    expect(found.distance).toBeGreaterThan(0.2);
    expect(found.pAtMost).toBeLessThan(1e-6);
  });

  it("says what it cannot do", () => {
    expect(maximumMeanDiscrepancy(emptyFourierEmbedding(), emptyFourierEmbedding())).toEqual({
      status: "not_enough_data",
    });
    expect(maximumMeanDiscrepancy(new Float64Array(3), new Float64Array(5))).toEqual({ status: "invalid_input" });
  });
});
