import { describe, expect, it } from "vitest";
import { hittingProbability } from "./hitting-probability.ts";

/** The share of all orders of two samples that reach the limit, by trying each. */
function byEnumeration(left: number, right: number, limit: number, ends: Uint8Array): number {
  let hit = 0;
  let all = 0;
  for (let bits = 0; bits < 1 << (left + right); bits += 1) {
    let i = 0;
    let largest = 0;
    for (let t = 0; t < left + right; t += 1) {
      i += (bits >> t) & 1;
      if (ends[t + 1] === 1) largest = Math.max(largest, Math.abs(i * right - (t + 1 - i) * left));
    }
    if (i !== left) continue;
    all += 1;
    if (largest >= limit) hit += 1;
  }
  return hit / all;
}

describe("hittingProbability", () => {
  it.each([
    [3, 4, 5],
    [4, 4, 8],
    [5, 3, 15],
    [6, 5, 1],
    [2, 7, 9],
  ])("counts orders of %d and %d values that reach %d", (left, right, limit) => {
    const untied = new Uint8Array(left + right + 1).fill(1);
    const tied = untied.map((_, index) => (index % 3 === 1 ? 0 : 1));
    tied[left + right] = 1;
    for (const ends of [untied, tied]) {
      expect(hittingProbability({ left, right, ends }, limit)).toBeCloseTo(byEnumeration(left, right, limit, ends), 12);
    }
  });

  it("keeps its digits where it is tiny: 2/C(200, 100)", () => {
    const ends = new Uint8Array(201).fill(1);
    let ways = 1;
    for (let k = 1; k <= 100; k += 1) ways *= (100 + k) / k;
    expect(hittingProbability({ left: 100, right: 100, ends }, 10_000) / (2 / ways)).toBeCloseTo(1, 10);
  });
});
