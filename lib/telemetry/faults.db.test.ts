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

/** The worker's database, which dies before its nth statement of a transaction; 0 for never. Counts what was asked. */
function dying(at: number): TelemetryDatabase & { asked: () => number } {
  const pool = poolAs("worker");
  let asked = 0;
  const database: LogDatabase = {
    query: async (sql, params) => pool.query(sql, params),
    connect: async () => {
      const client = await pool.connect();
      return {
        query: async (sql: string, params?: unknown[]) => {
          asked += 1;
          if (asked === at) throw new Error("the worker died");
          return client.query(sql, params);
        },
        release: (destroy?: boolean) => client.release(destroy),
      };
    },
  };
  return {
    query: async (sql, params) => pool.query(sql, params),
    transaction: (work) => inTransaction(database, work),
    asked: () => asked,
  };
}

async function begun() {
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
  const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(events),
  });
  expect((await sendEventsRoute(request, { params: Promise.resolve({}) })).status).toBe(202);
  return org;
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
