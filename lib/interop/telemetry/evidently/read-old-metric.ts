import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, unsupported } from "../json/problem.ts";
import { isPValue, type Verdict } from "./read-new-metric.ts";

/** Qualities of a model in reports up to 0.6, as they are called in `current`. */
const QUALITIES = [
  ["accuracy", "precision", "recall", "f1", "roc_auc", "log_loss"],
  ["mean_error", "mean_abs_error", "mean_abs_perc_error", "r2_score", "rmse"],
].flat();

/**
 * Verdicts of one metric of a report up to 0.6: DataDriftTable (a verdict a column), DatasetDriftMetric, ColumnDriftMetric,
 * EmbeddingsDriftMetric, ClassificationQualityMetric, RegressionQualityMetric. Others are unsupported.
 */
export function readOldMetric(value: JsonValue): Verdict[] | RecordProblem {
  if (!isObject(value)) return invalid("A metric must be an object");
  const kind = textOf(value.metric);
  if (kind === undefined) return invalid("A metric must say what it is in metric");
  if (!isObject(value.result)) return invalid("A metric needs a result");
  const verdicts = verdictsOf(kind, value.result);
  return verdicts.length > 0 ? verdicts : unsupported(`The result of ${kind.slice(0, 100)} is not read`);
}

function verdictsOf(kind: string, result: JsonObject): Verdict[] {
  if (kind === "DataDriftTable") {
    return Object.entries(objectOf(result.drift_by_columns)).flatMap(([column, drift]) =>
      columnVerdict(column, objectOf(drift)),
    );
  }
  if (kind === "ColumnDriftMetric") return columnVerdict(textOf(result.column_name) ?? null, result);
  if (kind === "EmbeddingsDriftMetric") {
    return columnVerdict(textOf(result.embeddings_name) ?? null, {
      ...result,
      stattest_name: result.method_name ?? null,
    });
  }
  if (kind === "DatasetDriftMetric") return datasetVerdict(result);
  if (kind === "ClassificationQualityMetric" || kind === "RegressionQualityMetric")
    return qualities(objectOf(result.current));
  return [];
}

function columnVerdict(column: string | null, drift: JsonObject): Verdict[] {
  const value = drift.drift_score;
  const method = textOf(drift.stattest_name);
  if (!isNumber(value) || method === undefined) return [];
  const threshold = isNumber(drift.stattest_threshold) ? drift.stattest_threshold : null;
  const limits = threshold === null ? {} : isPValue(method) ? { lowerLimit: threshold } : { upperLimit: threshold };
  return [{ feature: column, method, value, alert: booleanOf(drift.drift_detected), ...limits }];
}

function datasetVerdict(result: JsonObject): Verdict[] {
  const value = result.share_of_drifted_columns;
  if (!isNumber(value)) return [];
  const limits = isNumber(result.drift_share) ? { upperLimit: result.drift_share } : {};
  return [
    { feature: null, method: "share_of_drifted_columns", value, alert: booleanOf(result.dataset_drift), ...limits },
  ];
}

function qualities(current: JsonObject): Verdict[] {
  return QUALITIES.flatMap((method) => {
    const value = current[method];
    return isNumber(value) ? [{ feature: null, method, value, alert: null }] : [];
  });
}

function booleanOf(value: JsonValue | undefined): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function isNumber(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
