import type { ChangedCategory } from "../../stats/counts/category-change.ts";

/** Every number of a comparison worth showing; null where it could not be computed. */
export interface DriftStatistics {
  /** Over merged cells; p calibrated by chi-square for these n. */
  readonly psi: { readonly value: number; readonly p: number; readonly degrees: number } | null;
  readonly chiSquare: { readonly statistic: number; readonly degrees: number; readonly p: number } | null;
  /** The true d lies between the two. Numeric only. */
  readonly ks: { readonly d: number; readonly dAtMost: number; readonly p: number } | null;
  /** Jensen–Shannon distance, base 2, of the merged cells; `corrected` without what chance alone adds at these n. */
  readonly js: { readonly distance: number; readonly corrected: number } | null;
  readonly hellinger: number | null;
  readonly totalVariation: number | null;
  /** In the unit of the values, within `error`; `perSd` in standard deviations of the reference. Numeric only. */
  readonly wasserstein: {
    readonly distance: number;
    readonly error: number;
    readonly perSd: number | null;
  } | null;
  readonly nulls: ShareChange | null;
  readonly invalid: ShareChange | null;
  readonly mean: { readonly before: number; readonly after: number } | null;
  readonly sd: { readonly before: number; readonly after: number } | null;
  /** Categorical only: in the window but not in the reference, and the other way round. */
  readonly appeared: readonly ChangedCategory[];
  readonly lost: readonly ChangedCategory[];
}

/** Shares of 0 to 1; p by Fisher's exact test. */
export interface ShareChange {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly p: number;
}
