import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { threatSentence } from "./custom-threat.ts";
import { defaultRiskMatrix, matrixProblems, severityOf, type Level } from "./risk-matrix.ts";
import { CustomThreat, RiskMatrix, type Severity } from "./schema.ts";

const level = fc.integer({ min: 1, max: 5 }) as fc.Arbitrary<Level>;
const severity = fc.constantFrom<Severity>("low", "medium", "high", "critical");
const rank = (value: Severity) => ["low", "medium", "high", "critical"].indexOf(value);

describe("the risk matrix", () => {
  it("rates by likelihood and impact", () => {
    expect(severityOf(1, 1)).toBe("low");
    expect(severityOf(1, 5)).toBe("medium");
    expect(severityOf(5, 1)).toBe("medium");
    expect(severityOf(3, 3)).toBe("medium");
    expect(severityOf(4, 5)).toBe("critical");
  });

  it("that comes with the product agrees with itself and with the schema", () => {
    expect(matrixProblems(defaultRiskMatrix)).toEqual([]);
    expect(RiskMatrix.safeParse(defaultRiskMatrix).success).toBe(true);
  });

  it("has no problem exactly when more likely or worse is never less severe", () => {
    const row = fc.tuple(severity, severity, severity, severity, severity);
    fc.assert(
      fc.property(fc.tuple(row, row, row, row, row), level, level, level, level, (rows, a, b, c, d) => {
        const matrix = { ...defaultRiskMatrix, severity: rows };
        expect(rank(severityOf(a, b))).toBeLessThanOrEqual(
          rank(severityOf(Math.max(a, c) as Level, Math.max(b, d) as Level)),
        );
        const falls = rows.some((cells, r) =>
          cells.some(
            (cell, i) => (i > 0 && rank(cell) < rank(cells[i - 1]!)) || (r > 0 && rank(cell) < rank(rows[r - 1]![i]!)),
          ),
        );
        expect(matrixProblems(matrix).length > 0).toBe(falls);
      }),
      { numRuns: 200, seed: 31 },
    );
  });

  it("says which cell contradicts", () => {
    const severityRows = structuredClone(defaultRiskMatrix.severity);
    severityRows[4][4] = "low";
    expect(matrixProblems({ ...defaultRiskMatrix, severity: severityRows })).toEqual([
      { likelihood: 5, impact: 5, message: "This is more likely than the cell before it, and called less severe." },
      { likelihood: 5, impact: 5, message: "This is worse than the cell before it, and called less severe." },
    ]);
  });
});

describe("a custom threat", () => {
  const threat = {
    source: "an outsider",
    prerequisites: "who can send mail to the inbox",
    action: "make the assistant forward letters.",
    impact: "customer data leaves the company",
    asset: "the correspondence of customers.",
  };

  it("prints as one sentence, with what it harms", () => {
    expect(threatSentence(CustomThreat.parse(threat))).toBe(
      "An outsider who can send mail to the inbox can make the assistant forward letters; then customer data leaves the company. This harms: the correspondence of customers.",
    );
    const { prerequisites: _, ...without } = threat;
    expect(threatSentence(CustomThreat.parse(without))).toMatch(/^An outsider can make/);
  });

  it.each(["source", "action", "impact", "asset"])("needs its %s", (part) => {
    expect(CustomThreat.safeParse({ ...threat, [part]: " " }).success).toBe(false);
  });
});
