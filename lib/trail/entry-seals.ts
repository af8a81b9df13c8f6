import type { RawReader } from "../audit/read-payloads.ts";

/** How far an entry is proven: its place in the log, whether a checkpoint covers it, and how many witnesses cosigned one that does. */
export type EntrySeal = { index: number | null; state: "committed" | "sealed" | "witnessed"; witnessedBy: number };

type Row = { entry_id: string; idx: string | null; sealed: boolean; witnessed: number };

/** Cosignatures looked at, newest first: enough for many witnesses, few enough for every page. */
const NEWEST = 256;

/** The seals of entries by entry id. Entries that wait in the queue are "committed" and have no index. */
export async function readSeals(db: RawReader, entryIds: readonly string[]): Promise<Map<string, EntrySeal>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db.$queryRawUnsafe<Row[]>(
    `with e as (
       select e.entry_id, coalesce(l.log_id, e.log_id) as log_id, l.idx from audit_entry e left join audit_leaf l using (entry_id)
       where e.entry_id = any ($1::text[]::bigint[])
     ), logs as (select distinct log_id from e), sealed as (
       select g.log_id, (select max(size) from audit_checkpoint c where c.log_id = g.log_id) as size from logs g
     ), witness as (
       select g.log_id, w.witness, max(w.size) as size
       from logs g cross join lateral (
         select witness, size from audit_cosignature c where c.log_id = g.log_id order by size desc limit ${String(NEWEST)}
       ) w group by g.log_id, w.witness
     )
     select e.entry_id::text as entry_id, e.idx::text as idx, coalesce(s.size > e.idx, false) as sealed,
       (select count(*)::int from witness w where w.log_id = e.log_id and w.size > e.idx) as witnessed
     from e left join sealed s using (log_id)`,
    [...entryIds],
  );
  return new Map(
    rows.map(({ entry_id, idx, sealed, witnessed }) => {
      const index = idx === null ? null : Number(idx);
      const state = !sealed ? ("committed" as const) : witnessed > 0 ? ("witnessed" as const) : ("sealed" as const);
      return [entry_id, { index, state, witnessedBy: sealed ? witnessed : 0 }];
    }),
  );
}
