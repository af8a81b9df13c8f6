import { reader } from "../db/client.ts";

type Part = "ok" | "waiting" | "failing";

export type Readiness = { status: "ready" | "not_ready"; database: Part; migrations: Part; worker: Part };

const HEARTBEAT_LIMIT_MS = 15_000;

/** Looks at what the product needs: the database answers, no migration is half done, a worker gave a sign of life. */
export async function readReadiness(now: Date): Promise<Readiness> {
  const parts: Omit<Readiness, "status"> = { database: "failing", migrations: "waiting", worker: "waiting" };
  try {
    const [row] = await reader().$queryRaw<{ unfinished: bigint; seen_at: Date | null }[]>`
      select (select count(*) from _prisma_migrations where finished_at is null and rolled_back_at is null) as unfinished,
             (select max(seen_at) from worker_heartbeat) as seen_at`;
    parts.database = "ok";
    parts.migrations = Number(row?.unfinished ?? 1) === 0 ? "ok" : "failing";
    const seenMs = row?.seen_at?.getTime() ?? 0;
    parts.worker = now.getTime() - seenMs < HEARTBEAT_LIMIT_MS ? "ok" : "waiting";
  } catch {
    return { status: "not_ready", ...parts };
  }
  const ready = Object.values(parts).every((part) => part === "ok");
  return { status: ready ? "ready" : "not_ready", ...parts };
}
