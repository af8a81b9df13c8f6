import { describe, expect, it } from "vitest";
import { pooledRanks } from "./pooled-ranks.ts";

describe("pooledRanks", () => {
  it("gives ties the middle of their ranks, doubled", () => {
    const ranks = pooledRanks(Float64Array.of(5, 1, 2), Float64Array.of(2, 7, 2));
    expect([...ranks.x]).toEqual([2, 6, 10]);
    expect([...ranks.y]).toEqual([6, 6, 12]);
    expect(ranks.ties).toEqual([1, 3, 1, 1]);
  });
});
