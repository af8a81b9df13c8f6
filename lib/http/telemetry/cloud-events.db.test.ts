import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { log } from "../../log.ts";
import { rowsAs } from "../../testing/database.ts";
import { cloudEventsRoute, cloudEventsWithTokenRoute } from "./cloud-events-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const at = new Date(Date.now() - 600_000).toISOString();
const STRUCTURED = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json";

const inference = (id: string, model = "scorer") => ({
  specversion: "1.0",
  id,
  source: "http://scorer.default/",
  type: "org.kubeflow.serving.inference.request",
  time: at,
  inferenceservicename: model,
  data: { instances: [{ amount: 5 }, { amount: 7 }] },
});

describe("CloudEvents", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
  });
  afterEach(() => vi.restoreAllMocks());

  const post = (value: unknown, headers: Record<string, string>) =>
    cloudEventsRoute(
      new Request("http://127.0.0.1/api/v1/cloudevents", {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, ...headers },
        body: typeof value === "string" ? value : JSON.stringify(value),
      }),
      { params: Promise.resolve({}) },
    );
  const postTo = (token: string, value: unknown, type = STRUCTURED) =>
    cloudEventsWithTokenRoute(
      new Request(`http://127.0.0.1/api/v1/cloudevents/${token}`, {
        method: "POST",
        headers: { "content-type": type },
        body: typeof value === "string" ? value : JSON.stringify(value),
      }),
      { params: Promise.resolve({ token }) },
    );
  const traffic = async () => (await org.counted()).find(({ kind }) => kind === "traffic")?.n ?? 0;

  it("are taken in binary, structured and batch mode; one id counts once, in whatever batch it comes", async () => {
    const { data, ...attributes } = inference("one");
    const binary = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
    const first = await post(data, { ...binary, "content-type": "application/json" });
    expect([first.status, await first.json()]).toEqual([200, expect.objectContaining({ accepted: 2, rejected: [] })]);
    expect((await post(inference("two"), { "content-type": STRUCTURED })).status).toBe(200);
    const batch = [inference("one"), inference("two"), inference("three")];
    expect((await post(batch, { "content-type": BATCH })).status).toBe(200);
    expect(await org.waiting()).toBe(3);
    await org.fold();
    expect(await traffic()).toBe(6);
    const later = [inference("three"), inference("four")];
    expect((await post(later, { "content-type": BATCH })).status).toBe(200);
    await org.fold();
    expect(await traffic()).toBe(8);
    expect((await org.counted()).find(({ name }) => name === "amount")).toMatchObject({ n: 8, mean: 6 });
  });

  it("say which were not taken and why, and refuse what is none", async () => {
    const other = await telemetryOrganization();
    const batch = [inference("a"), inference("b", "nobody"), inference("c", other.modelId), { specversion: "1.0" }];
    const answer = await post(batch, { "content-type": BATCH });
    expect(answer.status).toBe(200);
    const { accepted, rejected } = (await answer.json()) as { accepted: number; rejected: { code: string }[] };
    expect(accepted).toBe(2);
    expect(rejected.map(({ code }) => code).sort()).toEqual(["invalid", ...Array<string>(4).fill("unknown_model")]);
    expect(await other.waiting()).toBe(0);
    expect((await post([inference("z", "nobody")], { "content-type": BATCH })).status).toBe(422);
    expect((await post("{", { "content-type": STRUCTURED })).status).toBe(400);
    expect((await post({}, { "content-type": "application/json" })).status).toBe(415);
    expect((await post("a=1", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
  });

  it("come in with a key in the address, when that key can do nothing else", async () => {
    const token = await org.key();
    const before = await org.waiting();
    expect((await postTo(token, inference("with a token"))).status).toBe(200);
    expect(await org.waiting()).toBe(before + 1);
    const again = await postTo(await org.key(), inference("with a token"));
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const powerful = await org.key(["telemetry:write", "model:read"]);
    expect((await postTo(powerful, inference("too much"))).status).toBe(403);
    expect((await postTo(await org.key(["model:read"]), inference("too little"))).status).toBe(403);
    for (const wrong of ["mk_nobody", "x", ""]) expect((await postTo(wrong, inference("nobody"))).status).toBe(401);
  });

  it("leave the key of the address in no line of the log, no error and no table", async () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    const powerful = await org.key(["telemetry:write", "model:read"]);
    const narrow = await org.key();
    const answers = [
      await postTo(powerful, inference("x")),
      await postTo(narrow, "{"),
      await postTo(narrow, inference("x"), "text/plain"),
      await postTo(narrow, inference("x", "nobody")),
      await postTo(`${narrow}0`, inference("x")),
      await postTo(narrow, inference("kept")),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 400, 415, 422, 401, 200]);
    const address = `http://127.0.0.1/api/v1/cloudevents/${narrow}`;
    log.error(`cannot answer ${address}`, { address, error: new Error(`failed at ${address}`), list: [address] });
    const written = lines.join("\n");
    expect(written).toContain("/api/v1/cloudevents/mk_[redacted]");
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    const said = [written, ...bodies, ...answers.map(({ headers }) => JSON.stringify([...headers]))].join("\n");
    const kept = await rowsAs("owner", "select response from telemetry_batch_key where org_id = $1", [org.orgId]);
    const waiting = await rowsAs(
      "owner",
      "select convert_from(body, 'utf8') as b from telemetry_inbox where org_id = $1",
      [org.orgId],
    );
    for (const secretPart of [powerful, narrow, narrow.slice(-20)]) {
      expect(said).not.toContain(secretPart);
      expect(JSON.stringify([kept, waiting])).not.toContain(secretPart);
    }
  });
});
