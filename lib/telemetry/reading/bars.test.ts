import { describe, expect, it } from "vitest";
import { columnFromRows } from "../reference/build-columns.ts";
import { barsOf } from "./bars.ts";

const named = { kind: "feature", name: "amount" } as const;
const column = columnFromRows(
  named,
  Array.from({ length: 1_000 }, (_, index) => index / 10),
)!;
const shareOf = (bars: ReturnType<typeof barsOf>, side: "reference" | "current") =>
  bars.reduce((sum, bar) => sum + bar[side], 0);

describe("barsOf", () => {
  it("says of the last bar that it holds everything above, and adds up to 1", () => {
    const counts = column.counts.map((_, cell) => (cell === column.counts.length - 2 ? 300 : 1));
    const bars = barsOf(column, counts);
    expect(bars).toHaveLength(26);
    expect(bars[0]).toMatchObject({ from: null });
    expect(bars.at(-1)).toMatchObject({ to: null });
    expect(bars[0]?.label).toMatch(/^under [\d.]+$/);
    expect(bars.at(-1)?.label).toMatch(/^[\d.]+ and more$/);
    expect(bars.at(-1)?.current).toBeGreaterThan(0.6);
    expect(bars.at(-1)?.reference).toBeLessThan(0.05);
    for (const side of ["reference", "current"] as const) expect(shareOf(bars, side)).toBeCloseTo(1, 9);
  });

  it("leaves bars of the ends out where nothing lies there", () => {
    const inner = column.counts.map((_, cell) => (cell > 30 && cell < 60 ? 1 : 0));
    const bars = barsOf({ ...column, counts: inner }, inner);
    expect(bars).toHaveLength(24);
    expect(bars.every(({ from, to }) => from !== null && to !== null)).toBe(true);
  });
});
