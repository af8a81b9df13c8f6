import { inTransaction, type LogDatabase } from "../../lib/audit/log-session.ts";
import { disconnect } from "../../lib/db/client.ts";
import { sendEventsRoute } from "../../lib/http/telemetry/own-routes.ts";
import { registerModel } from "../../lib/inventory/commands/register-model.ts";
import { newId } from "../../lib/kernel/ids.ts";
import { runCommand } from "../../lib/kernel/run-command.ts";
import { createKey } from "../../lib/people/commands/create-key.ts";
import { foldOrganization } from "../../lib/telemetry/engine/fold-inbox.ts";
import type { Session, TelemetryDatabase } from "../../lib/telemetry/engine/sql-session.ts";
import { closePools, poolAs, rowsAs } from "../../lib/testing/database.ts";
import { testOrganization } from "../../lib/testing/organization.ts";

const tools = { newId, now: () => new Date() };

const WINDOWS = `select s.kind, s.name, w.res, w.bucket, w.n::int as n, encode(w.state, 'hex') as state
  from telemetry_series s join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id
  where s.org_id = $1 order by 1, 2, 3, 4`;

export type Sender = { orgId: string; secret: string };

/** An organization with one model and a key that may send its telemetry. */
export async function openSender(): Promise<Sender> {
  const org = await testOrganization();
  const actor = { ...org.actor("administrator"), authenticatedAtMs: Date.now() };
  await runCommand(registerModel, { actor, input: { name: "Sent", slug: "sent", kind: "predictive" } });
  const input = { name: "sender", scopes: ["telemetry:write" as const], expiresAt: null };
  const { secret } = await runCommand(createKey, { actor, input });
  return { orgId: org.orgId, secret };
}

/** Sends events over the real door; what a sender sees of the answer. */
export async function sendBatch({ secret }: Sender, key: string, events: readonly object[]) {
  const request = new Request("http://127.0.0.1/api/v1/telemetry/events?model=sent", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(events),
  });
  const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
  return {
    status: answer.status,
    retryAfter: Number(answer.headers.get("retry-after") ?? 0),
    repeated: answer.headers.get("idempotency-replayed") === "true",
  };
}

type Strike = { at: number; when: "before" | "during"; strike: () => Promise<void> };

/** The worker's login; `strike` comes before the nth statement of a transaction, or while it is on its way. */
function struck({ at, when, strike }: Strike, asked: { n: number }): TelemetryDatabase {
  const pool = poolAs("worker");
  const database: LogDatabase = {
    query: async (sql, params) => pool.query(sql, params),
    connect: async () => {
      const client = await pool.connect();
      client.on("error", () => undefined);
      return {
        query: async (sql: string, params?: unknown[]) => {
          asked.n += 1;
          if (asked.n !== at) return client.query(sql, params);
          if (when === "before") await strike();
          const [done] = await Promise.all([client.query(sql, params), when === "before" ? undefined : strike()]);
          return done;
        },
        release: (destroy?: boolean) => client.release(destroy),
      };
    },
  };
  return {
    query: async (sql, params) => pool.query(sql, params),
    transaction: (work) => inTransaction(database, work),
  };
}

const peace: Strike = { at: 0, when: "before", strike: async () => undefined };

/** Counts what waits; with a strike at one of its statements. */
export function fold({ orgId }: Sender, strike: Strike = peace): Promise<number> {
  return foldOrganization(struck(strike, { n: 0 }), orgId, tools);
}

/** Ends a rehearsal as a serialization failure does: nothing is tried again batch by batch. */
class Undone extends Error {
  readonly code = "40001";
}

/** The windows as they would be, were everything that waits counted now, and how many statements it takes; nothing is changed. */
export async function wouldBe({ orgId }: Sender): Promise<{ windows: unknown[]; statements: number }> {
  const asked = { n: 0 };
  let windows: unknown[] = [];
  const database = struck(peace, asked);
  const rehearsal: TelemetryDatabase = {
    query: (sql, params) => database.query(sql, params),
    transaction: (work) =>
      database.transaction(async (session: Session) => {
        await work(session);
        windows = (await session.query(WINDOWS, [orgId])).rows;
        throw new Undone();
      }),
  };
  await foldOrganization(rehearsal, orgId, tools).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return { windows, statements: asked.n };
}

/** The windows as they are. */
export const windowsOf = ({ orgId }: Sender): Promise<unknown[]> => rowsAs("owner", WINDOWS, [orgId]);

/** Batches that wait. */
export async function waiting({ orgId }: Sender): Promise<number> {
  return (await rowsAs("owner", "select 1 as one from telemetry_inbox where org_id = $1", [orgId])).length;
}

/** Closes all connections of the crew. */
export async function leave(): Promise<void> {
  await disconnect();
  await closePools();
}
