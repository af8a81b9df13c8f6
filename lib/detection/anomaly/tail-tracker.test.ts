import { describe, expect, it } from "vitest";
import { normalTail } from "../../stats/special/normal-tail.ts";
import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import { START_TAILS } from "./anomaly-state.ts";
import { tailP, tailScore, trackTail } from "./tail-tracker.ts";

describe("the tail of a series' scores", () => {
  it("starts with that of the normal distribution, to the safe side", () => {
    const p = tailP(START_TAILS.up, 4, 2);
    expect(p).toBeCloseTo(0.0228 * Math.exp(-2 / 0.373), 12);
    expect(p).toBeGreaterThan(normalTail(4));
    expect(tailP(START_TAILS.up, 2, 2)).toBe(1);
  });

  it("stays there for normal scores and widens for exponential ones", () => {
    const [normal, uniform] = [normalStream(4), uniformStream(4)];
    let [thin, wide] = [START_TAILS.up, START_TAILS.up];
    for (let k = 0; k < 4000; k += 1) {
      thin = trackTail(thin, normal(), 2);
      wide = trackTail(wide, -Math.log(uniform()), 2);
    }
    expect(thin.excess).toBeCloseTo(0.37, 1);
    expect(thin.rate).toBeCloseTo(0.0228, 2);
    expect(wide.excess).toBeGreaterThan(0.7);
    expect(wide.rate).toBeCloseTo(Math.exp(-2), 1);
    // Shape 0.6 × (0.72 − 0.42) = 0.18: (1 + 0.18 · 5/0.72)^(−1/0.18), far above exp(−5/0.72).
    const p = tailP({ ...wide, rate: 0.1, excess: 0.72 }, 7, 2);
    expect(p).toBeCloseTo(0.1 * (1 + (0.18 * 5) / 0.72) ** (-1 / 0.18), 12);
    expect(trackTail(thin, null, 2).rate).toBeLessThan(thin.rate);
  });

  it("turns a chance back into a score", () => {
    expect(tailP(START_TAILS.up, tailScore(START_TAILS.up, 1e-5, 2), 2)).toBeCloseTo(1e-5, 15);
    const heavy = { ...START_TAILS.up, excess: 0.8 };
    expect(tailP(heavy, tailScore(heavy, 1e-4, 2), 2)).toBeCloseTo(1e-4, 15);
    expect(tailScore(START_TAILS.up, 0.5, 2)).toBe(2);
  });
});
