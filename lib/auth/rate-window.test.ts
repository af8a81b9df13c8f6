import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitSeconds, windowStart, type RateLimit } from "./rate-window.ts";

const rate: RateLimit = { limit: 10, windowMs: 900_000 };

/** The limiter with its counters in memory, as the database keeps them. */
function limiter(limits: RateLimit) {
  const hits = new Map<number, number>();
  return (nowMs: number): number => {
    const start = windowStart(nowMs, limits.windowMs);
    const current = Math.min((hits.get(start) ?? 0) + 1, limits.limit + 1);
    hits.set(start, current);
    return waitSeconds(limits, { current, previous: hits.get(start - limits.windowMs) ?? 0 }, nowMs);
  };
}

describe("the sliding window", () => {
  it("allows the limit at once and stops the next, until the wait is over", () => {
    const hit = limiter(rate);
    const start = 1_800_000_000_000;
    const waits = Array.from({ length: 11 }, () => hit(start));
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
    const wait = waits[10] ?? 0;
    expect(wait).toBeGreaterThan(0);
    expect(hit(start + wait * 1000)).toBe(0);
  });

  it("counts the window before by the share that still overlaps", () => {
    const half = windowStart(1_800_000_000_000, rate.windowMs) + rate.windowMs / 2;
    expect(waitSeconds(rate, { current: 5, previous: 10 }, half)).toBe(0);
    expect(waitSeconds(rate, { current: 6, previous: 10 }, half)).toBeGreaterThan(0);
  });

  it("never allows more than twice the limit in any window, and the wait it names is enough", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 8 }), (steps, limit) => {
        const limits = { limit, windowMs: 600_000 };
        const hit = limiter(limits);
        let now = 1_800_000_000_000;
        const allowed: number[] = [];
        for (const step of steps) {
          now += step;
          const wait = hit(now);
          if (wait === 0) allowed.push(now);
          else expect(wait).toBeLessThanOrEqual((2 * limits.windowMs) / 1000);
        }
        for (const at of allowed) {
          const within = allowed.filter((other) => other > at - limits.windowMs && other <= at);
          expect(within.length).toBeLessThanOrEqual(2 * limit);
        }
        const last = hit(now);
        if (last > 0) expect(hit(now + last * 1000)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
