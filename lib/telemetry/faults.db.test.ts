import { describe, expect, it } from "vitest";
import { inTransaction, type LogDatabase } from "../audit/log-session.ts";
import { sendEventsRoute } from "../http/telemetry/own-routes.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { newId } from "../kernel/ids.ts";
import { runCommand } from "../kernel/run-command.ts";
import { createKey } from "../people/commands/create-key.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { foldOrganization } from "./engine/fold-inbox.ts";
import { judgeOrganization } from "./engine/judge/judge-due.ts";
import type { TelemetryDatabase } from "./engine/sql-session.ts";

const HOUR = 3_600_000;
const begin = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;
const tools = { newId, now: () => new Date() };

/** The database of a worker that dies before its nth statement of a transaction and does nothing afterwards; 0 for never. */
function dying(at: number): TelemetryDatabase & { asked: () => number } {
  const pool = poolAs("worker");
  let asked = 0;
  const alive = () => {
    if (at > 0 && asked >= at) throw new Error("the worker died");
  };
  const database: LogDatabase = {
    query: async (sql, params) => pool.query(sql, params),
    connect: async () => {
      alive();
      const client = await pool.connect();
      return {
        query: async (sql: string, params?: unknown[]) => {
          asked += 1;
          alive();
          return client.query(sql, params);
        },
        release: (destroy?: boolean) => client.release(destroy),
      };
    },
  };
  return {
    query: async (sql, params) => {
      alive();
      return pool.query(sql, params);
    },
    transaction: (work) => inTransaction(database, work),
    asked: () => asked,
  };
}

async function begun() {
  const { org } = await sending();
  return org;
}

/** An organization with a batch in its inbox, and how to send another one. */
async function sending() {
  const org = await testOrganization();
  const actor = org.actor("administrator");
  await runCommand(registerModel, { actor, input: { name: "Faulty", slug: "faulty", kind: "predictive" } });
  const { secret } = await runCommand(createKey, {
    actor,
    input: { name: "telemetry", scopes: ["telemetry:write"], expiresAt: null },
  });
  const events = Array.from({ length: 80 }, (_, number) => ({
    ...{ ts: begin + number * 40_000, id: `event ${number}`, model: "faulty" },
    ...{ prediction: number % 3 === 0 ? "a" : "b", confidence: 0.9, latency_ms: number },
    features: { amount: number * 1.5, country: number % 2 === 0 ? "CH" : "FR" },
  }));
  const send = async (batch: readonly object[]) => {
    const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(batch),
    });
    expect((await sendEventsRoute(request, { params: Promise.resolve({}) })).status).toBe(202);
  };
  await send(events);
  return { org, send };
}

const counted = (orgId: string) =>
  rowsAs(
    "owner",
    `select s.kind, s.name, w.res, w.bucket, w.n::int as n, encode(w.state, 'hex') as state from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id where s.org_id = $1 order by 1, 2, 3, 4`,
    [orgId],
  );
const count = async (table: string, orgId: string): Promise<number> =>
  Number((await rowsAs("owner", `select count(*)::int as n from ${table} where org_id = $1`, [orgId]))[0]?.["n"]);

const SECOND = 1_000;
const poison = (orgId: string, body: string) =>
  rowsAs(
    "owner",
    `insert into telemetry_inbox (org_id, received_day, id, received_at, source, events, body)
     values ($1, current_date, $2, now(), 'events', 3, convert_to($3, 'utf8')) returning id::text as id`,
    [orgId, newId(), body],
  );
const requests = async (orgId: string): Promise<number> =>
  Number(
    (
      await rowsAs(
        "owner",
        `select coalesce(sum(w.n), 0)::int as n from telemetry_series s join telemetry_window w
           on w.org_id = s.org_id and w.series_id = s.id and w.res = 0 where s.org_id = $1 and s.kind = 'traffic'`,
        [orgId],
      )
    )[0]?.["n"],
  );
const parked = (orgId: string) =>
  rowsAs(
    "owner",
    "select id::text as id, tries, events, reason, noted, convert_from(body, 'utf8') as body from telemetry_parked where org_id = $1",
    [orgId],
  );
/** Tools whose clock stands so many seconds after now. */
const later = (seconds: number) => ({ newId, now: () => new Date(Date.now() + seconds * SECOND) });
const more = (from: number) =>
  Array.from({ length: 5 }, (_, n) => ({ ts: begin, id: `more ${from + n}`, model: "faulty" }));

