import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TelemetryReading } from "../record.ts";
import { mlflowExperiment, mlflowMissing, mlflowRefusal, mlflowRun, mlflowRunUpdated } from "./mlflow-answer.ts";
import { readMlflowLogBatch, readMlflowMetric, readMlflowParam, readMlflowTag } from "./read-log.ts";
import {
  readMlflowExperimentCreation,
  readMlflowExperimentQuery,
  readMlflowRunCreation,
  readMlflowRunQuery,
  readMlflowRunUpdate,
} from "./read-run.ts";

const RUN = "0f3b6d1c9e8a4b7d8c6e5f4a3b2c1d0e";
const AT = Date.UTC(2026, 10, 21, 10);
const body = (value: unknown) => ({ text: JSON.stringify(value) });

function refusalOf(reading: TelemetryReading<unknown>) {
  if (reading.ok) throw new Error("It was read.");
  return mlflowRefusal(reading.problem);
}

describe("readMlflowLogBatch", () => {
  it("reads the example of MLflow's REST documentation", () => {
    const batch = {
      run_id: RUN,
      metrics: [
        { key: "mse", value: 2500, timestamp: 1_552_550_804_000, step: 0 },
        { key: "train/loss", value: 0.1, timestamp: "1552550804001", step: "3" },
        { key: "loss", value: "NaN", timestamp: 1_552_550_804_000, step: 0 },
      ],
      params: [{ key: "learning_rate", value: "0.01" }],
      tags: [{ key: "mlflow.user", value: "me" }],
    };
    expect(readMlflowLogBatch(body(batch))).toEqual({
      ok: true,
      decoded: {
        runId: RUN,
        measures: [
          { model: null, at: 1_552_550_804_000, name: "mse", value: { kind: "gauge", value: 2500 } },
          { model: null, at: 1_552_550_804_001, name: "train/loss", value: { kind: "gauge", value: 0.1 } },
        ],
        params: [{ key: "learning_rate", value: "0.01" }],
        tags: [{ key: "mlflow.user", value: "me" }],
        ignored: 1,
      },
    });
  });

  const metric = { key: "m", value: 1, timestamp: AT, step: 0 };
  const pair = (_: unknown, index: number) => ({ key: `k${index}`, value: "v" });
  it.each([
    [{ metrics: Array.from({ length: 1001 }, () => metric) }, "at most 1000 metrics. Got 1001 metrics"],
    [{ params: Array.from({ length: 101 }, pair) }, "at most 100 params. Got 101 params"],
    [{ tags: Array.from({ length: 101 }, pair) }, "at most 100 tags. Got 101 tags"],
    [
      { metrics: Array.from({ length: 950 }, () => metric), params: Array.from({ length: 60 }, pair) },
      "at most 1000 metrics, params, and tags. Got 1010",
    ],
    [{ metrics: [{ ...metric, value: true }] }, "Got invalid value for metric 'm'"],
    [{ metrics: [{ ...metric, timestamp: -1 }] }, "Got invalid timestamp for metric 'm'"],
    [{ metrics: [{ ...metric, step: "x" }] }, "Got invalid step for metric 'm'"],
    [{ metrics: [{ ...metric, key: "a$b" }] }, "Invalid metric name"],
    [{ metrics: [{ ...metric, key: "../b" }] }, "not unique when read as a path"],
    [{ metrics: [{ ...metric, key: "k".repeat(251) }] }, "exceeds the limit of 250"],
    [{ metrics: [{ value: 1, timestamp: AT }] }, "A key name must be provided for every metric"],
    [{ metrics: {} }, "must be lists"],
    [{ params: [pair(0, 1), pair(0, 1)] }, "Duplicate parameter keys"],
    [{ params: [{ key: "p", value: "v".repeat(6001) }] }, "exceeds the limit of 6000"],
    [{ tags: [{ key: "t", value: "v".repeat(5001) }] }, "exceeds the limit of 5000"],
    [{ tags: [{ key: "t", value: "\u0000" }] }, "must not hold NUL"],
    [{ run_id: "../x" }, "Missing or invalid value for required parameter 'run_id'"],
  ])("refuses what MLflow's server refuses", (part, message) => {
    const refusal = refusalOf(readMlflowLogBatch(body({ run_id: RUN, ...part })));
    expect(refusal.error_code).toBe("INVALID_PARAMETER_VALUE");
    expect(refusal.message).toContain(message);
  });

  it("refuses a body above a million bytes, and what is no JSON", () => {
    expect(refusalOf(readMlflowLogBatch({ text: " ".repeat(1_000_001) })).message).toContain("at most 1000000 bytes");
    expect(refusalOf(readMlflowLogBatch({ text: '{"run_id": oops}' }))).toMatchObject({
      error_code: "BAD_REQUEST",
      message: expect.stringContaining("line 1, column 12") as string,
    });
    expect(refusalOf(readMlflowLogBatch(body([]))).error_code).toBe("BAD_REQUEST");
  });
});

