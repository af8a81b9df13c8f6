import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { sendEventsRoute } from "../http/telemetry/own-routes.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { newId } from "../kernel/ids.ts";
import { runCommand } from "../kernel/run-command.ts";
import { createKey } from "../people/commands/create-key.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { workerDatabase } from "../testing/worker-database.ts";
import { noteBatches } from "./commands/note-batches.ts";
import { foldOrganization } from "./engine/fold-inbox.ts";

const tools = { newId, now: () => new Date() };

async function key(org: TestOrganization, models: string[] = []): Promise<string> {
  const made = await runCommand(createKey, {
    actor: org.actor("administrator"),
    input: { name: "telemetry", scopes: ["telemetry:write"], models, expiresAt: null },
  });
  return made.secret;
}

async function send(secret: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return sendEventsRoute(request, { params: Promise.resolve({}) });
}

const at = new Date(Date.now() - 600_000).toISOString();
const event = (number: number, more: object = {}) => ({
  ts: at,
  model: "scorer",
  client: `client ${number % 3}`,
  prediction: number % 2 === 0 ? "yes" : "no",
  confidence: (number % 10) / 10,
  latency_ms: 20 + number,
  features: { amount: number, country: number % 2 === 0 ? "CH" : "FR", missing: null },
  ...more,
});

