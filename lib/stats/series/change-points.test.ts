import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { changePoints } from "./change-points.ts";

/** Annual flow of the Nile at Aswan 1871–1970 (Cobb 1978): the known change is after 1898, the 28th year. */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
  1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
  824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
  822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
  815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

const starts = (values: readonly unknown[], strictness?: number): number[] =>
  answered(changePoints(values, strictness)).segments.map(({ start }) => start);

/** The cheapest division by trying every one (dynamic programming without pruning). */
function exhaustive(values: readonly number[], penalty: number, shortest: number): number {
  const cost = (start: number, end: number): number => {
    const part = values.slice(start, end);
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const best = [-penalty];
  for (let end = 1; end <= values.length; end += 1) {
    let least = Infinity;
    for (let start = 0; start <= end - shortest; start += 1) {
      least = Math.min(least, best[start]! + cost(start, end) + penalty);
    }
    best.push(least);
  }
  return best.at(-1)!;
}

describe("changePoints", () => {
  it("finds the Nile's change of 1898, and only that", () => {
    expect(starts(NILE)).toEqual([0, 28]);
    const [before, after] = answered(changePoints(NILE)).segments;
    expect([before?.mean.toFixed(1), after?.mean.toFixed(1)]).toEqual(["1097.8", "850.0"]);
  });

  it("is the cheapest division of all, whatever the series", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 8, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (values, shortest) => {
          fc.pre(values.length >= 2 * shortest);
          const found = changePoints(values, 0.3, shortest);
          fc.pre(found.status === "ok");
          const { segments, noise } = answered(found);
          const penalty = 2 * 0.3 * noise ** 2 * Math.log(values.length);
          const spent = segments.reduce(
            (sum, { start, end, mean }) =>
              sum + penalty + values.slice(start, end).reduce((part, value) => part + (value - mean) ** 2, 0),
            -penalty,
          );
          expect(spent).toBeCloseTo(exhaustive(values, penalty, shortest), 6);
          expect(segments.every(({ start, end }) => end - start >= shortest)).toBe(true);
        },
      ),
    );
  });

  it("seldom finds changes in noise", () => {
    const normal = normalStream(13);
    const found = Array.from({ length: 50 }, () => starts(Array.from({ length: 200 }, normal)).length - 1);
    expect(found.filter((changes) => changes > 0).length).toBeLessThanOrEqual(3);
  });

  it("says what it cannot do", () => {
    expect(changePoints([1, 2, 3])).toEqual({ status: "not_enough_data" });
    expect(changePoints(Array<number>(20).fill(4))).toEqual({ status: "constant" });
    expect(changePoints(Array<number>(10_001).fill(4))).toEqual({ status: "invalid_input" });
    expect(starts([...Array<number>(10).fill(1), null, ...Array<number>(10).fill(9)])).toEqual([0, 10]);
  });
});
