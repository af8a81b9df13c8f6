/**
 * How many tests passed, failed and were skipped, from the reports of the runners.
 *
 *   countVitest(report, exitCode) / countPlaywright(report, exitCode) -> { passed, failed, skipped }
 *   countLine(output, exitCode) -> { passed, failed, skipped }
 *   addCounts(list) -> { passed, failed, skipped }       summary(counts) -> "N passed, N failed, N skipped"
 *
 * A run that exits with an error although no test failed (a file that does not load, an unhandled rejection, a report
 * that is not there) counts as one failure.
 */

const honest = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** Counts of vitest's JSON report; `null` when it wrote none. */
export function countVitest(report, exitCode) {
  if (report === null) return honest({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return honest(counts, exitCode);
}

/** Counts of Playwright's JSON report; a test that passed only when repeated counts as failed. */
export function countPlaywright(report, exitCode) {
  if (report === null) return honest({ passed: 0, failed: 0, skipped: 0 }, exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** Counts of a suite that ends with a line of its own, `N passed, N failed, N skipped`. */
export function countLine(output, exitCode) {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  const [passed, failed, skipped] = (last ?? [0, 0, 0, 0]).slice(1).map(Number);
  const silent = last === undefined && exitCode === 0;
  return honest({ passed, failed: failed + Number(silent), skipped }, exitCode);
}

/** The sum of several counts. */
export function addCounts(list) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of list) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}

/** The line a run ends with. */
export const summary = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
