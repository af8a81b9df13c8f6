import type { Reader } from "../../kernel/query.ts";
import type { Telemetry } from "../schema.ts";

const WARM_UP_MS = 86_400_000;

export type Standing = {
  state: Telemetry["state"];
  firstAt: Date | null;
  lastAt: Date | null;
  waiting: number;
  clients: number;
};

/**
 * Since when a model is known: when its first batch came, or the first day that was counted when that is at least a day before,
 * because history that is sent at once is known from then on.
 */
export function knownSince(sent: Date | null, oldest: Date | null): Date | null {
  return sent !== null && oldest !== null && oldest.getTime() + WARM_UP_MS <= sent.getTime() ? oldest : sent;
}

type Row = {
  first: Date | null;
  oldest: Date | null;
  last: Date | null;
  waiting: number;
  clients: number;
  silent: boolean;
};

/** Since when a model sends, whether it still does, how much waits to be counted and how many clients there were. */
export async function readStanding(
  db: Reader,
  orgId: string,
  asked: { modelId: string; from: number; to: number; now: Date },
): Promise<Standing> {
  const [row] = await db.$queryRawUnsafe<Row[]>(
    `select (select min(first_at) from telemetry_sender where org_id = $1::uuid and model_id = $2::uuid) as first,
       (select min(w.bucket) from telemetry_series s, lateral (select bucket from telemetry_window
          where org_id = s.org_id and series_id = s.id and res = 2 order by bucket limit 1) w
          where s.org_id = $1::uuid and s.model_id = $2::uuid and s.kind in ('traffic', 'feature')) as oldest,
       (select max(last_at) from telemetry_sender where org_id = $1::uuid and model_id = $2::uuid) as last,
       (select count(*)::int from (select 1 from telemetry_inbox where org_id = $1::uuid limit 1000) as batches) as waiting,
       (select count(*)::int from (select 1 from telemetry_client where org_id = $1::uuid and model_id = $2::uuid
          and bucket >= $3::timestamptz and bucket < $4::timestamptz group by client) as different) as clients,
       exists (select 1 from telemetry_detector where org_id = $1::uuid and subject_id = $2::uuid and detector = 'silence'
          and state ->> 'silent' = 'true') as silent`,
    orgId,
    asked.modelId,
    new Date(asked.from - 3_600_000).toISOString(),
    new Date(asked.to).toISOString(),
  );
  const { last = null, waiting = 0, clients = 0, silent = false } = row ?? {};
  const first = knownSince(row?.first ?? null, row?.oldest ?? null);
  const young = first !== null && asked.now.getTime() - first.getTime() < WARM_UP_MS;
  const state = last === null ? "no_data" : silent ? "silent" : young ? "warm_up" : "live";
  return { state, firstAt: first, lastAt: last, waiting, clients };
}
