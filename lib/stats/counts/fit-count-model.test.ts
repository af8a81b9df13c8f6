import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { fitCountModel } from "./fit-count-model.ts";

/**
 * Red mites on 150 apple leaves (Bliss and Fisher 1953): 0 … 7 mites on 70, 38, 17, 10, 9, 3, 2, 1 leaves; published
 * mean 1.1467, variance 2.2737.
 */
const MITES = [70, 38, 17, 10, 9, 3, 2, 1].flatMap((leaves, mites) => Array<number>(leaves).fill(mites));

describe("fitCountModel", () => {
  it("gives the mites on apple leaves their overdispersion by moments", () => {
    const found = answered(fitCountModel(MITES));
    expect(found.mean).toBeCloseTo(1.1467, 4);
    expect(found.size).toBeCloseTo(1.1467 ** 2 / (2.2737 - 1.1467), 3);
  });

  it("has none when the counts are no wider than Poisson's", () => {
    expect(fitCountModel([4, 5, 4, 5, 4, 5])).toEqual({ status: "ok", mean: 4.5, size: null });
    expect(fitCountModel([0, 0, 0, 0, 0])).toEqual({ status: "ok", mean: 0, size: null });
    expect(fitCountModel([1, 2, null, 3, "x", 4])).toEqual({ status: "not_enough_data" });
  });
});
