import type { Exec } from "../db/exec.ts";
import type { AuditRecord } from "./append.ts";
import { count, textOrNull, type Row, type Session } from "./log-session.ts";
import { readPayloads, type OpenedPayload } from "./read-payloads.ts";
import type { RestoredThing } from "./restore-entries.ts";

/** Where the live rows of an aggregate are, by entity type. */
export type AggregateTables = ReadonlyMap<string, string>;

type SetBack = { record: AuditRecord; table: string; id: string };

/** The statement handle that append and payload reading want, over a plain session. */
export function sessionExec(session: Session): Exec {
  return async (sql, params) => (await session.query(sql, [...params])).rows;
}

const rawReader = (session: Session) => ({
  $queryRawUnsafe: async <T>(sql: string, ...params: unknown[]): Promise<T> =>
    (await session.query(sql, params)).rows as T,
});

async function personalOf(session: Session, entryId: string): Promise<AuditRecord["personal"]> {
  const { rows } = await session.query(
    "select subject_id::text as subject_id, pointer from audit_personal where entry_id = $1 and pointer like '/after/%'",
    [entryId],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    subjectId: String(first["subject_id"]),
    fields: rows.map((row) => String(row["pointer"]).slice("/after/".length)),
  };
}

async function entryAt(
  session: Session,
  thing: RestoredThing,
  version: number,
): Promise<{ entryId: string; payload: OpenedPayload } | undefined> {
  const { rows } = await session.query(
    "select entry_id::text as entry_id from audit_entry where entity_type = $1 and entity_id = $2 and entity_version = $3 order by entry_id limit 1",
    [thing.type, thing.id, version],
  );
  const entryId = textOrNull(rows[0]?.["entry_id"]) ?? "";
  const payload = entryId === "" ? undefined : (await readPayloads(rawReader(session), [entryId])).get(entryId);
  return payload === undefined ? undefined : { entryId, payload };
}

/** What has to be said of one thing whose row is older than its entries: it has the values of that older version again, or is gone. */
async function setBackOf(session: Session, thing: RestoredThing, table: string): Promise<SetBack> {
  const reason = "The database was set back; the changes in between are lost.";
  const base = { entityType: thing.type, entityId: thing.id, action: "log.recover", before: null, reason };
  const found = await session.query(`select version from ${table} where id = $1::uuid`, [thing.id]);
  const [row] = found.rows as [Row | undefined];
  if (row === undefined) return { record: { ...base, schema: 1, after: null }, table, id: thing.id };
  const was = await entryAt(session, thing, count(row["version"]));
  const personal = was === undefined ? undefined : await personalOf(session, was.entryId);
  const record: AuditRecord = {
    ...base,
    schema: was?.payload.schema ?? 1,
    after: was?.payload.after ?? null,
    ...(personal === undefined ? {} : { personal }),
  };
  return { record, table, id: thing.id };
}

/** Records for things that a restored backup set back, each once; things without rows of their own need none. */
export async function setBackRecords(
  session: Session,
  things: readonly RestoredThing[],
  tables: AggregateTables,
): Promise<SetBack[]> {
  const once = new Map(things.map((thing) => [`${thing.type} ${thing.id}`, thing]));
  const found: SetBack[] = [];
  for (const thing of once.values()) {
    const table = tables.get(thing.type);
    if (table !== undefined) found.push(await setBackOf(session, thing, table));
  }
  return found;
}

/** Lifts the rows' versions to that of their newest entry. For the owner only: the guard is off for these tables meanwhile. */
export async function liftVersions(
  session: Session,
  things: readonly SetBack[],
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  const tables = [...new Set(things.map(({ table }) => table))];
  for (const table of tables) await session.query(`alter table ${table} disable trigger audit_guard`);
  for (const { record, table, id } of things) {
    await session.query(`update ${table} set version = $2 where id = $1::uuid`, [
      id,
      versions.get(`${record.entityType} ${id}`),
    ]);
  }
  await session.query("set constraints all immediate");
  for (const table of tables) await session.query(`alter table ${table} enable trigger audit_guard`);
}
