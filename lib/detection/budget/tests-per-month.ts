/** What is looked at, and how often. */
export interface TestLoad {
  /** Series (features, measures, clients …) that are tested. */
  readonly series: number;
  /** Length of a window in ms: one test a window. */
  readonly windowMs: number;
  /** Detectors that look at each window. */
  readonly detectors: number;
}

/** The month of the budget: 30 days. */
export const BUDGET_MONTH_MS = 30 * 24 * 3_600_000;

/** How many tests a month that is; 0 for a load without series or with a window that has no length. */
export function testsPerMonth(loads: readonly TestLoad[]): number {
  return loads.reduce((sum, { series, windowMs, detectors }) => {
    const tests = windowMs > 0 ? (series * detectors * BUDGET_MONTH_MS) / windowMs : 0;
    return sum + Math.max(0, tests);
  }, 0);
}
