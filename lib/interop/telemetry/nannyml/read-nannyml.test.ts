import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NannymlTable, readNannyml } from "./read-nannyml.ts";

function read(source: NannymlTable) {
  const reading = readNannyml(source);
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

const csv = (text: string, more: Partial<NannymlTable> = {}) => read({ body: { text }, encoding: "csv", ...more });
const json = (value: unknown, more: Partial<NannymlTable> = {}) =>
  read({ body: { text: JSON.stringify(value) }, encoding: "json", ...more });

const FROM = Date.UTC(2018, 0, 1);
const TO = Date.UTC(2018, 0, 31, 23, 59, 59, 999);
const CHUNK = "chunk_key,chunk_index,chunk_start_index,chunk_end_index,chunk_start_date,chunk_end_date,chunk_period";
const ROW = "[0:4999],0,0,4999,2018-01-01 00:00:00,2018-01-31 23:59:59.999999999";
const BASE = { model: null, at: TO, from: FROM, to: TO, tool: "nannyml" };

describe("readNannyml of a flattened frame", () => {
  it("reads univariate drift as CSV, and leaves the reference period", () => {
    const head = `${CHUNK},salary_range_jensen_shannon_value,salary_range_jensen_shannon_upper_threshold,salary_range_jensen_shannon_lower_threshold,salary_range_jensen_shannon_alert`;
    const text = `,${head}\n0,${ROW},reference,0.02,0.1,,False\n1,${ROW},analysis,0.31,0.1,,True\n`;
    const { scores, rejected, ignored } = csv(text);
    expect(ignored).toBe(1);
    expect(rejected).toEqual([]);
    expect(scores).toEqual([
      { ...BASE, feature: "salary_range", method: "jensen_shannon", value: 0.31, alert: true, upperLimit: 0.1 },
    ]);
  });

  it("reads estimated performance with its band, and tells it from what came true", () => {
    const head = `${CHUNK},roc_auc_value,roc_auc_sampling_error,roc_auc_realized,roc_auc_upper_confidence_boundary,roc_auc_lower_confidence_boundary,roc_auc_upper_threshold,roc_auc_lower_threshold,roc_auc_alert`;
    const { scores } = csv(`${head}\n${ROW},analysis,0.97,0.001,,0.975,0.965,0.98,0.96,False`);
    expect(scores).toEqual([
      {
        ...BASE,
        feature: null,
        method: "roc_auc (estimated)",
        value: 0.97,
        alert: false,
        lower: 0.965,
        upper: 0.975,
        lowerLimit: 0.96,
        upperLimit: 0.98,
      },
    ]);
    const realized = csv(`${CHUNK},roc_auc_value,roc_auc_alert\n${ROW},analysis,0.9,`);
    expect(realized.scores).toMatchObject([{ method: "roc_auc", value: 0.9, alert: null }]);
  });

  it("reads JSON of records and of columns, with times as numbers", () => {
    const row = {
      chunk_key: "a",
      chunk_start_date: FROM,
      chunk_end_date: TO,
      reconstruction_error_value: 1.1,
      reconstruction_error_alert: true,
    };
    const expected = [{ ...BASE, feature: null, method: "reconstruction_error", value: 1.1, alert: true }];
    expect(json([row]).scores).toEqual(expected);
    const columns = Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, { "0": cell }]));
    expect(json(columns).scores).toEqual(expected);
  });

  it("lists columns of unknown methods once and reads the others", () => {
    const head = `${CHUNK},age_new_method_value,age_wasserstein_value`;
    const { scores, rejected } = csv(`${head}\n${ROW},analysis,1,2\n${ROW},analysis,,3`);
    expect(scores.map(({ method, value }) => [method, value])).toEqual([
      ["wasserstein", 2],
      ["wasserstein", 3],
    ]);
    expect(rejected).toMatchObject([{ place: "/age_new_method_value", code: "unsupported" }]);
  });

  it("reads frames that name columns alone when told their method", () => {
    const text = `${CHUNK},age_value,age_alert\n${ROW},analysis,0.25,True`;
    expect(csv(text, { method: "missing_values_rate" }).scores).toMatchObject([
      { feature: "age", method: "missing_values_rate", value: 0.25, alert: true },
    ]);
    expect(csv(text).rejected).toMatchObject([{ place: "/age_value", code: "unsupported" }]);
  });

  it("rejects chunks without dates, each for itself", () => {
    const text = `${CHUNK},f1_value\n[0:1],0,0,1,,,analysis,0.5\n${ROW},analysis,0.6`;
    const { scores, rejected } = csv(text);
    expect(scores).toHaveLength(1);
    expect(rejected).toMatchObject([{ place: 0, code: "invalid" }]);
  });
});

