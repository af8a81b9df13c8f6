import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embeddingDirections } from "./embedding-directions.ts";

const names = Array.from({ length: 8 }, (_, at) => `embedding.${at + 1}`);
const vectors = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 64 })
  .filter((vector) => vector.some((each) => Math.abs(each) > 1e-3));

/** Numbers that are nearly normal, from a seed. */
function noise(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x7fffffff;
  return () => Array.from({ length: 12 }, uniform).reduce((sum, each) => sum + each, -6);
}

describe("embeddingDirections", () => {
  it("keeps nine numbers, whatever the scale of the vector", () => {
    fc.assert(
      fc.property(vectors, fc.constantFrom(1e-12, 0.5, 3, 1e200), (vector, scale) => {
        const [one, other] = [embeddingDirections(vector), embeddingDirections(vector.map((each) => each * scale))];
        expect(Object.keys(one)).toEqual([...names, "embedding.length"]);
        for (const name of names) expect(other[name]).toBeCloseTo(one[name] ?? Number.NaN, 9);
      }),
    );
  });

  it("never exceeds the root of the length, and has no direction for a vector of zeros", () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const kept = embeddingDirections(vector);
        for (const name of names)
          expect(Math.abs(kept[name] ?? Number.NaN)).toBeLessThanOrEqual(Math.sqrt(vector.length) + 1e-9);
      }),
    );
    expect(embeddingDirections([0, 0])).toMatchObject({ "embedding.1": null, "embedding.length": 2 });
  });

  it("shows that vectors moved by half of their spread, and nothing when they did not", () => {
    const length = 384;
    const sample = (seed: number, shift: number) => {
      const [next, where] = [noise(seed), noise(99)];
      const center = Array.from({ length }, () => where());
      const moved = Array.from({ length }, () => where() * shift);
      return Array.from({ length: 400 }, () =>
        embeddingDirections(center.map((each, at) => each + (moved[at] ?? 0) + next())),
      );
    };
    const meanOf = (rows: readonly Record<string, number | null>[], name: string) =>
      rows.reduce((sum, row) => sum + (row[name] ?? Number.NaN), 0) / rows.length;
    const spreadOf = (rows: readonly Record<string, number | null>[], name: string) =>
      Math.sqrt(rows.reduce((sum, row) => sum + ((row[name] ?? 0) - meanOf(rows, name)) ** 2, 0) / rows.length);
    const farthest = (one: readonly Record<string, number | null>[], other: readonly Record<string, number | null>[]) =>
      Math.max(...names.map((name) => Math.abs(meanOf(one, name) - meanOf(other, name)) / spreadOf(one, name)));
    const before = sample(1, 0);
    expect(farthest(before, sample(2, 0))).toBeLessThan(0.3);
    expect(farthest(before, sample(3, 0.5))).toBeGreaterThan(0.5);
  });
});
