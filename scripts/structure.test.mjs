import { expect, it } from "vitest";
import { quantile, sizesOf } from "./structure.mjs";

it("takes quantiles by nearest rank", () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect([quantile(ten, 0.5), quantile(ten, 0.9), quantile([7], 0.9), quantile([], 0.5)]).toEqual([5, 9, 7, 0]);
});

it("sums up the lines of files in any order", () => {
  expect(sizesOf([30, 10, 20])).toEqual({ files: 3, median: 20, p90: 30, max: 30, sum: 60 });
});
