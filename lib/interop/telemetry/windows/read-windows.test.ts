import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWindows } from "./read-windows.ts";

const FROM = "2026-11-21T10:00:00Z";
const TO = "2026-11-21T10:05:00Z";
const AT = Date.UTC(2026, 10, 21, 10);
const BASE = { feature: "age", from: FROM, to: TO, n: 10 };

function read(value: unknown) {
  const reading = readWindows({ text: JSON.stringify(value), encoding: "json" });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

describe("readWindows", () => {
  it("reads bins with open ends, and nulls", () => {
    const window = {
      ...BASE,
      model: "m",
      version: 3,
      nulls: 2,
      bins: [
        [null, 20, 3],
        [20, 30, 4],
        [30, null, 1],
      ],
    };
    expect(read([window]).windows).toEqual([
      {
        model: "m",
        version: "3",
        feature: "age",
        from: AT,
        to: AT + 300_000,
        n: 10,
        nulls: 2,
        numbers: {
          count: 8,
          sum: null,
          min: null,
          max: null,
          buckets: [
            [null, 20, 3],
            [20, 30, 4],
            [30, null, 1],
          ],
        },
      },
    ]);
  });

  it("reads a histogram, categories, and a window with nothing but its nulls", () => {
    const histogram = { count: 5, sum: 12.5, min: 1, max: 4, buckets: [[0, 5, 5]] };
    const { windows } = read([
      { ...BASE, histogram },
      { ...BASE, top: { red: 6, green: 2 } },
      { ...BASE, nulls: 10 },
    ]);
    expect(windows[0]?.numbers).toEqual(histogram);
    expect(windows[1]?.categories).toEqual({ red: 6, green: 2 });
    expect(windows[2]).toMatchObject({ n: 10, nulls: 10 });
  });

  it("turns an exponential histogram into bins, as OpenTelemetry's data model says", () => {
    // Scale 0: base 2; offset 0 counts (1, 2], (2, 4], (4, 8].
    const exp_histogram = {
      scale: 0,
      zero_count: 1,
      sum: 9,
      positive: { offset: 0, counts: [2, 0, 3] },
      negative: { offset: -1, counts: [1, 2] },
    };
    expect(read([{ ...BASE, exp_histogram }]).windows[0]?.numbers).toEqual({
      count: 9,
      sum: 9,
      min: null,
      max: null,
      buckets: [
        [-2, -1, 2],
        [-1, -0.5, 1],
        [0, 0, 1],
        [1, 2, 2],
        [4, 8, 3],
      ],
    });
  });

  it.each([
    [{ ...BASE, nulls: 11 }, "nulls is 11, more than n, 10"],
    [{ ...BASE, n: 1.5 }, "n must be a whole number from 0, is 1.5"],
    [{ ...BASE, n: -1 }, "n must be a whole number from 0, is -1"],
    [{ ...BASE, nulls: 3, bins: [[0, 1, 8]] }, "bins counts 8 rows and nulls 3, more than n, 10"],
    [{ ...BASE, bins: [[0, 1, 1.5]] }, "bins[0]: the count must be a whole number from 0, is 1.5"],
    [
      {
        ...BASE,
        bins: [
          [0, 2, 1],
          [1, 3, 1],
        ],
      },
      "bins[1] begins at 1, before the bin before it ends, at 2",
    ],
    [
      {
        ...BASE,
        bins: [
          [0, null, 1],
          [1, 3, 1],
        ],
      },
      "bins[1] follows a bin that is open above",
    ],
    [
      {
        ...BASE,
        bins: [
          [0, 1, 1],
          [null, 3, 1],
        ],
      },
      "bins[1] is open below, but is not the first",
    ],
    [{ ...BASE, bins: [[2, 1, 1]] }, "bins[0]: low is 2, above high, 1"],
    [{ ...BASE, bins: [[0, 1]] }, "bins[0] must be [low, high, count]"],
    [{ ...BASE, bins: [["a", 1, 1]] }, "bins[0]: low must be a finite number or null, is text"],
    [{ ...BASE, bins: [], histogram: {} }, "bins and histogram must not both be given"],
    [
      { ...BASE, histogram: { count: 1, buckets: [[0, 1, 2]] } },
      "histogram.count is 1, less than the 2 in its buckets",
    ],
    [{ ...BASE, histogram: { min: 3, max: 2 } }, "histogram.min is 3, above its max of 2"],
    [{ ...BASE, exp_histogram: { scale: 21 } }, "exp_histogram.scale must be a whole number from -10 to 20, is 21"],
    [{ ...BASE, top: { a: 11 } }, "top counts 11 rows and nulls 0, more than n, 10"],
    [{ ...BASE, top: { a: -1 } }, 'top: "a" must be a whole number from 0, is -1'],
    [{ ...BASE, to: FROM }, "to must be later than from"],
    [{ ...BASE, from: "2026-11-21T10:00:00" }, "from has no time zone: end it with Z or an offset such as +02:00"],
    [{ ...BASE, feature: 7 }, "feature must be text, is 7"],
    ["text", "A window must be an object, is text"],
  ])("says what is wrong with %j", (window, message) => {
    const { windows, rejected } = read([window]);
    expect(windows).toEqual([]);
    expect(rejected).toEqual([{ place: 0, code: "invalid", message }]);
  });

  it("never throws, and takes or rejects each window once", () => {
    const value = fc.oneof(fc.jsonValue(), fc.nat(10), fc.array(fc.array(fc.option(fc.integer()), { maxLength: 4 })));
    const side = fc.record({ offset: fc.integer(), counts: fc.array(fc.nat(3)) });
    const window = fc.record({
      feature: fc.constant("f"),
      from: fc.constant(FROM),
      to: fc.constantFrom<unknown>(TO, 7),
      n: fc.oneof(fc.nat(), value),
      nulls: fc.oneof(fc.constant(0), value),
      bins: fc.oneof(fc.constant(null), value),
      histogram: fc.oneof(fc.constant(null), value),
      exp_histogram: fc.oneof(
        fc.constant(null),
        fc.record({ scale: fc.integer({ min: -11, max: 21 }), zero_count: fc.nat(2), positive: side, negative: side }),
      ),
      top: fc.oneof(fc.constant(null), fc.dictionary(fc.string(), value)),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), window), { maxLength: 5 }), (batch) => {
        const { windows, rejected } = read(batch);
        expect(windows.length + rejected.length).toBe(batch.length);
        for (const { n, nulls, numbers } of windows) {
          expect((numbers?.count ?? 0) + nulls).toBeLessThanOrEqual(n);
          for (const bucket of numbers?.buckets ?? [])
            expect(bucket.some((end) => end !== null && !Number.isFinite(end))).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
