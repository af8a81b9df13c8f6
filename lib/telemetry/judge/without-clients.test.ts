import { describe, expect, it } from "vitest";
import { columnFromRows } from "../reference/build-columns.ts";
import {
  addFeature,
  addToGroup,
  categoryCells,
  emptyFeature,
  numberCells,
  type FrozenCells,
} from "../states/feature-state.ts";
import { withoutClients } from "./without-clients.ts";

const named = { kind: "feature", name: "amount" } as const;
const numbers = columnFromRows(
  named,
  Array.from({ length: 1_000 }, (_, index) => index),
)!;
const texts = columnFromRows(
  named,
  Array.from({ length: 1_000 }, (_, index) => (index % 4 === 0 ? "FR" : "CH")),
)!;
const referenceId = "01890000-0000-7000-8000-000000000001";
const cellsOf = (column: typeof numbers): FrozenCells => {
  const id = referenceId.replaceAll("-", "");
  return column.edges.type === "number" ? numberCells(id, column.edges) : categoryCells(id, column.edges.categories);
};
const client = (first: number): Uint8Array => Uint8Array.of(first, 1, 2);
const drift = { effect: 5, part: "values" as const };

/** A state of values by the first byte of their client. */
function stateOf(
  column: typeof numbers,
  values: readonly (readonly [value: string | number | null, client: number])[],
) {
  const state = emptyFeature();
  const cells = cellsOf(column);
  for (const [value, from] of values) addToGroup(state, cells, addFeature(state, value, 0, cells), from % 32);
  return state;
}

const usual = Array.from({ length: 600 }, (_, index) => [(index * 37) % 1_000, 2 + (index % 6)] as const);
const sweep = Array.from({ length: 300 }, (_, index) => [400 + (index % 50), 1] as const);

describe("withoutClients", () => {
  const against = { column: numbers, referenceId };

  it("takes the drift away with the client that made it, and says how much of the events that was", () => {
    const without = withoutClients(stateOf(numbers, [...usual, ...sweep]), against, drift, [client(1), client(2)]);
    expect(without?.clients).toBe(1);
    expect(without?.effect).toBeLessThan(0.5);
    expect(without?.share).toBeCloseTo(1 / 3, 9);
  });

  it("leaves a drift that all have, and takes the fewest of at most three clients", () => {
    const moved = usual.map(([value, from]) => [value / 2, from] as const);
    const all = withoutClients(stateOf(numbers, moved), against, drift, [2, 3, 4, 5].map(client));
    expect(all?.effect).toBeGreaterThan(4);
    const second = withoutClients(stateOf(numbers, [...usual, ...sweep]), against, drift, [2, 1, 3].map(client));
    expect(second?.clients).toBe(2);
  });

  it("sees missing values and categories by client too", () => {
    const missing = Array.from({ length: 200 }, () => [null, 1] as const);
    const nulls = { effect: 12, part: "nulls" as const };
    expect(withoutClients(stateOf(numbers, [...usual, ...missing]), against, nulls, [client(1)])?.effect).toBe(0);
    const countries = Array.from(
      { length: 400 },
      (_, index) => [index % 4 === 0 ? "FR" : "CH", 2 + (index % 3)] as const,
    );
    const strange = Array.from({ length: 200 }, () => ["FR", 9] as const);
    const state = stateOf(texts, [...countries, ...strange]);
    expect(withoutClients(state, { column: texts, referenceId }, drift, [client(9)])?.effect).toBeLessThan(0.5);
  });

  it("is not known without groups, or when too little is left", () => {
    const plain = emptyFeature();
    for (const [value] of [...usual, ...sweep]) addFeature(plain, value, 0, cellsOf(numbers));
    expect(withoutClients(plain, against, drift, [client(1)])).toBeNull();
    expect(withoutClients(stateOf(numbers, sweep), against, drift, [client(1)])).toBeNull();
    expect(withoutClients(stateOf(numbers, [...usual, ...sweep]), against, drift, [])).toBeNull();
  });
});
