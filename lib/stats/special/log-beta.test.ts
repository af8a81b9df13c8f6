import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logBeta } from "./log-beta.ts";

/** Sixty-digit arithmetic from the definition. */
const VALUES = [
  [0.5, 0.5, 1.1447298858494002],
  [3, 4, -4.0943445622221007],
  [0.3, 1e6, -3.0488550675711995],
  [2.5, 30, -8.2794635759734335],
  [1e5, 2e5, -190958.88527911685],
  [15, 1e-3, 6.9045045042538707],
] as const;

describe("logBeta", () => {
  it.each(VALUES)("at %d and %d, either way round", (a, b, expected) => {
    expect(relativeError(logBeta(a, b), expected)).toBeLessThan(1e-14);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  });
});
