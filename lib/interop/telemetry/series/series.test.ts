import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponentialBuckets } from "./exponential-buckets.ts";
import { seriesName } from "./series-name.ts";
import { storableText } from "./storable-text.ts";

const none = { indexes: [], counts: [] };

describe("storableText", () => {
  it("keeps what PostgreSQL can store, within the limit, and two long texts apart", () => {
    fc.assert(
      fc.property(
        fc.uint16Array({ maxLength: 60 }).map((units) => String.fromCharCode(...units)),
        (text) => {
          const stored = storableText(`${text}\0\ud800`, 40);
          expect(stored.length).toBeLessThanOrEqual(40);
          expect(stored).not.toMatch(/\0|\p{Surrogate}/u);
        },
      ),
      { numRuns: 200 },
    );
    expect(storableText("é", 1)).toBe("é");
    const long = "x".repeat(300);
    expect(storableText(`${long}1`, 256)).not.toBe(storableText(`${long}2`, 256));
  });
});

describe("seriesName", () => {
  it("sorts and escapes labels", () => {
    const labels: [string, string][] = [
      ["code", "500"],
      ["a", 'x"\\\n'],
    ];
    expect(seriesName("http_requests_total", labels)).toBe('http_requests_total{a="x\\"\\\\\\n",code="500"}');
    expect(seriesName("up", [])).toBe("up");
  });
});

describe("exponentialBuckets", () => {
  it("gives the edges of the data model's example: scale 1, base the root of two", () => {
    const buckets = exponentialBuckets({
      ...{ scale: 1, zeroCount: 2, zeroThreshold: 0 },
      positive: { indexes: [-1, 0, 2], counts: [3, 0, 4] },
      negative: { indexes: [0, 1], counts: [5, 6] },
    });
    expect(buckets).toEqual([
      [-2, -Math.SQRT2, 6],
      [-Math.SQRT2, -1, 5],
      [-Number.MIN_VALUE, 0, 2],
      [expect.closeTo(Math.SQRT1_2, 12), 1, 3],
      [2, expect.closeTo(2 * Math.SQRT2, 12), 4],
    ]);
  });

  it("counts what is nearer to zero than the threshold as zero, and infinite values beyond the largest number", () => {
    const positive = { indexes: [-3, -2, 0, 1023, 1024, 5000], counts: [1, 2, 3, 4, 5, 6] };
    expect(exponentialBuckets({ scale: 0, zeroCount: 7, zeroThreshold: 0.3, positive, negative: none })).toEqual([
      [-0.3, 0.3, 8],
      [0.3, 0.5, 2],
      [1, 2, 3],
      [2 ** 1023, Number.MAX_VALUE, 4],
      [Number.MAX_VALUE, null, 11],
    ]);
  });

  it("ascends without overlap and loses nothing, whatever the indexes", () => {
    const side = fc
      .uniqueArray(fc.integer({ min: -3000, max: 3000 }), { maxLength: 20 })
      .map((indexes) => ({ indexes: indexes.sort((a, b) => a - b), counts: indexes.map((_, at) => at % 4) }));
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: -10, max: 20 }),
        fc.constantFrom(0, 1e-9, 0.5),
        (positive, negative, scale, zeroThreshold) => {
          const buckets = exponentialBuckets({ scale, zeroCount: 1, zeroThreshold, positive, negative });
          const all = [...positive.counts, ...negative.counts, 1].reduce((sum, count) => sum + count, 0);
          expect(buckets.reduce((sum, [, , count]) => sum + count, 0)).toBe(all);
          for (const [at, [low, high]] of buckets.entries()) {
            expect(low ?? -Infinity).toBeLessThan(high ?? Infinity);
            if (at > 0) expect(low).toBeGreaterThanOrEqual(buckets[at - 1]![1]!);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
