import { beforeAll, describe, expect, it } from "vitest";
import { requestV1, sample, seriesV1 } from "../../interop/telemetry/remote-write/testing/write-requests.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { updateTelemetrySettings } from "../../telemetry/commands/update-telemetry-settings.ts";
import { telemetryDefaults } from "../../telemetry/rules.ts";
import { rowsAs } from "../../testing/database.ts";
import type { RouteHandler } from "../route.ts";
import { cloudEventsRoute } from "./cloud-events-route.ts";
import { langfuseRoute } from "./langfuse-route.ts";
import { mlflowRoute } from "./mlflow-route.ts";
import { sendOtlpRoute } from "./otlp-route.ts";
import { sendEventsRoute } from "./own-routes.ts";
import { remoteWriteRoute } from "./remote-write-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const QUOTA = 60;
const at = Date.now() - 600_000;
const ts = new Date(at).toISOString();
const times = <Made>(n: number, make: (index: number) => Made): Made[] => Array.from({ length: n }, (_, k) => make(k));

const WORDS =
  "This batch holds 61 records; this organization takes 60 a minute. Send smaller batches, or let an administrator raise it under Settings → Telemetry.";

const events = (n: number) => JSON.stringify(times(n, (k) => ({ ts, id: `e${k}`, model: "scorer" })));
const spans = (n: number) =>
  JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: times(n, (k) => ({
              ...{ name: "chat", traceId: "0123456789abcdef0123456789abcdef" },
              spanId: k.toString(16).padStart(16, "1"),
              ...{ startTimeUnixNano: `${at}000000`, endTimeUnixNano: `${at}000000` },
              attributes: [
                { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
                { key: "gen_ai.request.model", value: { stringValue: "scorer" } },
              ],
            })),
          },
        ],
      },
    ],
  });
const samples = (n: number) =>
  new Uint8Array(
    requestV1(seriesV1({ __name__: "up", model: "scorer" }, ...times(n, (k) => sample(k, at + k * 1_000)))),
  );
const generations = (n: number) =>
  JSON.stringify({
    batch: times(n, (k) => ({
      ...{ id: `a${k}`, type: "generation-create", timestamp: ts },
      body: { id: `g${k}`, model: "scorer" },
    })),
  });
const inferences = (n: number) =>
  JSON.stringify(
    times(n, (k) => ({
      ...{ specversion: "1.0", id: `i${k}`, source: "http://scorer.default/", time: ts },
      ...{ type: "org.kubeflow.serving.inference.request", inferenceservicename: "scorer" },
      data: { instances: [{ amount: 5 }] },
    })),
  );

describe("a batch that alone holds more than the organization takes a minute", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
    const input = { ...telemetryDefaults, eventsAMinute: QUOTA };
    await runCommand(updateTelemetrySettings, { actor: org.actor, input });
  });

  type Params = Record<string, string | string[]>;
  type Sent = { route: RouteHandler; body: BodyInit; headers?: Record<string, string>; params?: Params };
  const post = ({ route, body, headers = {}, params = {} }: Sent): Promise<Response> =>
    route(
      new Request("http://127.0.0.1/api/v1/x", {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
        body,
      }),
      { params: Promise.resolve(params) },
    );
  const protobuf = { "content-type": "application/x-protobuf", "content-encoding": "snappy" };
  const batch = { "content-type": "application/cloudevents-batch+json" };
  const mlflow = async (n: number): Promise<Sent> => {
    const to = (...call: string[]) => ({ route: mlflowRoute, params: { call } });
    const made = await post({ ...to("runs", "create"), body: JSON.stringify({ experiment_id: org.modelId }) });
    const { run } = (await made.json()) as { run: { info: { run_id: string } } };
    const metrics = times(n, (k) => ({ key: "auc", value: 1, timestamp: at + k, step: k }));
    return { ...to("runs", "log-batch"), body: JSON.stringify({ run_id: run.info.run_id, metrics }) };
  };

  const formats: [string, (n: number) => Sent | Promise<Sent>, object | string][] = [
    [
      "events",
      (n) => ({ route: sendEventsRoute, body: events(n) }),
      { code: "payload_too_large", title: WORDS, status: 413, records: 61, recordsAMinute: QUOTA },
    ],
    ["CloudEvents", (n) => ({ route: cloudEventsRoute, body: inferences(n), headers: batch }), { title: WORDS }],
    [
      "OTLP",
      (n) => ({ route: sendOtlpRoute, body: spans(n), params: { signal: "traces" } }),
      // INVALID_ARGUMENT: clients try RESOURCE_EXHAUSTED again.
      { code: 3, message: WORDS },
    ],
    ["remote write", (n) => ({ route: remoteWriteRoute, body: samples(n), headers: protobuf }), `${WORDS}\n`],
    ["Langfuse", (n) => ({ route: langfuseRoute, body: generations(n) }), { message: WORDS, errors: [WORDS] }],
    ["MLflow", mlflow, { error_code: "BAD_REQUEST", message: WORDS }],
  ];

  it.each(formats)(
    "is refused for good in the way of %s, and nothing of it is stored or charged",
    async (_, make, words) => {
      const answer = await post(await make(QUOTA + 1));
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([413, null]);
      const said = await answer.text();
      if (typeof words === "string") expect(said).toBe(words);
      else expect(JSON.parse(said)).toMatchObject(words);
      for (const table of ["telemetry_inbox", "telemetry_batch_key", "telemetry_usage"]) {
        expect(await rowsAs("owner", `select 1 from ${table} where org_id = $1`, [org.orgId])).toEqual([]);
      }
    },
  );

  it("is taken when it holds no more than that, and is answered as before when the quota is lowered afterwards", async () => {
    const whole: Sent = { route: sendEventsRoute, body: events(QUOTA + 1) };
    const own = { ...telemetryDefaults, eventsAMinute: QUOTA + 1 };
    await runCommand(updateTelemetrySettings, { actor: org.actor, input: own });
    expect((await post(whole)).status).toBe(202);
    await runCommand(updateTelemetrySettings, { actor: org.actor, input: { ...own, eventsAMinute: QUOTA } });
    const again = await post(whole);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([202, "true"]);
  });
});
