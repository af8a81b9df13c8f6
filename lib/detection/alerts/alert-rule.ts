/** When a series alerts. Levels are in the unit of the series; a p is handed in as −log10 p. */
export interface AlertRule {
  readonly direction: "above" | "below";
  /** Beyond this level it starts. */
  readonly fire: number;
  /** Back within this level it ends: not beyond `fire`, so that it does not flutter. */
  readonly clear: number;
  /** Windows with data in a row that must be beyond `fire`, 1 or more. */
  readonly windows: number;
  /** Windows with data in a row that must be back within `clear`, 1 or more. */
  readonly clearWindows: number;
  /** Without a value for this long there is no data; null to leave it at that. */
  readonly noDataAfterMs: number | null;
  /** After it ended it does not start again for this long. */
  readonly cooldownMs: number;
}

export type AlertStatus = "normal" | "pending" | "firing" | "no_data";

/** Where the alert of a rule stands. JSON. */
export interface AlertState {
  readonly status: AlertStatus;
  /** Start of the present status; null before the first step. */
  readonly since: number | null;
  /** When the first window beyond `fire` of the present run was. */
  readonly startedAt: number | null;
  /** Windows in a row beyond `fire`, and back within `clear`. */
  readonly beyond: number;
  readonly back: number;
  readonly lastDataAt: number | null;
  /** The value farthest beyond the level since it started. */
  readonly peak: number | null;
  readonly resolvedAt: number | null;
  /** Whether it was firing when the data ended. */
  readonly wasFiring: boolean;
}

export const START_ALERT: AlertState = {
  status: "normal",
  since: null,
  startedAt: null,
  beyond: 0,
  back: 0,
  lastDataAt: null,
  peak: null,
  resolvedAt: null,
  wasFiring: false,
};

export type AlertEvent = "pending" | "firing" | "resolved" | "no_data";
