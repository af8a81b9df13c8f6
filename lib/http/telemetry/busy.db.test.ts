import { beforeAll, describe, expect, it, vi } from "vitest";
import { requestV1, sample, seriesV1 } from "../../interop/telemetry/remote-write/testing/write-requests.ts";
import { AppError } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { rowsAs } from "../../testing/database.ts";
import type { RouteHandler } from "../route.ts";
import { langfuseRoute } from "./langfuse-route.ts";
import { mlflowFailure } from "./mlflow-failure.ts";
import { sendOtlpRoute } from "./otlp-route.ts";
import { sendEventsRoute } from "./own-routes.ts";
import { refuseTelemetry } from "./refuse-telemetry.ts";
import { remoteWriteRoute } from "./remote-write-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const at = Date.now() - 600_000;
const ts = new Date(at).toISOString();
const span = {
  ...{ name: "chat", traceId: "0123456789abcdef0123456789abcdef", spanId: "0123456789abcdef" },
  ...{ startTimeUnixNano: `${at}000000`, endTimeUnixNano: `${at}000000` },
  attributes: [
    { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
    { key: "gen_ai.request.model", value: { stringValue: "scorer" } },
  ],
};
const generation = { id: "a", type: "generation-create", timestamp: ts, body: { id: "g", model: "scorer" } };

describe("when too many batches wait", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
    await rowsAs(
      "owner",
      `insert into telemetry_inbox (org_id, received_day, id, received_at, source, events, body)
       values ($1, current_date, $2, now() - interval '4 minutes', 'events', 1, '\\x7b7d')`,
      [org.orgId, newId()],
    );
  });

  type Sent = {
    route: RouteHandler;
    body: BodyInit;
    headers?: Record<string, string>;
    params?: Record<string, string>;
  };
  const formats: [string, Sent, RegExp][] = [
    ["events", { route: sendEventsRoute, body: JSON.stringify([{ ts, model: "scorer" }]) }, /rate_limited/],
    [
      "otlp",
      {
        route: sendOtlpRoute,
        body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
        params: { signal: "traces" },
      },
      /^\{"code":8,/,
    ],
    [
      "prometheus",
      {
        route: remoteWriteRoute,
        body: new Uint8Array(requestV1(seriesV1({ __name__: "up", model: "scorer" }, sample(1, at)))),
        headers: { "content-type": "application/x-protobuf", "content-encoding": "snappy" },
      },
      /^Too many batches/,
    ],
    ["langfuse", { route: langfuseRoute, body: JSON.stringify({ batch: [generation] }) }, /^\{"message":"Too/],
  ];

  it.each(formats)("%s is told when to come again, and nothing is stored", async (_, sent, words) => {
    const { route, body, headers = {}, params = {} } = sent;
    const request = new Request("http://127.0.0.1/api/v1/x", {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
      body,
    });
    const answer = await route(request, { params: Promise.resolve(params) });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(10);
    expect(await answer.text()).toMatch(words);
    expect(await org.waiting()).toBe(1);
    expect(await rowsAs("owner", "select 1 from telemetry_batch_key where org_id = $1", [org.orgId])).toEqual([]);
  });
});

describe("when the database is away", () => {
  const request = new Request("http://127.0.0.1/api/v1/x");

  it("senders are told to come again, in the format's words", async () => {
    const gone = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    for (const error of [gone, new AppError("unavailable", "The database is busy or away.")]) {
      const own = refuseTelemetry(mlflowFailure)(error, request, "id");
      expect([own.status, own.headers.get("retry-after"), own.headers.get("x-request-id")]).toEqual([503, "5", "id"]);
      expect(await own.json()).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE" });
      const plain = refuseTelemetry(undefined)(error, request, "id");
      expect([plain.status, plain.headers.get("retry-after")]).toEqual([503, "5"]);
    }
  });

  it("a fault of ours stays hidden and is logged", async () => {
    const written = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const answer = refuseTelemetry(mlflowFailure)(new Error("a secret place"), request, "id");
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining("secret place")]);
    expect(written).toHaveBeenCalledOnce();
    written.mockRestore();
  });
});
