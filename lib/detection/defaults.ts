/** What a drift verdict asks for. Floors are sizes that matter, whatever n is. */
export interface DriftSettings {
  /** Of the p adjusted over features. */
  readonly alpha: number;
  readonly floors: {
    /** Kolmogorov–Smirnov's d, 0 to 1. */
    readonly ks: number;
    /** Jensen–Shannon distance, base 2, 0 to 1. */
    readonly js: number;
    /** Wasserstein-1 in standard deviations of the reference. */
    readonly wasserstein: number;
    /** Change of the share of nulls, or of invalid values: 0.02 is two points. */
    readonly share: number;
  };
  /** Values (for nulls: rows) needed on each side. */
  readonly leastN: number;
  /** Expected count of a merged cell in the smaller sample (Cochran 1954). */
  readonly leastExpected: number;
  /** Severity by effect only, in multiples of the floor: from here on it is "medium", and from here on "high". */
  readonly medium: number;
  readonly high: number;
}

export const DRIFT_DEFAULTS: DriftSettings = {
  alpha: 0.01,
  floors: { ks: 0.1, js: 0.1, wasserstein: 0.1, share: 0.02 },
  leastN: 50,
  leastExpected: 5,
  medium: 2,
  high: 4,
};

/** A CUSUM of the distance to the frozen reference: the first windows say what is usual. */
export interface SlowDriftSettings {
  /** Windows to learn mean and deviation of the distance from. */
  readonly learn: number;
  /** Half of the rise to find, in deviations. */
  readonly slack: number;
  /** The sum that alarms, in deviations. */
  readonly decision: number;
  /** The deviation is not taken as less than this distance. */
  readonly leastDeviation: number;
  /** A distance below this is not worth an alarm: it waits until one is as far. Left out: every distance is. */
  readonly leastDistance?: number;
}

export const SLOW_DRIFT_DEFAULTS: SlowDriftSettings = { learn: 20, slack: 0.75, decision: 8, leastDeviation: 0.01 };

/** When the distances of days to the frozen reference count as creeping up. */
export interface SteadyRiseSettings {
  /** Days with a distance that are needed. */
  readonly leastDays: number;
  /** Of the Mann–Kendall trend, one-sided. */
  readonly alpha: number;
  /** Jensen–Shannon distance between the first and the last days. */
  readonly leastRise: number;
  /** The largest part of the rise that may come within three days. */
  readonly largestPart: number;
}

export const STEADY_RISE_DEFAULTS: SteadyRiseSettings = {
  leastDays: 10,
  alpha: 0.001,
  leastRise: 0.05,
  largestPart: 0.6,
};

/** How the detector of series works; the same on any series. */
export interface AnomalySettings {
  /** A point is an alarm when its p is below this; the false-alarm budget hands in its own. */
  readonly alpha: number;
  /** Points before the first alarm is possible. */
  readonly warmUp: number;
  /** Points in a row that look normal before an event is over. */
  readonly calm: number;
  /** Points after which a new level is taken as normal. */
  readonly adaptAfter: number;
  /** The scale is not taken as less than this share of the level. */
  readonly leastRelativeScale: number;
  /** Weeks of an hour of the week before it is used. */
  readonly leastWeeks: number;
  /** Points in a row with the same value before a flat line is tested. */
  readonly leastRun: number;
}

export const ANOMALY_DEFAULTS: AnomalySettings = {
  alpha: 1e-4,
  warmUp: 30,
  calm: 5,
  adaptAfter: 36,
  leastRelativeScale: 1e-3,
  leastWeeks: 3,
  leastRun: 6,
};
