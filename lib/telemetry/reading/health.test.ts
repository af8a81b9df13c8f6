import { expect, it } from "vitest";
import type { DriftCell, DriftMatrix } from "../schema.ts";
import { findingOf } from "./finding.ts";
import { healthOf } from "./health.ts";

const HOUR = 3_600_000;

const cell = (status: DriftCell["status"], n = 50): DriftCell => ({
  ...{ status, n, effect: null, p: null, story: null, rolling: null },
});

/** A matrix of one hour. */
function matrixOf(cells: readonly DriftCell[]): DriftMatrix {
  const rows = cells.map((each, place) => ({
    ...{ series: `feature:${place}`, feature: `f${place}`, type: "number" as const, worst: null, cells: [each] },
  }));
  return { stepMs: HOUR, columns: [0], rows, features: rows.length, drifted: 0, floor: 0.1, alpha: 0.01 };
}

/** The state of one hour in which something came, by what is known of the columns. */
function stateOf(
  cells: readonly DriftCell[],
  hasReference = true,
): [state: string | undefined, words: string | undefined] {
  const range = { from: 0, to: HOUR, stepMs: HOUR, resolution: "5m", version: null } as const;
  const [health] = healthOf({
    matrix: matrixOf(cells),
    traffic: new Map([[0, [10]]]),
    signals: [],
    range,
    hasReference,
  });
  return [health?.state, health?.words];
}

it("says as usual only of hours that were judged", () => {
  expect(stateOf([cell("stable"), cell("not_enough_data")])).toEqual(["good", "Nothing unusual"]);
  expect(stateOf([cell("constant")])[0]).toBe("good");
  expect(stateOf([cell("stable"), cell("drifted")])).toEqual(["drift", "Drift of f1"]);
  expect(stateOf([cell("not_enough_data", 3)])).toEqual([
    "unjudged",
    "Nothing unusual, but too little came to judge drift",
  ]);
  expect(stateOf([cell("no_reference")])).toEqual([
    "unjudged",
    "Nothing unusual, but there is no reference to judge drift by",
  ]);
  expect(stateOf([cell("no_data", 0)])).toEqual(["unjudged", "Nothing unusual, but drift is not judged yet"]);
  expect(stateOf([cell("no_data", 0)], false)[1]).toBe("Nothing unusual, but there is no reference to judge drift by");
  expect(stateOf([])).toEqual(["good", "Nothing unusual"]);
});

it("says in its sentence too when drift was not judged", () => {
  const find = (cells: readonly DriftCell[], hasReference = true) =>
    findingOf({ name: "Scorer", state: "live", signals: [], matrix: matrixOf(cells), hasReference });
  expect(find([cell("stable")])).toBe("Scorer behaves as usual");
  expect(find([])).toBe("Scorer behaves as usual");
  expect(find([cell("no_reference"), cell("no_data", 0)])).toBe(
    "Nothing unusual at Scorer, but there is no reference to judge drift by",
  );
  expect(find([cell("not_enough_data", 3)])).toBe("Nothing unusual at Scorer, but too little came to judge drift");
  expect(find([cell("no_data", 0)], false)).toBe(
    "Nothing unusual at Scorer, but there is no reference to judge drift by",
  );
});
