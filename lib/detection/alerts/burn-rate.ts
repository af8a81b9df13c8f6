const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two windows that must both burn faster than `factor` times what the objective allows. */
export interface BurnWindow {
  readonly factor: number;
  readonly longMs: number;
  readonly shortMs: number;
  readonly severity: "page" | "ticket";
}

/** Beyer et al., The Site Reliability Workbook (2018), table 5-8: 2%, 5% and 10% of a 30-day budget. */
export const BURN_WINDOWS: readonly BurnWindow[] = [
  { factor: 14.4, longMs: HOUR, shortMs: 5 * MINUTE, severity: "page" },
  { factor: 6, longMs: 6 * HOUR, shortMs: 30 * MINUTE, severity: "page" },
  { factor: 1, longMs: 72 * HOUR, shortMs: 6 * HOUR, severity: "ticket" },
];

/** Counts of one window that ends at `at`. */
export interface BurnPoint {
  readonly at: number;
  readonly bad: number;
  readonly total: number;
}

export interface BurnRate extends BurnWindow {
  /** Share of bad events over the share allowed: 1 uses up the budget exactly in its period. Null without events. */
  readonly long: number | null;
  readonly short: number | null;
  readonly burning: boolean;
}

/** Share of bad events in (now − ms, now], over what is allowed. */
function rateIn(points: readonly BurnPoint[], now: number, ms: number, allowed: number): number | null {
  const inside = points.filter(({ at }) => at > now - ms && at <= now);
  const total = inside.reduce((sum, point) => sum + point.total, 0);
  return total > 0 ? inside.reduce((sum, point) => sum + point.bad, 0) / total / allowed : null;
}

/**
 * How fast a service uses up the errors that its objective (0 < objective < 1, as 0.999) allows, over each pair of
 * windows; an alert is due when any is burning. Empty for an objective that allows nothing or all.
 */
export function burnRate(
  points: readonly BurnPoint[],
  now: number,
  objective: number,
  windows: readonly BurnWindow[] = BURN_WINDOWS,
): BurnRate[] {
  const allowed = 1 - objective;
  if (!(allowed > 0 && allowed < 1)) return [];
  return windows.map((window) => {
    const long = rateIn(points, now, window.longMs, allowed);
    const short = rateIn(points, now, window.shortMs, allowed);
    const burning = long !== null && short !== null && long > window.factor && short > window.factor;
    return { ...window, long, short, burning };
  });
}
