/** Methods of univariate drift, data quality and summary statistics: a verdict of one column. */
const COLUMN_METHODS = [
  "jensen_shannon",
  "kolmogorov_smirnov",
  "wasserstein",
  "hellinger",
  "chi2",
  "l_infinity",
  "missing_values_rate",
  "missing_values_count",
  "unseen_values_rate",
  "unseen_values_count",
  "values_avg",
  "values_std",
  "values_median",
  "values_sum",
] as const;

/** Methods that speak of the whole set: performance, multivariate drift, the number of rows. */
const SET_METHODS = new Set([
  ..."roc_auc f1 precision recall specificity accuracy business_value average_precision".split(" "),
  ..."mae mape mse msle rmse rmsle reconstruction_error domain_classifier_auroc rows_count".split(" "),
  ..."true_positive true_negative false_positive false_negative".split(" "),
]);

/** What a column of the frame says about a verdict. */
const PARTS = [
  "value",
  "alert",
  "upper_threshold",
  "lower_threshold",
  "upper_confidence_boundary",
  "lower_confidence_boundary",
  "sampling_error",
  "realized",
] as const;

export type ScorePart = (typeof PARTS)[number];

/** The names of the columns that hold the parts of one verdict. */
export interface ScoreColumns {
  readonly feature: string | null;
  readonly method: string;
  readonly columns: ReadonlyMap<ScorePart, string>;
}

/**
 * Finds the verdicts in the names of a flattened frame's columns (`to_df(multilevel=False)`): `age_jensen_shannon_value` is
 * the value of jensen_shannon of age, `roc_auc_value` that of the whole set. A performance with a realized value or a
 * confidence band beside it is an estimate and named so: `roc_auc (estimated)`. Frames of data quality name the column alone
 * (`age_value`): their method is `otherMethod`, and without it they come as `unknown`, as those of unknown methods do.
 */
export function findScores(
  names: readonly string[],
  otherMethod: string | null,
): { scores: ScoreColumns[]; unknown: string[] } {
  const stems = new Map<string, Map<ScorePart, string>>();
  for (const name of names) {
    if (name.startsWith("chunk_")) continue;
    const part = PARTS.find((each) => name.endsWith(`_${each}`));
    if (part === undefined) continue;
    const stem = name.slice(0, -part.length - 1);
    const columns = stems.get(stem) ?? new Map<ScorePart, string>();
    stems.set(stem, columns.set(part, name));
  }
  const scores: ScoreColumns[] = [];
  const unknown: string[] = [];
  for (const [stem, columns] of stems) {
    const value = columns.get("value");
    const named = nameOf(stem) ?? (otherMethod === null ? null : { feature: stem, method: otherMethod });
    if (value === undefined) continue;
    if (named === null) unknown.push(value);
    else scores.push({ ...named, method: methodOf(named.method, columns), columns });
  }
  return { scores, unknown };
}

function nameOf(stem: string): { feature: string | null; method: string } | null {
  if (SET_METHODS.has(stem)) return { feature: null, method: stem };
  const method = COLUMN_METHODS.find((each) => stem.endsWith(`_${each}`));
  if (method === undefined) return null;
  return { feature: stem.slice(0, -method.length - 1), method };
}

function methodOf(method: string, columns: ReadonlyMap<ScorePart, string>): string {
  const isEstimate = columns.has("realized") || (SET_METHODS.has(method) && columns.has("upper_confidence_boundary"));
  return isEstimate && method !== "reconstruction_error" && method !== "domain_classifier_auroc"
    ? `${method} (estimated)`
    : method;
}
