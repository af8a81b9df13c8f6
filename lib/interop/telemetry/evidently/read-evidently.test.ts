import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvidently } from "./read-evidently.ts";

const AT = Date.UTC(2026, 10, 21, 10);

function read(report: unknown) {
  const reading = readEvidently({ body: { text: JSON.stringify(report) }, at: AT });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

const SCORE = { model: null, at: AT, tool: "evidently" };

describe("readEvidently of 0.7 and later", () => {
  it("reads drift of columns and of the set, with the tests' verdicts", () => {
    const report = {
      metrics: [
        {
          id: "a",
          metric_name: "DriftedColumnsCount(drift_share=0.5)",
          config: { type: "evidently:metric_v2:DriftedColumnsCount", drift_share: 0.5 },
          value: { count: 1.0, share: 0.25 },
        },
        {
          id: "b",
          metric_name: "ValueDrift(column=DebtRatio,method=K-S p_value,threshold=0.05)",
          config: {
            type: "evidently:metric_v2:ValueDrift",
            column: "DebtRatio",
            method: "K-S p_value",
            threshold: 0.05,
          },
          value: 0.01,
        },
        {
          id: "c",
          metric_id: "ValueDrift(column=a,b=c,method=Wasserstein distance (normed),threshold=0.1)",
          value: 0.08,
        },
        { id: "d", metric_name: "MissingValueCount(column=age)", value: { count: 3, share: 0.03 } },
        { id: "e", metric_name: "F1ByLabel()", value: { yes: 0.9, no: 0.8 } },
        { id: "f", metric_name: "MAE()", value: { mean: 1.5, std: 0.2 } },
        { id: "g", metric_name: "Accuracy()", value: 0.9 },
      ],
      tests: [
        { id: "t", name: "x", metric_config: { metric_id: "d", params: {} }, test_config: {}, status: "FAIL" },
        { id: "u", name: "x", metric_config: { metric_id: "d", params: {} }, test_config: {}, status: "SUCCESS" },
        { id: "v", name: "x", metric_config: { metric_id: "g", params: {} }, test_config: {}, status: "ERROR" },
      ],
    };
    const { scores, rejected } = read(report);
    expect(rejected).toEqual([]);
    expect(scores).toEqual([
      { ...SCORE, feature: null, method: "DriftedColumnsCount (share)", value: 0.25, alert: false, upperLimit: 0.5 },
      { ...SCORE, feature: "DebtRatio", method: "K-S p_value", value: 0.01, alert: true, lowerLimit: 0.05 },
      { ...SCORE, feature: "a", method: "Wasserstein distance (normed)", value: 0.08, alert: false, upperLimit: 0.1 },
      { ...SCORE, feature: "age", method: "MissingValueCount (share)", value: 0.03, alert: true },
      { ...SCORE, feature: null, method: "F1ByLabel (label=yes)", value: 0.9, alert: null },
      { ...SCORE, feature: null, method: "F1ByLabel (label=no)", value: 0.8, alert: null },
      { ...SCORE, feature: null, method: "MAE (mean)", value: 1.5, alert: null },
      { ...SCORE, feature: null, method: "Accuracy", value: 0.9, alert: null },
    ]);
  });

  it("lists what it does not read as unsupported and reads the rest", () => {
    const { scores, rejected } = read({
      metrics: [
        { metric_name: "Strange()", value: { a: [1] } },
        { metric_name: "RowCount()", value: 7 },
        7,
        { value: 1 },
      ],
    });
    expect(scores.map(({ method }) => method)).toEqual(["RowCount"]);
    expect(rejected.map(({ place, code }) => [place, code])).toEqual([
      ["/metrics/0", "unsupported"],
      ["/metrics/2", "invalid"],
      ["/metrics/3", "invalid"],
    ]);
  });
});

describe("readEvidently of 0.6 and before", () => {
  const drift = (more: object) => ({
    column_type: "num",
    stattest_name: "Wasserstein distance (normed)",
    stattest_threshold: 0.1,
    drift_score: 0.3,
    drift_detected: true,
    current: { small_distribution: { x: [0, 1], y: [1] } },
    ...more,
  });

  it("reads drift tables, data set and column drift, and quality", () => {
    const { scores, rejected } = read({
      version: "0.4.40",
      timestamp: "2023-02-01 12:00:00.123456",
      metrics: [
        {
          metric: "DataDriftTable",
          result: {
            drift_by_columns: {
              age: drift({}),
              job: drift({ stattest_name: "chi-square p_value", drift_score: 0.4, drift_detected: false }),
            },
          },
        },
        {
          metric: "DatasetDriftMetric",
          result: { drift_share: 0.5, share_of_drifted_columns: 0.6, dataset_drift: true },
        },
        { metric: "ColumnDriftMetric", result: { column_name: "target", ...drift({}) } },
        { metric: "ClassificationQualityMetric", result: { current: { accuracy: 0.8, f1: 0.7 }, reference: null } },
        { metric: "DatasetSummaryMetric", result: { almost_duplicated_threshold: 0.95 } },
      ],
    });
    expect(scores).toEqual([
      { ...SCORE, feature: "age", method: "Wasserstein distance (normed)", value: 0.3, alert: true, upperLimit: 0.1 },
      { ...SCORE, feature: "job", method: "chi-square p_value", value: 0.4, alert: false, lowerLimit: 0.1 },
      { ...SCORE, feature: null, method: "share_of_drifted_columns", value: 0.6, alert: true, upperLimit: 0.5 },
      {
        ...SCORE,
        feature: "target",
        method: "Wasserstein distance (normed)",
        value: 0.3,
        alert: true,
        upperLimit: 0.1,
      },
      { ...SCORE, feature: null, method: "accuracy", value: 0.8, alert: null },
      { ...SCORE, feature: null, method: "f1", value: 0.7, alert: null },
    ]);
    expect(rejected).toEqual([
      { place: "/metrics/4", code: "unsupported", message: "The result of DatasetSummaryMetric is not read" },
    ]);
  });
});

describe("readEvidently of anything", () => {
  it("takes its time from a timestamp with a zone, and the window from who imports", () => {
    const body = {
      text: JSON.stringify({ timestamp: "2026-11-20T10:00:00Z", metrics: [{ metric_name: "A()", value: 1 }] }),
    };
    const reading = readEvidently({ body, at: AT, from: 1, to: 2 });
    expect(reading.ok && reading.decoded.scores[0]).toMatchObject({ at: AT - 86_400_000, from: 1, to: 2 });
  });

  it("reads a report with NaN in it, and leaves texts as they are", () => {
    const text = '{"metrics":[{"metric_name":"NaN(column=NaN)","value":1},{"metric_name":"B()","value":NaN}]}';
    const reading = readEvidently({ body: { text }, at: AT });
    expect(reading.ok && reading.decoded.scores.map(({ feature }) => feature)).toEqual(["NaN"]);
    expect(reading.ok && reading.decoded.rejected).toHaveLength(1);
    const long = `{"metrics":[{"metric_name":"${'\\\\\\"'.repeat(1_000_000)}","value":-Infinity}]}`;
    expect(readEvidently({ body: { text: long }, at: AT }).ok).toBe(true);
  });

  it("refuses what is no report", () => {
    for (const text of ["{}", "[]", '{"metrics":{}}']) {
      expect(readEvidently({ body: { text }, at: AT })).toMatchObject({ ok: false, problem: { code: "unsupported" } });
    }
    expect(readEvidently({ body: { text: "{oops" }, at: AT })).toMatchObject({
      ok: false,
      problem: { code: "malformed" },
    });
  });

  it("never throws; scores are finite and every metric is read or rejected", () => {
    const metric = fc.record(
      {
        id: fc.string(),
        metric_name: fc.oneof(fc.string(), fc.constantFrom("ValueDrift(column=a,method=b,threshold=c)", "A(")),
        metric: fc.constantFrom("DataDriftTable", "DatasetDriftMetric", "ColumnDriftMetric", "RegressionQualityMetric"),
        config: fc.jsonValue(),
        value: fc.jsonValue(),
        result: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(metric, fc.jsonValue()), { maxLength: 8 }), fc.jsonValue(), (metrics, tests) => {
        const { scores, rejected } = read({ metrics, tests });
        expect(scores.every(({ value }) => Number.isFinite(value))).toBe(true);
        expect(rejected.length).toBeLessThanOrEqual(metrics.length);
        expect(scores.length >= metrics.length - rejected.length).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
