import type { DriftVerdict } from "../../detection/drift/drift-verdict.ts";
import type { Distribution } from "../schema.ts";

type Statistic = Distribution["statistics"][number];

/** What the tests computed, in a fixed order, each with what it means. */
export function statisticsOf({ statistics: found, parts }: DriftVerdict): Statistic[] {
  const row = (
    name: string,
    value: number | null | undefined,
    p: number | null | undefined,
    note: string,
  ): Statistic[] => (value === null || value === undefined ? [] : [{ name, value, p: p ?? null, note }]);
  const values = parts.find(({ part }) => part === "values");
  return [
    ...row("Jensen–Shannon distance", found.js?.corrected, values?.p, "0 is equal, 1 is apart; 0.1 matters"),
    ...row(
      "Population stability index",
      found.psi?.value,
      found.psi?.p,
      "p from chi-square, so it means something for any n",
    ),
    ...row(
      "Kolmogorov–Smirnov distance",
      found.ks?.d,
      found.ks?.p,
      `from cells: at most ${(found.ks?.dAtMost ?? 0).toFixed(3)}`,
    ),
    ...row(
      "Chi-square",
      found.chiSquare?.statistic,
      found.chiSquare?.p,
      `${found.chiSquare?.degrees ?? 0} degrees of freedom`,
    ),
    ...row("Wasserstein distance, in standard deviations", found.wasserstein?.perSd, null, "how far values moved"),
    ...row("Hellinger distance", found.hellinger, null, "0 to 1"),
    ...row("Total variation", found.totalVariation, null, "share of rows that would have to move"),
    ...row("Change of missing values", found.nulls?.change, found.nulls?.p, "share, 0.02 matters"),
  ];
}
