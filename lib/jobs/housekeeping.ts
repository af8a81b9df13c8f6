import type pg from "pg";

/** Notes that this worker lives; the readiness check looks at it. */
export async function reportAlive(pool: pg.Pool, worker: { instance: string; startedAt: Date }): Promise<void> {
  await pool.query(
    `insert into worker_heartbeat (instance, started_at, seen_at) values ($1, $2, clock_timestamp())
     on conflict (instance) do update set seen_at = clock_timestamp()`,
    [worker.instance, worker.startedAt.toISOString()],
  );
}

/** Removes what is only there for a while: signals, who was in a room, counters, dead workers' heartbeats, drafts past their day. */
export async function keepHouse(pool: pg.Pool): Promise<void> {
  await pool.query("delete from live_event where at < now() - interval '10 minutes'");
  await pool.query("delete from diagram_presence where at < now() - interval '10 minutes'");
  await pool.query("delete from rate_limit where window_start < now() - interval '2 days'");
  await pool.query("delete from worker_heartbeat where seen_at < now() - interval '1 hour'");
  await pool.query("delete from import_draft where expires_at < now()");
}
