import { expect, it } from "vitest";
import { tilesOf } from "./tiles.ts";

const hours = (value: (hour: number) => number): [number, number][] =>
  Array.from({ length: 10 }, (_, hour) => [hour * 3_600_000, value(hour)]);

it("say what is usual as a span, as one number where it never changes, and not at all from too little", () => {
  const range = { from: 0, to: 36_000_000, stepMs: 3_600_000, resolution: "1h" as const, version: null };
  const tiles = tilesOf({
    traffic: new Map(),
    latency: hours((hour) => 20 + hour),
    confidence: hours(() => 0.5).slice(0, 3),
    nulls: hours(() => 0),
    matrix: { columns: [], rows: [] } as never,
    range,
  });
  expect(tiles.map(({ id, note }) => [id, note])).toEqual([
    ["latency", "Usually 21 to 28 ms in this time"],
    ["nulls", "Usually 0 % in this time"],
    ["confidence", "Not enough data to say what is usual"],
  ]);
});
