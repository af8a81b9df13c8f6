import { beforeAll, describe, expect, it } from "vitest";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { mlflowRoute } from "./mlflow-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

type Answer = { status: number; body: Record<string, never> & { error_code?: string } };

const at = Date.now() - 600_000;
const metric = (key: string, value: number, timestamp = at) => ({ key, value, timestamp, step: 0 });

describe("what MLflow's clients call", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
    await runCommand(registerModel, {
      actor: org.actor,
      input: { name: "Other one", slug: "other-one", kind: "predictive" },
    });
  });

  async function call(method: "GET" | "POST", path: string, value?: object, key = secret): Promise<Answer> {
    const search = method === "GET" ? `?${new URLSearchParams(value as Record<string, string>).toString()}` : "";
    const [plain = "", asked = ""] = path.split("?");
    const query = asked === "" ? search : `?${asked}`;
    const request = new Request(`http://127.0.0.1/api/v1/mlflow/api/2.0/mlflow/${plain}${query}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(method === "GET" ? {} : { body: JSON.stringify(value) }),
    });
    const response = await mlflowRoute(request, { params: Promise.resolve({ call: plain.split("/") }) });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  }
  const begin = async (experimentId: string, tags: object[] = []): Promise<string> => {
    const { status, body } = await call("POST", "runs/create", { experiment_id: experimentId, start_time: at, tags });
    expect(status).toBe(200);
    return (body as unknown as { run: { info: { run_id: string } } }).run.info.run_id;
  };
  const seriesOf = async (name: string) =>
    rowsAs(
      "owner",
      `select m.slug, sum(w.n)::int as n from telemetry_series s join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 0
       join model m on m.org_id = s.org_id and m.id = s.model_id where s.org_id = $1 and s.name = $2 group by 1 order by 1`,
      [org.orgId, name],
    );

  it("leads from the experiment called as the model to metrics of the model", async () => {
    const found = await call("GET", "experiments/get-by-name", { experiment_name: "scorer" });
    expect(found).toMatchObject({ status: 200, body: { experiment: { experiment_id: org.modelId, name: "scorer" } } });
    const tags = [
      { key: "mlflow.user", value: "ada@example.org" },
      { key: "mlflow.runName", value: "calm-owl" },
      { key: "team", value: "risk" },
    ];
    const run = await begin(org.modelId, tags);
    expect(run).toMatch(/^[0-9a-f]{32}$/);
    const batch = {
      run_id: run,
      metrics: [metric("auc", 0.9), metric("auc", 0.7, at + 1)],
      params: [{ key: "depth", value: "3" }],
      tags: [],
    };
    expect(await call("POST", "runs/log-batch", batch)).toEqual({ status: 200, body: {} });
    expect(await call("POST", "runs/log-batch", batch)).toEqual({ status: 200, body: {} });
    expect(await call("POST", "runs/log-metric", { run_id: run, ...metric("loss", 2) })).toEqual({
      status: 200,
      body: {},
    });
    expect(await call("POST", "runs/log-parameter", { run_id: run, key: "trees", value: "9" })).toEqual({
      status: 200,
      body: {},
    });
    await org.fold();
    expect(await seriesOf("auc")).toEqual([{ slug: "scorer", n: 2 }]);
    expect(await seriesOf("loss")).toEqual([{ slug: "scorer", n: 1 }]);
    const end = { run_id: run, status: "FINISHED", end_time: at + 5_000 };
    expect(await call("POST", "runs/update", end)).toMatchObject({ body: { run_info: { status: "FINISHED" } } });
    const shown = await call("GET", "runs/get", { run_id: run });
    expect(shown.body).toMatchObject({
      run: {
        info: { run_id: run, run_name: "calm-owl", status: "FINISHED", end_time: at + 5_000 },
        data: { tags: [{ key: "team", value: "risk" }] },
      },
    });
    const [row] = await rowsAs("owner", "select params, tags::text as tags from telemetry_run where org_id = $1", [
      org.orgId,
    ]);
    expect(row).toEqual({ params: { depth: "3", trees: "9" }, tags: '{"team": "risk"}' });
  });

  it("takes the model from a tag, from the address, or from the key", async () => {
    const absent = await call("GET", "experiments/get-by-name", { experiment_name: "spring trials" });
    expect(absent).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
    const made = await call("POST", "experiments/create", { name: "spring trials" });
    const experiment = (made.body as unknown as { experiment_id: string }).experiment_id;
    const read = await call("GET", "experiments/get", { experiment_id: experiment });
    expect(read.body).toMatchObject({ experiment: { name: "spring trials" } });
    const run = await begin(experiment);
    const log = { run_id: run, metrics: [metric("f1", 0.5)] };
    expect(await call("POST", "runs/log-batch", log)).toMatchObject({
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: expect.stringContaining("modelkeep.model") as string },
    });
    expect((await call("POST", "runs/log-batch?model=other-one", log)).status).toBe(200);
    const tag = { run_id: run, key: "modelkeep.model", value: "scorer" };
    expect((await call("POST", "runs/set-tag", tag)).status).toBe(200);
    expect((await call("POST", "runs/log-batch", log)).status).toBe(200);
    await org.fold();
    expect(await seriesOf("f1")).toEqual([
      { slug: "other-one", n: 1 },
      { slug: "scorer", n: 1 },
    ]);
    expect((await call("POST", "runs/set-tag", { ...tag, value: "nobody" })).status).toBe(404);
    const narrow = await org.key(["telemetry:write"], [org.modelId]);
    const own = await begin("0");
    expect((await call("POST", "runs/log-metric", { run_id: own, ...metric("f2", 1) }, narrow)).status).toBe(200);
    const foreign = await begin("0", [{ key: "modelkeep.model", value: "other-one" }]);
    expect(await call("POST", "runs/log-metric", { run_id: foreign, ...metric("f3", 1) }, narrow)).toMatchObject({
      status: 403,
      body: { error_code: "PERMISSION_DENIED" },
    });
  });

  it("is refused in MLflow's words; nothing of another organization is found", async () => {
    const other = await telemetryOrganization();
    const foreign = await call("POST", "runs/create", { experiment_id: other.modelId, tags: [] });
    const run = (foreign.body as unknown as { run: { info: { run_id: string } } }).run.info.run_id;
    expect((await call("POST", "runs/log-metric", { run_id: run, ...metric("x", 1) })).status).toBe(404);
    const theirs = await other.key();
    for (const [method, path, value] of [
      ["GET", "runs/get", { run_id: run }],
      ["POST", "runs/update", { run_id: run, status: "FAILED" }],
      ["POST", "runs/log-metric", { run_id: run, ...metric("x", 1) }],
      ["POST", "runs/set-tag", { run_id: run, key: "a", value: "b" }],
    ] as const) {
      expect(await call(method, path, value, theirs), path).toMatchObject({
        status: 404,
        body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
      });
    }
    expect([await other.waiting(), await other.counted()]).toEqual([0, []]);
    expect(await call("POST", "runs/log-batch", { run_id: "../x" })).toMatchObject({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE" },
    });
    expect(await call("POST", "runs/log-batch", [])).toMatchObject({
      status: 400,
      body: { error_code: "BAD_REQUEST" },
    });
    expect(await call("GET", "experiments/get", {})).toMatchObject({ body: { error_code: "INVALID_PARAMETER_VALUE" } });
    expect(await call("POST", "runs/delete", {})).toMatchObject({
      status: 404,
      body: { error_code: "ENDPOINT_NOT_FOUND" },
    });
    const reader = await org.key(["model:read"]);
    for (const [method, path] of [
      ["GET", "experiments/get-by-name"],
      ["GET", "experiments/get"],
      ["GET", "runs/get"],
      ["POST", "runs/create"],
      ["POST", "runs/update"],
      ["POST", "runs/log-batch"],
      ["POST", "runs/set-tag"],
    ] as const) {
      const value = { run_id: run, experiment_id: "0", experiment_name: "scorer", key: "a", value: "b" };
      expect((await call(method, path, value, "mk_nobody")).body.error_code, path).toBe("UNAUTHENTICATED");
      expect((await call(method, path, value, reader)).body.error_code, path).toBe("PERMISSION_DENIED");
    }
  });
});
