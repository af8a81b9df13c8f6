import type { RawReader } from "../audit/read-payloads.ts";
import { entryFilters, type EntryFields } from "./entry-filters.ts";
import { readEntries } from "./entry-rows.ts";
import { idSource, kindSource, plainSource, thingSource, type EntryFilter, type EntrySource } from "./entry-source.ts";
import type { TrailEntry } from "./schema.ts";

type ListInput = EntryFields & { cursor?: string | undefined; limit: number };

type Position = { at: string; entity_type: string; entity_id: string; version: number };

const given = (value: string | undefined): value is string => value !== undefined && value !== "";

/** The entry that a page begins behind. An export begins at a number that no entry has: then only numbers below it count. */
async function positionOf(db: RawReader, orgId: string, entryId: string): Promise<Position | undefined> {
  const [row] = await db.$queryRawUnsafe<Position[]>(
    `select created_at::text as at, entity_type, entity_id, entity_version as version from audit_entry
     where org_id = $1::uuid and entry_id = $2::bigint`,
    orgId,
    entryId,
  );
  return row;
}

function behind(entryId: string, position: Position | undefined, thing: boolean): EntryFilter {
  if (position === undefined) return { sql: "e.entry_id < ?::bigint", value: entryId };
  if (thing) return { sql: "e.entity_version < ?::int", value: String(position.version) };
  return { sql: `(e.created_at, e.entry_id) < (?::timestamptz, ${BigInt(entryId)})`, value: position.at };
}

async function sourceOf(db: RawReader, orgId: string, { cursor, limit, ...input }: ListInput): Promise<EntrySource> {
  const { actor, action, entityType, entityId, from, to } = input;
  const position = cursor === undefined ? undefined : await positionOf(db, orgId, cursor);
  const after = (thing: boolean): EntryFilter[] => (cursor === undefined ? [] : [behind(cursor, position, thing)]);
  if (given(entityType) && given(entityId)) {
    const filters = [...entryFilters({ actor, action, from, to }), ...after(true)];
    return thingSource({ orgId, entityType, entityId, filters, limit });
  }
  if (given(entityId)) {
    return idSource({
      orgId,
      entityId,
      filters: [...entryFilters({ actor, action, from, to }), ...after(false)],
      limit,
    });
  }
  if (given(action) || given(entityType) || given(actor)) {
    const kind = entryFilters({ action, entityType }).map(({ sql, value }) => ({
      sql: sql.replace("e.", "k."),
      value,
    }));
    const filters = [...entryFilters({ from, to }), ...after(false)];
    return kindSource({ orgId, kind, filters, limit, ...(given(actor) ? { actor } : {}) });
  }
  return plainSource({ orgId, filters: [...entryFilters({ from, to }), ...after(false)], limit });
}

/** A list of entries by what it asks for, newest first: each kind of question has the statement that is fast for it. */
export async function listOf(db: RawReader, orgId: string, input: ListInput): Promise<TrailEntry[]> {
  return readEntries(db, await sourceOf(db, orgId, input));
}
