import { describe, expect, it } from "vitest";
import { normalStream } from "../../stats/testing/random-stream.ts";
import { describeSlow } from "./describe-slow.ts";
import { steadyRise } from "./steady-rise.ts";

const next = normalStream(5);
const days = (n: number, of: (day: number) => number): number[] =>
  Array.from({ length: n }, (_, day) => Math.max(0, of(day) + 0.005 * next()));

describe("steadyRise", () => {
  it("finds distances that creep up, and says from where to where", () => {
    const rise = steadyRise(days(28, (day) => 0.02 + 0.006 * day));
    expect(rise?.from).toBeCloseTo(0.026, 1);
    expect(rise?.to).toBeCloseTo(0.176, 1);
    expect(rise?.sure).toBeGreaterThan(0.75);
    expect(rise === null ? "" : describeSlow(rise, 0.03)).toMatch(
      /^The distance to the frozen reference crept from 0\.0\d to 0\.1\d over 28 days \(trend p < 0\.001, at most [\d.]+% of it within three days\), while it is only 0\.03 from the last weeks\./,
    );
  });

  it.each([
    ["a jump", (day: number) => (day < 14 ? 0.02 : 0.3)],
    ["a jump that came late", (day: number) => (day < 25 ? 0.02 : 0.3)],
    ["a change within three days", (day: number) => 0.02 + 0.1 * Math.min(3, Math.max(0, day - 12))],
    ["a quiet stream", () => 0.02],
    ["a week's rhythm", (day: number) => 0.05 + 0.04 * Math.sin((2 * Math.PI * day) / 7)],
    ["a rise too small to matter", (day: number) => 0.02 + 0.001 * day],
  ])("is none of %s", (_, of) => expect(steadyRise(days(28, of))).toBeNull());

  it("needs days, and passes over those that are not known", () => {
    const rising = days(28, (day) => 0.02 + 0.006 * day);
    expect(steadyRise(rising.slice(0, 9))).toBeNull();
    expect(steadyRise(rising.map((distance, day) => (day % 3 === 0 ? null : distance)))?.days).toBe(18);
    expect(steadyRise([])).toBeNull();
  });

  it("stays quiet on 2,000 quiet months of a noisy model", () => {
    const noisy = (): number[] => Array.from({ length: 28 }, () => Math.max(0, 0.04 + 0.03 * next()));
    expect(Array.from({ length: 2_000 }, noisy).filter((month) => steadyRise(month) !== null)).toEqual([]);
  });
});