describe("a batch that cannot be counted", () => {
  it("lets the others go on, is tried three times with pauses, then parked with its reason", async () => {
    const { org, send } = await sending();
    const [bad] = await poison(
      org.orgId,
      '{"v":1,"subjects":[["no model","x"]],"events":[{"s":0,"at":1}],"measures":[],"windows":[]}',
    );
    await send(more(0));
    await send(more(5));
    expect(await foldOrganization(dying(0), org.orgId, tools)).toBe(3);
    expect([await requests(org.orgId), await count("telemetry_inbox", org.orgId)]).toEqual([90, 1]);
    expect(await foldOrganization(dying(0), org.orgId, tools)).toBe(0);
    expect(await rowsAs("owner", "select tries from telemetry_inbox where org_id = $1", [org.orgId])).toEqual([
      { tries: 1 },
    ]);
    for (const seconds of [6, 30]) await foldOrganization(dying(0), org.orgId, later(seconds));
    expect(await count("telemetry_inbox", org.orgId)).toBe(0);
    expect(await parked(org.orgId)).toEqual([
      expect.objectContaining({
        id: bad?.["id"],
        tries: 3,
        events: 3,
        reason: expect.stringContaining("uuid") as string,
      }),
    ]);
    await send(more(10));
    expect(await foldOrganization(dying(0), org.orgId, tools)).toBe(1);
    expect(await requests(org.orgId)).toBe(95);
  });

  it("is parked as well when it is no batch at all", async () => {
    const { org } = await sending();
    await poison(org.orgId, "{");
    for (const seconds of [0, 6, 30]) await foldOrganization(dying(0), org.orgId, later(seconds));
    expect(await requests(org.orgId)).toBe(80);
    expect(await parked(org.orgId)).toEqual([expect.objectContaining({ body: "{", tries: 3 })]);
  });

  it("is in the inbox or parked, and the good ones count once, before whatever statement the worker dies", async () => {
    const { org, send } = await sending();
    await poison(org.orgId, "[]");
    await send(more(0));
    const kept = async () => (await count("telemetry_inbox", org.orgId)) + (await count("telemetry_parked", org.orgId));
    let died = 0;
    for (let at = 1; at <= 400; at += 1) {
      const worker = dying(at);
      const outcome = await foldOrganization(worker, org.orgId, later(at * 30)).catch(() => "died");
      if (outcome === "died") died += 1;
      const good = await requests(org.orgId);
      expect([0, 5, 80, 85]).toContain(good);
      expect(await kept()).toBe(1 + (good === 85 ? 0 : good === 0 ? 2 : 1));
      if (await count("telemetry_parked", org.orgId)) break;
    }
    expect(died).toBeGreaterThan(20);
    expect([await requests(org.orgId), await count("telemetry_inbox", org.orgId), await kept()]).toEqual([85, 0, 1]);
  });

  it("says nothing of a batch when the database goes away", async () => {
    const { org } = await sending();
    const gone: TelemetryDatabase = {
      query: async (sql, params) => poolAs("worker").query(sql, params),
      transaction: async () => Promise.reject(Object.assign(new Error("gone"), { code: "57P01" })),
    };
    for (let tried = 0; tried < 4; tried += 1) {
      await expect(foldOrganization(gone, org.orgId, tools)).rejects.toThrow("gone");
    }
    expect(await rowsAs("owner", "select tries from telemetry_inbox where org_id = $1", [org.orgId])).toEqual([
      { tries: 0 },
    ]);
  });
});

describe("a worker that dies", () => {
  it("before any statement of counting leaves the batch where it was, and the next one counts it to the same bytes", async () => {
    const clean = await begun();
    const whole = dying(0);
    await foldOrganization(whole, clean.orgId, tools);
    const expected = (await counted(clean.orgId)).map(({ state, ...row }) =>
      row["kind"] === "traffic" ? row : { ...row, state },
    );
    expect(expected.length).toBeGreaterThan(10);
    const org = await begun();
    for (let at = 1; at <= whole.asked(); at += 1) {
      await expect(foldOrganization(dying(at), org.orgId, tools)).rejects.toThrow("the worker died");
      expect([await count("telemetry_inbox", org.orgId), await count("telemetry_event_key", org.orgId)]).toEqual([
        1, 0,
      ]);
      expect(await count("telemetry_window", org.orgId)).toBe(0);
    }
    expect(await foldOrganization(dying(0), org.orgId, tools)).toBe(1);
    const after = (await counted(org.orgId)).map(({ state, ...row }) =>
      row["kind"] === "traffic" ? row : { ...row, state },
    );
    expect(after).toEqual(expected);
    expect(await foldOrganization(dying(0), org.orgId, tools)).toBe(0);
  });

  it("before any statement of judging leaves the windows to be judged, and nothing half judged", async () => {
    const clean = await begun();
    await foldOrganization(dying(0), clean.orgId, tools);
    const whole = dying(0);
    const windows = await judgeOrganization(whole, clean.orgId, tools);
    expect(windows).toBeGreaterThan(5);
    const org = await begun();
    await foldOrganization(dying(0), org.orgId, tools);
    for (let at = 1; at <= whole.asked(); at += 1) {
      await expect(judgeOrganization(dying(at), org.orgId, tools)).rejects.toThrow("the worker died");
      expect(await count("telemetry_due", org.orgId)).toBeGreaterThanOrEqual(windows);
      expect(await count("telemetry_detector", org.orgId)).toBe(0);
    }
    expect(await judgeOrganization(dying(0), org.orgId, tools)).toBe(windows);
    expect(await count("telemetry_detector", org.orgId)).toBe(await count("telemetry_detector", clean.orgId));
  });
});