describe("readNannyml of the database writer's tables", () => {
  const head =
    "id,model_id,run_id,start_timestamp,end_timestamp,timestamp,metric_name,value,alert,column_name,upper_threshold";
  const row = "1,1,7,2018-01-01 00:00:00,2018-01-31 23:59:59.999,2018-01-16 00:00:00";

  it("reads a row a verdict", () => {
    const { scores, rejected } = csv(
      `${head}\n${row},wasserstein,12.5,t,age,10\n${row},wasserstein,nan,f,age,10\n${row},,1,f,age,`,
    );
    expect(scores).toEqual([
      { ...BASE, feature: "age", method: "wasserstein", value: 12.5, alert: true, upperLimit: 10 },
    ]);
    expect(rejected).toEqual([
      { place: 1, code: "invalid", message: "value must be a finite number" },
      { place: 2, code: "invalid", message: "metric_name must be text" },
    ]);
  });

  it("calls estimates estimates when told the table", () => {
    const text = `${head}\n${row},roc_auc,0.9,false,,`;
    expect(csv(text, { table: "cbpe_performance_metrics" }).scores[0]?.method).toBe("roc_auc (estimated)");
    expect(csv(text, { table: "realized_performance_metrics" }).scores[0]?.method).toBe("roc_auc");
  });
});

describe("readNannyml of anything", () => {
  it("refuses what is no table of NannyML", () => {
    const refused = (text: string, encoding: "json" | "csv") => {
      const reading = readNannyml({ body: { text }, encoding });
      return reading.ok ? null : reading.problem.code;
    };
    expect(refused("a,b\n1,2", "csv")).toBe("unsupported");
    const wide = Array.from({ length: 400 }, (_, index) => `chunk_${index}`).join(",");
    expect(refused(`${wide}\n${`1${",".repeat(399)}\n`.repeat(5_001)}`, "csv")).toBe("too_large");
    expect(refused('a,"b\n1,2', "csv")).toBe("malformed");
    expect(refused("", "csv")).toBe("malformed");
    expect(refused("[]", "json")).toBe("unsupported");
    expect(refused("[1]", "json")).toBe("malformed");
    expect(refused('{"a":1}', "json")).toBe("malformed");
  });

  it("never throws; scores are finite; rows of the writer's table are read or rejected", () => {
    const cell = fc.oneof(fc.jsonValue(), fc.constantFrom("2018-01-01", "1", "NaN", "True"));
    const names = [
      "chunk_end_date",
      "end_timestamp",
      "metric_name",
      "value",
      "age_chi2_value",
      "age_chi2_alert",
      "f1_value",
    ];
    const row = fc.record(Object.fromEntries(names.map((name) => [name, cell])), {
      requiredKeys: ["metric_name", "value"],
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.jsonValue(), fc.string(), (rows, value, text) => {
        const { scores, rejected } = json(rows);
        expect(scores.length + rejected.length).toBe(rows.length);
        expect(scores.every((score) => Number.isFinite(score.value) && Number.isFinite(score.at))).toBe(true);
        const frames = rows.map(({ metric_name: _, ...frame }) => ({ chunk_key: "a", ...frame }));
        expect(json(frames).scores.every((score) => Number.isFinite(score.value))).toBe(true);
        for (const encoding of ["json", "csv"] as const) {
          expect(typeof readNannyml({ body: { text: JSON.stringify(value) }, encoding }).ok).toBe("boolean");
          expect(typeof readNannyml({ body: { text: `chunk_key,f1_value\n${text}` }, encoding }).ok).toBe("boolean");
        }
      }),
      { numRuns: 200 },
    );
  });
});
