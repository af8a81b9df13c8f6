import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { expectFoldLaw } from "../testing/fold-law.ts";
import {
  addToHistogram,
  bucketOf,
  decodeHistogram,
  emptyExponentialHistogram,
  encodeHistogram,
  histogramQuantile,
  mergeHistogram,
} from "./exponential-histogram.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("bucketOf", () => {
  it("puts a power of the base at the top of its bucket, as OpenTelemetry says", () => {
    expect([1, 2, 1024, 0.5, 2 ** -1074].map(bucketOf)).toEqual([-1, 31, 319, -33, -1074 * 32 - 1]);
    expect([1 + Number.EPSILON, 1.0218, 1.022, 3].map(bucketOf)).toEqual([0, 0, 1, 50]);
    expect(bucketOf(Number.MAX_VALUE)).toBe(1024 * 32 - 1);
  });

  it("holds (2^(i/32), 2^((i+1)/32)]", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (value) => {
        const place = Math.log2(value) * 32;
        expect(bucketOf(value)).toBeGreaterThanOrEqual(Math.ceil(place - 1e-6) - 1);
        expect(bucketOf(value)).toBeLessThanOrEqual(Math.ceil(place + 1e-6) - 1);
      }),
    );
  });
});

describe("an exponential histogram", () => {
  const foldable = {
    empty: emptyExponentialHistogram,
    add: (state: ReturnType<typeof emptyExponentialHistogram>, value: number) => addToHistogram(state, value),
    merge: mergeHistogram,
    encode: encodeHistogram,
    decode: decodeHistogram,
  };

  it("gives the same bytes for any split and order, whatever the scale it falls to", () => {
    expectFoldLaw(foldable, finite);
    expectFoldLaw(foldable, fc.double({ min: 0.9, max: 1.1, noNaN: true }));
  });

  it("finds quantiles to 1.08%", () => {
    const histogram = emptyExponentialHistogram();
    for (let value = 1; value <= 10_000; value += 1) addToHistogram(histogram, value);
    for (const q of [0, 0.01, 0.5, 0.95, 0.99, 1]) {
      const exact = 1 + Math.floor(q * 9999);
      expect(Math.abs(answered(histogramQuantile(histogram, q)).value / exact - 1)).toBeLessThan(0.0109);
    }
  });

  it("takes OpenTelemetry's buckets of another scale without loss", () => {
    const ours = emptyExponentialHistogram();
    for (const value of [1, 3, 5, 100]) addToHistogram(ours, value);
    mergeHistogram(ours, { scale: 0, zero: 2, positive: new Map([[1, 4]]), negative: new Map([[0, 1]]) });
    expect(ours).toEqual({
      scale: 0,
      zero: 2,
      positive: new Map([
        [-1, 1],
        [1, 5],
        [2, 1],
        [6, 1],
      ]),
      negative: new Map([[0, 1]]),
    });
  });

  it("refuses what doubles cannot have filled", () => {
    const ours = emptyExponentialHistogram();
    const none = new Map<number, number>();
    for (const from of [
      { scale: -11, zero: 1, positive: none, negative: none },
      { scale: 0, zero: 1, positive: new Map([[1024, 1]]), negative: none },
      { scale: 0, zero: 1, positive: none, negative: new Map([[-2000, 1]]) },
      { scale: 0, zero: 1, positive: new Map([[1, -1]]), negative: none },
      { scale: 0.5, zero: Number.NaN, positive: none, negative: none },
    ]) {
      expect(mergeHistogram(ours, from)).toBe(false);
    }
    expect(ours).toEqual(emptyExponentialHistogram());
    expect(mergeHistogram(ours, { scale: 20, zero: 0, positive: new Map([[1023 * 2 ** 20, 2]]), negative: none })).toBe(
      true,
    );
    addToHistogram(ours, Number.MIN_VALUE);
    expect(decodeHistogram(encodeHistogram(ours))).toEqual(ours);
  });

  it("orders negative values, zero and positive ones", () => {
    const histogram = emptyExponentialHistogram();
    for (const value of [-4, -1, 0, 0, 8]) addToHistogram(histogram, value);
    const at = (q: number): number => answered(histogramQuantile(histogram, q)).value;
    expect(at(0)).toBeCloseTo(-4, 1);
    expect(at(0.25)).toBeCloseTo(-1, 1);
    expect(at(0.5)).toBe(0);
    expect(at(1)).toBeCloseTo(8, 0);
    expect(histogramQuantile(emptyExponentialHistogram(), 0.5)).toEqual({ status: "not_enough_data" });
    expect(histogramQuantile(histogram, Number.NaN)).toEqual({ status: "invalid_input" });
  });
});
