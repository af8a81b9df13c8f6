import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LowestRanks } from "./lowest-ranks.ts";
import { sampleContent } from "./sample-content.ts";

const drawn = (most: number, ranks: readonly number[]): number[] => {
  const draw = new LowestRanks<number>(most);
  for (const rank of ranks)
    draw.offer({ group: rank % 2 === 0 ? "even" : "odd", rank: Buffer.from([rank]), item: rank });
  return draw.drawn().map(({ item }) => item);
};

describe("the lowest ranks", () => {
  it("are what sorting would give, of each group, each rank once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 })), fc.integer({ min: 1, max: 9 }), (ranks, most) => {
        const sorted = [...new Set(ranks)].sort((left, right) => left - right);
        const expected = [0, 1].flatMap((rest) => sorted.filter((rank) => rank % 2 === rest).slice(0, most));
        expect(drawn(most, ranks).sort((left, right) => left - right)).toEqual(expected.sort((a, b) => a - b));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe("what is kept of an event", () => {
  it("has no id and no embedding, and is cut", () => {
    const features = { long: "x".repeat(40_000), short: 1 };
    const event = {
      model: "m",
      at: 1,
      id: "secret id",
      embedding: [1],
      client: "Acme",
      input: "y".repeat(9_000),
      features,
    };
    expect(sampleContent(event, "hash")).toEqual({
      client: "hash",
      input: "y".repeat(8_192),
      features: { short: 1 },
      leftOut: 1,
    });
  });
});
