import { beforeAll, describe, expect, it } from "vitest";
import { importScoresRoute } from "./import-scores-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

describe("results of Evidently and NannyML", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
  });

  const post = (tool: string, search: string, body: string, type = "application/json") =>
    importScoresRoute(
      new Request(`http://127.0.0.1/api/v1/telemetry/imports/${tool}${search}`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, "content-type": type },
        body,
      }),
      { params: Promise.resolve({ tool }) },
    );
  const measures = async () => (await org.counted()).filter(({ kind }) => kind === "measure");

  const report = JSON.stringify({
    metrics: [
      {
        id: "1",
        metric_name: "ValueDrift(column=age,method=PSI)",
        config: { type: "evidently:metric_v2:ValueDrift", column: "age", method: "psi" },
        value: 0.08,
      },
    ],
    tests: [],
  });

  it("become measures under the tool's own names, once", async () => {
    const first = await post("evidently", "?model=scorer", report);
    expect([first.status, await first.json()]).toEqual([202, expect.objectContaining({ accepted: 1, rejected: [] })]);
    expect((await post("evidently", "?model=scorer", report)).headers.get("idempotency-replayed")).toBe("true");
    const table = [
      "metric_name,column_name,start_timestamp,end_timestamp,value,alert",
      `jensen_shannon,age,${day} 00:00:00,${day} 12:00:00,0.25,True`,
    ].join("\n");
    const second = await post("nannyml", "?model=scorer&table=univariate_drift_metrics", table, "text/csv");
    expect([second.status, await second.json()]).toEqual([202, expect.objectContaining({ accepted: 1 })]);
    await org.fold();
    const counted = await measures();
    expect(counted.map(({ n, mean }) => [n, mean])).toEqual([
      [1, 0.08],
      [1, 0.25],
    ]);
    expect(counted.map(({ name }) => name.split(":")[0])).toEqual(["evidently", "nannyml"]);
  });

  it("are refused when they are none, and belong to no model of another organization", async () => {
    const other = await telemetryOrganization();
    expect((await post("evidently", `?model=${other.modelId}`, report)).status).toBe(422);
    expect(await other.waiting()).toBe(0);
    expect((await post("evidently", "", report)).status).toBe(422);
    expect((await post("evidently", "?model=scorer", "{")).status).toBe(400);
    expect((await post("evidently", "?model=scorer&at=soon", report)).status).toBe(400);
    expect((await post("evidently", "?model=scorer", "a,b", "text/csv")).status).toBe(415);
    expect((await post("nannyml", "?model=scorer", "a,b\n1,2", "text/csv")).status).toBe(415);
    expect((await post("whylogs", "?model=scorer", "{}")).status).toBe(404);
  });
});