describe("what a client calls beside it", () => {
  it("reads a metric, a parameter and a tag", () => {
    const metric = readMlflowMetric(body({ run_uuid: RUN, key: "auc", value: 0.9, timestamp: AT }));
    expect(metric).toMatchObject({ ok: true, decoded: { runId: RUN, measures: [{ name: "auc", at: AT }] } });
    const param = readMlflowParam(body({ run_id: RUN, key: "depth", value: "3" }));
    expect(param).toMatchObject({ ok: true, decoded: { params: [{ key: "depth", value: "3" }], measures: [] } });
    const tag = readMlflowTag(body({ run_id: RUN, key: "mlflow.note", value: "x" }));
    expect(tag).toMatchObject({ ok: true, decoded: { tags: [{ key: "mlflow.note", value: "x" }] } });
  });

  it("reads the making and ending of a run", () => {
    const creation = {
      experiment_id: 0,
      start_time: String(AT),
      tags: [{ key: "mlflow.runName", value: "calm-owl-7" }],
    };
    expect(readMlflowRunCreation(body(creation))).toMatchObject({
      ok: true,
      decoded: { experimentId: "0", runName: "calm-owl-7", startTime: AT },
    });
    expect(readMlflowRunUpdate(body({ run_id: RUN, status: "FINISHED", end_time: AT }))).toEqual({
      ok: true,
      decoded: { runId: RUN, status: "FINISHED", endTime: AT, runName: null },
    });
    expect(readMlflowRunUpdate(body({ run_id: RUN, status: 4 }))).toMatchObject({
      ok: true,
      decoded: { status: "FAILED" },
    });
    expect(refusalOf(readMlflowRunUpdate(body({ run_id: RUN, status: "DONE" }))).message).toContain("'status'");
    expect(refusalOf(readMlflowRunCreation(body({ experiment_id: "../1" }))).message).toContain("'experiment_id'");
  });

  it("reads names of experiments and ids of runs", () => {
    expect(readMlflowExperimentQuery({ experiment_name: "fraud" })).toEqual({ ok: true, decoded: { name: "fraud" } });
    expect(readMlflowExperimentCreation(body({ name: "fraud" }))).toEqual({ ok: true, decoded: { name: "fraud" } });
    expect(readMlflowRunQuery({ run_id: RUN })).toEqual({ ok: true, decoded: { runId: RUN } });
    expect(refusalOf(readMlflowExperimentQuery({})).message).toContain("'experiment_name'");
    expect(refusalOf(readMlflowExperimentCreation(body({ name: "n".repeat(501) }))).message).toContain("'name'");
    expect(refusalOf(readMlflowRunQuery({ run_id: "" })).message).toContain("'run_id'");
  });

  it("answers in MLflow's shapes", () => {
    const run = {
      runId: RUN,
      experimentId: "1",
      runName: "r",
      status: "RUNNING",
      startTime: AT,
      endTime: null,
      tags: [],
    } as const;
    expect(mlflowRun(run).run.info).toMatchObject({
      run_id: RUN,
      experiment_id: "1",
      status: "RUNNING",
      start_time: AT,
    });
    expect(mlflowRunUpdated({ ...run, endTime: AT, status: "FINISHED" }).run_info).toMatchObject({ end_time: AT });
    expect(mlflowExperiment("1", "fraud").experiment).toMatchObject({ experiment_id: "1", lifecycle_stage: "active" });
    expect(mlflowMissing("experiment", "fraud")).toEqual({
      error_code: "RESOURCE_DOES_NOT_EXIST",
      message: "Could not find experiment with name 'fraud'",
    });
    expect(mlflowMissing("run", RUN).message).toBe(`Run with id=${RUN} not found`);
  });
});

describe("readMlflow of anything", () => {
  it("never throws", () => {
    const entity = fc.record({
      key: fc.jsonValue(),
      value: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      step: fc.jsonValue(),
    });
    const list = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(entity, fc.jsonValue())));
    const request = fc.record(
      { run_id: fc.constant(RUN), metrics: list, params: list, tags: list },
      { requiredKeys: [] },
    );
    const readers = [
      readMlflowLogBatch,
      readMlflowMetric,
      readMlflowParam,
      readMlflowTag,
      readMlflowRunCreation,
      readMlflowRunUpdate,
      readMlflowExperimentCreation,
    ];
    fc.assert(
      fc.property(fc.oneof(request, fc.jsonValue()), (value) => {
        for (const read of readers) expect(typeof read(body(value)).ok).toBe("boolean");
      }),
      { numRuns: 200 },
    );
  });
});