describe("telemetry that comes in", () => {
  let org: TestOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await testOrganization();
    await runCommand(registerModel, {
      actor: org.actor("administrator"),
      input: { name: "Scorer", slug: "scorer", kind: "predictive" },
    });
    secret = await key(org);
  });

  const windows = async (kind: string, name: string) =>
    rowsAs(
      "owner",
      `select w.res, w.n::int as n, w.nulls::int as nulls, w.mean, w.counters, encode(w.state, 'hex') as state from telemetry_series s
       join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id
       where s.org_id = $1 and s.kind = $2 and s.name = $3 order by w.res`,
      [org.orgId, kind, name],
    );

  it("is answered when it is stored, counted once, and forgotten", async () => {
    const body = JSON.stringify(Array.from({ length: 100 }, (_, number) => event(number)));
    const answer = await send(secret, body);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ accepted: 100, rejected: [], rejected_count: 0, duplicate: false });
    const [waiting] = await rowsAs(
      "owner",
      "select convert_from(body, 'utf8') as body from telemetry_inbox where org_id = $1",
      [org.orgId],
    );
    expect(String(waiting?.["body"])).not.toContain("client 1");
    expect(await foldOrganization(workerDatabase(), org.orgId, tools)).toBe(1);
    expect(await rowsAs("owner", "select 1 from telemetry_inbox where org_id = $1", [org.orgId])).toEqual([]);
    const traffic = await windows("traffic", "");
    expect(traffic.map(({ res, n }) => [res, n])).toEqual([
      [0, 100],
      [1, 100],
      [2, 100],
    ]);
    const amounts = await windows("feature", "amount");
    expect(amounts.map(({ n, mean }) => [n, mean])).toEqual([
      [100, 49.5],
      [100, 49.5],
      [100, 49.5],
    ]);
    expect((await windows("feature", "missing")).map(({ nulls }) => nulls)).toEqual([100, 100, 100]);
  });

  it("counts a batch that is sent again once, and answers as the first time", async () => {
    const body = JSON.stringify([event(1, { ts: new Date(Date.now() - 7_200_000).toISOString() })]);
    const first = await send(secret, body, { "idempotency-key": "a" });
    const again = await send(secret, body, { "idempotency-key": "a" });
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const answer = (await first.json()) as { batch_id: string };
    expect(await again.json()).toEqual({ ...answer, duplicate: true });
    const [batch] = await rowsAs("owner", "select id::text as id from telemetry_inbox where org_id = $1", [org.orgId]);
    expect(batch).toEqual({ id: answer.batch_id });
    expect(await foldOrganization(workerDatabase(), org.orgId, tools)).toBe(1);
  });

  it("keeps of an embedding where it lies along eight directions, and its length", async () => {
    const vectors = Array.from({ length: 20 }, (_, number) => [1, number / 100, -0.5]);
    const answer = await send(secret, JSON.stringify(vectors.map((embedding, id) => event(id, { embedding }))));
    expect(answer.status).toBe(202);
    const [waiting] = await rowsAs(
      "owner",
      "select convert_from(body, 'utf8') as body from telemetry_inbox where org_id = $1",
      [org.orgId],
    );
    expect(String(waiting?.["body"])).not.toContain("-0.5");
    expect(await foldOrganization(workerDatabase(), org.orgId, tools)).toBe(1);
    expect((await windows("feature", "embedding.length")).map(({ n, mean }) => [n, mean])).toEqual(
      Array(3).fill([20, 3]),
    );
    expect((await windows("feature", "embedding.8")).map(({ n }) => n)).toEqual([20, 20, 20]);
  });

  it("unpacks gzip, and stops at a bomb", async () => {
    const good = await send(secret, gzipSync(JSON.stringify([event(3)])), { "content-encoding": "gzip" });
    expect(good.status).toBe(202);
    const bomb = await send(secret, gzipSync(Buffer.alloc(80 * 2 ** 20, 32)), { "content-encoding": "gzip" });
    expect(bomb.status).toBe(413);
    const broken = await send(secret, Buffer.from("no gzip"), { "content-encoding": "gzip" });
    expect(broken.status).toBe(400);
  });

  it("says for each event why it is not taken, and takes the others", async () => {
    const answer = await send(
      secret,
      JSON.stringify([
        event(1, { model: "nobody" }),
        event(2),
        event(3, { confidence: 7 }),
        event(4, { ts: "2031-01-01T00:00:00Z" }),
      ]),
    );
    expect(answer.status).toBe(202);
    const { accepted, rejected } = (await answer.json()) as {
      accepted: number;
      rejected: { index: number; code: string }[];
    };
    expect(accepted).toBe(1);
    expect(rejected.map(({ index, code }) => [index, code]).sort()).toEqual([
      [0, "unknown_model"],
      [2, "invalid"],
      [3, "too_new"],
    ]);
    const none = await send(secret, JSON.stringify([event(1, { model: "nobody" })]));
    expect(none.status).toBe(422);
  });

  it("takes a key at its word: only its models, only with the scope", async () => {
    const other = await runCommand(registerModel, {
      actor: org.actor("administrator"),
      input: { name: "Other", slug: "other", kind: "predictive" },
    });
    const narrow = await key(org, [other.id]);
    const refused = await send(narrow, JSON.stringify([event(1)]));
    expect(refused.status).toBe(422);
    expect(JSON.stringify(await refused.json())).toContain("forbidden_model");
    const { model: _model, ...unnamed } = event(1);
    expect((await send(narrow, JSON.stringify([unnamed]))).status).toBe(202);
    const made = await runCommand(createKey, {
      actor: org.actor("administrator"),
      input: { name: "reader", scopes: ["model:read"], expiresAt: null },
    });
    expect((await send(made.secret, JSON.stringify([event(1)]))).status).toBe(403);
    expect((await send("mk_nobody", JSON.stringify([event(1)]))).status).toBe(401);
  });

  it("puts the number and the digest of what came into the trail, once", async () => {
    const actor = { type: "system", orgId: org.orgId, name: "telemetry" } as const;
    const first = await runCommand(noteBatches, { actor, input: {} });
    expect(first.batches).toBeGreaterThan(2);
    await expect(runCommand(noteBatches, { actor, input: {} })).rejects.toMatchObject({ code: "precondition_failed" });
    const [entry] = await rowsAs(
      "owner",
      "select count(*)::int as n from audit_entry where org_id = $1 and action = 'telemetry.note_batches'",
      [org.orgId],
    );
    expect(entry?.["n"]).toBe(1);
  });

  it("gives the same bytes however it was cut into batches and in whatever order", async () => {
    const events = Array.from({ length: 60 }, (_, number) => event(number * 7.25));
    const states = async (parts: object[][]) => {
      const own = await testOrganization();
      await runCommand(registerModel, {
        actor: own.actor("administrator"),
        input: { name: "Scorer", slug: "scorer", kind: "predictive" },
      });
      const ownKey = await key(own);
      for (const part of parts) {
        const anonymous = part.map((each) => ({ ...each, client: undefined }));
        expect((await send(ownKey, JSON.stringify(anonymous))).status).toBe(202);
        await foldOrganization(workerDatabase(), own.orgId, tools);
      }
      return rowsAs(
        "owner",
        `select s.kind, s.name, w.res, w.bucket, encode(w.state, 'hex') as state from telemetry_series s
         join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id
         where s.org_id = $1 and s.kind <> 'traffic' order by 1, 2, 3, 4`,
        [own.orgId],
      );
    };
    const whole = await states([events]);
    const cut = await states([events.slice(40).reverse(), events.slice(0, 13), events.slice(13, 40)]);
    expect(whole.length).toBeGreaterThan(10);
    expect(cut).toEqual(whole);
  });
});
