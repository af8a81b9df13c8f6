import type { RiskMatrix, Severity } from "./schema.ts";

/** A step of likelihood or impact, 1 (least) to 5 (most). */
export type Level = 1 | 2 | 3 | 4 | 5;

const order: readonly Severity[] = ["low", "medium", "high", "critical"];

/** What holds until an organization sets its own. */
export const defaultRiskMatrix: RiskMatrix = {
  likelihood: ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"],
  impact: ["Negligible", "Minor", "Moderate", "Major", "Severe"],
  severity: [
    ["low", "low", "low", "medium", "medium"],
    ["low", "low", "medium", "medium", "high"],
    ["low", "medium", "medium", "high", "high"],
    ["low", "medium", "high", "high", "critical"],
    ["medium", "medium", "high", "critical", "critical"],
  ],
};

/** The severity of something this likely and this bad. */
export function severityOf(likelihood: Level, impact: Level, matrix: RiskMatrix = defaultRiskMatrix): Severity {
  const row = [...matrix.severity][likelihood - 1] ?? matrix.severity[0];
  return [...row][impact - 1] ?? row[0];
}

/** Something in a matrix that contradicts itself; likelihood and impact from 1. */
export type MatrixProblem = { likelihood: number; impact: number; message: string };

/** Where a matrix calls something more likely or worse less severe; an empty list when nowhere. */
export function matrixProblems(matrix: RiskMatrix): MatrixProblem[] {
  const rank = (row: number, column: number) => order.indexOf([...(matrix.severity[row] ?? [])][column] ?? "low");
  const problems: MatrixProblem[] = [];
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 5; column += 1) {
      const place = { likelihood: row + 1, impact: column + 1 };
      const here = rank(row, column);
      if (row > 0 && here < rank(row - 1, column)) {
        problems.push({ ...place, message: "This is more likely than the cell before it, and called less severe." });
      }
      if (column > 0 && here < rank(row, column - 1)) {
        problems.push({ ...place, message: "This is worse than the cell before it, and called less severe." });
      }
    }
  }
  return problems;
}
