/** What kind of change was looked for: in the values, or in the share of rows without a usable one. */
export type DriftPartName = "values" | "nulls" | "invalid";

/** By which number the size of a change was measured. */
export type DriftMeasure = "ks" | "js" | "wasserstein" | "share";

/** One test of a feature: how surprising the change is and how large. */
export interface DriftPart {
  readonly part: DriftPartName;
  readonly status: "tested" | "not_enough_data" | "constant";
  /** Null when it was not tested. */
  readonly p: number | null;
  /** The largest of its measures, as a multiple of that measure's floor: 1 is just worth a word. */
  readonly effect: number | null;
  readonly measure: DriftMeasure | null;
  /** Values (for nulls and invalid: rows) of the reference and of the window. */
  readonly n: number;
  readonly m: number;
}
