import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { sharedCells } from "./bins.ts";

const EDGES = { points: [0, 10], atoms: [true, false] };

describe("sharedCells", () => {
  it("gives each cell its shares and what lies below it", () => {
    const { cells } = answered(sharedCells(EDGES, [0, 5, 5, 0], [1, 0, 2, 1]));
    expect(cells.map(({ from, to, atom }) => [from, to, atom])).toEqual([
      [-Infinity, 0, false],
      [0, 0, true],
      [0, 10, false],
      [10, Infinity, false],
    ]);
    expect(cells.map(({ differenceBefore }) => differenceBefore)).toEqual([0, -0.25, 0.25, 0.25]);
  });

  it("refuses counts of other edges", () => {
    expect(sharedCells(EDGES, [1, 2, 3], [1, 2, 3])).toEqual({ status: "invalid_input" });
    expect(sharedCells(EDGES, [1, 2, 3, -1], [1, 2, 3, 4])).toEqual({ status: "invalid_input" });
    expect(sharedCells(EDGES, [0, 0, 0, 0], [1, 2, 3, 4])).toEqual({ status: "not_enough_data" });
  });
});
