import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { uniformStream } from "../testing/random-stream.ts";
import { populationStability } from "./population-stability.ts";

describe("populationStability", () => {
  it("is what the formula gives by hand", () => {
    const found = answered(populationStability([50, 30, 20], [40, 30, 30]));
    expect(found.psi).toBeCloseTo(-0.1 * Math.log(0.8) + 0.1 * Math.log(1.5), 14);
    const excess = [45, 30, 25].reduce((sum, N) => sum + (N / 100) * (1 / N ** 2 + (5 / 3) * (1 / N ** 3)), 0);
    expect(found.p).toBeCloseTo(Math.exp(-(found.psi * 50) / 2 / (1 + excess / (3 * 0.02))), 14);
  });

  it("stays finite with an empty cell: half a value in each", () => {
    const found = answered(populationStability([10, 0], [5, 5]));
    expect(found.psi).toBeCloseTo((5.5 / 11 - 10.5 / 11) * Math.log(5.5 / 10.5) + (5 / 11) * Math.log(5.5 / 0.5), 12);
  });

  it("needs n: without drift 200 against 200 values exceed 0.1 in a third of all windows, while p keeps its level", () => {
    const uniform = uniformStream(7);
    const counts = (): number[] => {
      const row = Array<number>(10).fill(0);
      for (let i = 0; i < 200; i += 1) row[Math.floor(uniform() * 10)]! += 1;
      return row;
    };
    const found = Array.from({ length: 2000 }, () => answered(populationStability(counts(), counts())));
    const share = (accept: (one: (typeof found)[number]) => boolean): number => found.filter(accept).length / 2000;
    expect(share(({ psi }) => psi > 0.1)).toBeGreaterThan(0.33);
    expect(share(({ p }) => p < 0.05)).toBeGreaterThan(0.04);
    expect(share(({ p }) => p < 0.05)).toBeLessThan(0.065);
  });
});
