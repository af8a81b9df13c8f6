import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../../stats/testing/fold-law.ts";
import { referenceEdges } from "../../stats/states/reference-edges.ts";
import {
  addClientFacts,
  decodeClient,
  emptyClient,
  encodeClient,
  mergeClient,
  type ClientFacts,
} from "./client-state.ts";
import {
  addFeature,
  addToGroup,
  categoryCells,
  decodeFeature,
  emptyFeature,
  encodeFeature,
  mergeFeature,
  numberCells,
  rowsOf,
} from "./feature-state.ts";
import { CLIENT_GROUPS, groupCounts, groupOf, placeOf } from "./client-groups.ts";
import { countOne, decodeTraffic, emptyTraffic, encodeTraffic, mergeTraffic } from "./traffic-state.ts";
import { decodeValues, emptySample, encodeValues, mergeValues, offerValue, pooledValues } from "./value-sample.ts";

const edges = referenceEdges([1, 2, 3, 4, 5, 5, 5, 9])!;
const cell = fc.oneof(fc.double(), fc.integer(), fc.constantFrom("a", "b", "c"), fc.boolean(), fc.constant(null));
const hash = fc.uint8Array({ minLength: 12, maxLength: 12 });

describe("the states of windows", () => {
  it("of a column of any mixture fold in any order and split to the same bytes", () => {
    const number = numberCells("one", edges);
    const category = categoryCells("two", ["a", "b"]);
    expectFoldLaw(
      {
        empty: emptyFeature,
        add: (state, [value, at]) => {
          addToGroup(state, number, addFeature(state, value, at, number), at % CLIENT_GROUPS);
          addToGroup(state, category, addFeature(state, value, at, category), at % 3);
        },
        merge: mergeFeature,
        encode: (state) => encodeFeature(state),
        decode: decodeFeature,
      },
      fc.tuple(cell, fc.nat()),
    );
  });

  it("of traffic and of clients do so too", () => {
    expectFoldLaw(
      {
        empty: emptyTraffic,
        add: (state, name) => countOne(state.counters, name),
        merge: mergeTraffic,
        encode: encodeTraffic,
        decode: decodeTraffic,
      },
      fc.constantFrom("events", "errors", "late"),
    );
    const facts: fc.Arbitrary<ClientFacts> = fc.record(
      {
        prediction: fc.constantFrom("x", "y"),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        input: hash,
        coarse: hash,
      },
      { requiredKeys: [] },
    );
    expectFoldLaw(
      { empty: emptyClient, add: addClientFacts, merge: mergeClient, encode: encodeClient, decode: decodeClient },
      facts,
    );
  });

  it("keep a fair sample of values, the same whatever the order", () => {
    expectFoldLaw(
      {
        empty: emptySample,
        add: (state, [value, at]) => offerValue(state, at, value),
        merge: mergeValues,
        encode: encodeValues,
        decode: decodeValues,
      },
      fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat()),
    );
    const [low, high] = [emptySample(), emptySample()];
    for (let index = 0; index < 20_000; index += 1) offerValue(low, index, index / 20_000);
    for (let index = 0; index < 5_000; index += 1) offerValue(high, index, 1 + index / 5_000);
    const pooled = pooledValues([low, high]);
    const above = pooled.filter((value) => value >= 1).length / pooled.length;
    expect(above).toBeGreaterThan(0.13);
    expect(above).toBeLessThan(0.27);
  });

  it("count rows, missing values and cells without losing one", () => {
    const state = emptyFeature();
    const cells = numberCells("one", edges);
    for (const value of [1, 5, 5, 100, null, "text", Number.NaN, Infinity]) addFeature(state, value, 0, cells);
    expect(rowsOf(state)).toBe(8);
    expect(state.nulls).toBe(1);
    expect(state.numbers.invalid).toBe(2);
    const counts = state.cells.get("one") ?? new Float64Array(0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(counts.at(-1)).toBe(1);
  });

  it("know of each cell from which group of clients it came, and say nothing of events without a client", () => {
    const state = emptyFeature();
    const cells = numberCells("one", edges);
    const from = (value: number | null, client: number) =>
      addToGroup(state, cells, addFeature(state, value, 0, cells), client);
    from(1, 3);
    from(5, 3);
    from(null, 3);
    from(100, 7);
    from(Number.NaN, 7);
    addFeature(state, 9, 0, cells);
    const groups = groupCounts(state.groups.get("one")!);
    const sums = groups.map((counts) => counts.reduce((sum, count) => sum + count, 0));
    expect([sums[3], sums[7], sums.reduce((sum, count) => sum + count, 0)]).toEqual([3, 1, 4]);
    expect(groups[3]?.[32]).toBe(1);
    expect(groupOf(Uint8Array.of(255, 1))).toBe(31);
    expect(decodeFeature(encodeFeature(state, { sample: true, groups: false }))?.groups.size).toBe(0);
  });

  it("put neighbouring cells together only where there are more than 31", () => {
    expect([0, 8, 9].map((cell) => placeOf("number", 10, cell))).toEqual([0, 8, 31]);
    expect([0, 1, 127, 128].map((cell) => placeOf("number", 129, cell))).toEqual([0, 0, 30, 31]);
    expect([0, 29, 30, 200, 257].map((cell) => placeOf("category", 258, cell))).toEqual([0, 29, 30, 30, 31]);
  });
});
