import { describe, expect, it } from "vitest";
import type { KeptPoint } from "./anomaly-state.ts";
import { keepPoint } from "./keep-point.ts";

function kept(n: number, everyMs: number): KeptPoint[] {
  let recent: KeptPoint[] = [];
  for (let k = 0; k < n; k += 1) recent = keepPoint(recent, k * everyMs, k);
  return recent;
}

const MINUTE = 60_000;

describe("keepPoint", () => {
  it("keeps a day of points a quarter of an hour apart", () => {
    expect(kept(300, 15 * MINUTE)).toHaveLength(96);
    expect(kept(300, 15 * MINUTE)[0]?.[1]).toBe(204);
  });

  it("thins more frequent ones, so that they still reach back most of a day", () => {
    const recent = kept(2 * 1440, MINUTE);
    expect(recent.length).toBeLessThanOrEqual(96);
    expect(recent.at(-1)?.[1]).toBe(2879);
    expect(2879 - (recent[0]?.[1] ?? 0)).toBeGreaterThan(1300);
  });

  it("keeps 48 of rare ones, however old", () => {
    expect(kept(100, 24 * 60 * MINUTE)).toHaveLength(48);
    expect(kept(10, 24 * 60 * MINUTE)).toHaveLength(10);
  });
});
