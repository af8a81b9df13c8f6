const MOST = 0.05;
const LEAST = 1e-12;

/**
 * The alpha of each test so that at most `pages` false pages a month are expected without any change: pages/tests, since
 * expected false alarms add up however the tests depend on each other. Never above 0.05, so that few tests are not let
 * through on a whim, nor below 1e-12.
 */
export function alphaPerTest(pages: number, testsPerMonth: number): number {
  if (!(pages > 0)) return LEAST;
  return Math.max(LEAST, Math.min(MOST, pages / Math.max(1, testsPerMonth)));
}
