import type { ThreatModel } from "../db/types.ts";
import type { Context } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import type { ThreatModelDto } from "./schema.ts";

type Row = Pick<ThreatModel, "id" | "reviewDays">;
export type ReviewState = ThreatModelDto["review"];

/** Where the review of each threat model is. */
export async function reviewStatesOf(
  db: Pick<Reader, "$queryRaw">,
  ctx: Pick<Context, "now">,
  rows: readonly Row[],
): Promise<Map<string, ReviewState>> {
  if (rows.length === 0) return new Map();
  const newest = await db.$queryRaw<{ id: string; state: string; at: Date | null; changed: boolean }[]>`
    select distinct on (v.threat_model_id) v.threat_model_id::text as id, v.state, v.decided_at as at,
      exists (select 1 from diagram d where d.threat_model_id = v.threat_model_id and d.updated_at > v.created_at)
        or exists (select 1 from threat t where t.threat_model_id = v.threat_model_id and t.updated_at > v.created_at) as changed
    from threat_model_version v
    where v.threat_model_id = any(${rows.map(({ id }) => id)}::uuid[]) and v.state in ('submitted', 'approved', 'rejected')
    order by v.threat_model_id, v.number desc`;
  const byId = new Map(newest.map((row) => [row.id, row]));
  return new Map(
    rows.map(({ id, reviewDays }) => {
      const version = byId.get(id);
      if (version === undefined) return [id, "never"];
      if (version.state !== "approved") return [id, version.state as ReviewState];
      const ends = (version.at?.getTime() ?? 0) + reviewDays * 86_400_000;
      return [id, version.changed || ends < ctx.now().getTime() ? "stale" : "approved"];
    }),
  );
}
