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

type Row = { first: Date | null; last: Date | null; waiting: number; clients: number; silent: boolean };

/** Since when a model sends, whether it still does, how much waits to be counted and how many clients there were. */
export async function readStanding(
  db: Reader,
  orgId: string,
  asked: { modelId: string; from: number; to: number; now: Date },
): Promise<Standing> {
  const [row] = await db.$queryRawUnsafe<Row[]>(
    `select (select min(first_at) from telemetry_sender where org_id = $1::uuid and model_id = $2::uuid) as first,
       (select max(last_at) from telemetry_sender where org_id = $1::uuid and model_id = $2::uuid) as last,
       (select count(*)::int from (select 1 from telemetry_inbox where org_id = $1::uuid limit 1000) as batches) as waiting,
       (select count(distinct client)::int from telemetry_client where org_id = $1::uuid and model_id = $2::uuid
          and bucket >= $3::timestamptz and bucket < $4::timestamptz) as clients,
       exists (select 1 from telemetry_detector where org_id = $1::uuid and subject_id = $2::uuid and detector = 'silence'
          and state ->> 'silent' = 'true') as silent`,
    orgId,
    asked.modelId,
    new Date(asked.from - 3_600_000).toISOString(),
    new Date(asked.to).toISOString(),
  );
  const { first = null, last = null, waiting = 0, clients = 0, silent = false } = row ?? {};
  const young = first !== null && asked.now.getTime() - first.getTime() < WARM_UP_MS;
  const state = last === null ? "no_data" : silent ? "silent" : young ? "warm_up" : "live";
  return { state, firstAt: first, lastAt: last, waiting, clients };
}
