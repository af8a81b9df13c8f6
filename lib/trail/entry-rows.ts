import { readPayloads, type OpenedPayload, type RawReader } from "../audit/read-payloads.ts";
import { readSeals, type EntrySeal } from "./entry-seals.ts";
import { plainSource, type EntryFilter, type EntrySource } from "./entry-source.ts";
import type { TrailEntry } from "./schema.ts";

type EntryRow = {
  entry_id: string;
  uuid: string;
  version: number;
  action: string;
  at: Date;
  actor_type: string;
  actor_ref: string;
  actor_name: string | null;
  entity_type: string;
  entity_id: string;
  request_id: string;
};

const systemNames: Record<string, string> = {
  operator: "Operator",
  anonymous: "Nobody signed in",
  system: "Modelkeep",
};

/** A text as a UUID in SQL, null when it is none. */
export const asUuid = (text: string): string =>
  `case when ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${text}::uuid end`;

const SELECT = `
select e.entry_id::text as entry_id, e.uuid::text as uuid, e.entity_version as version, e.action, e.created_at as at, e.actor_type,
  e.actor_ref, coalesce(u.name, k.name) as actor_name, e.entity_type, e.entity_id, e.request_id
from page e
left join app_user u on u.id = case when e.actor_type = 'user' then ${asUuid("e.actor_ref")} end and u.org_id = e.org_id
left join api_key k on k.id = case when e.actor_type = 'apiKey' then ${asUuid("e.actor_ref")} end and k.org_id = e.org_id`;

function labelOf(payload: OpenedPayload | undefined): string {
  for (const image of [payload?.after, payload?.before]) {
    for (const field of ["name", "title", "email", "slug"]) {
      const value = image?.[field];
      if (typeof value === "string" && value !== "") return value;
    }
  }
  return "";
}

const UNSEALED: EntrySeal = { index: null, state: "committed", witnessedBy: 0 };

function toEntry(row: EntryRow, payload: OpenedPayload | undefined, seal: EntrySeal = UNSEALED): TrailEntry {
  return {
    entryId: row.entry_id,
    uuid: row.uuid,
    version: row.version,
    action: row.action,
    at: row.at.toISOString(),
    actor: {
      type: row.actor_type,
      ref: row.actor_ref,
      name: row.actor_name ?? systemNames[row.actor_type] ?? "Somebody",
    },
    entity: { type: row.entity_type, id: row.entity_id, label: labelOf(payload) },
    before: payload?.before ?? null,
    after: payload?.after ?? null,
    reason: payload?.reason ?? null,
    requestId: row.request_id,
    erased: payload === undefined,
    ...seal,
  };
}

/** The entries that a statement gives, in its order, as people read them. */
export async function readEntries(db: RawReader, source: EntrySource): Promise<TrailEntry[]> {
  const sql = `with page as materialized (${source.sql}) ${SELECT} order by ${source.order}`;
  const rows = await db.$queryRawUnsafe<EntryRow[]>(sql, ...source.params);
  const ids = rows.map((row) => row.entry_id);
  const [payloads, seals] = await Promise.all([readPayloads(db, ids), readSeals(db, ids)]);
  return rows.map((row) => toEntry(row, payloads.get(row.entry_id), seals.get(row.entry_id)));
}

/** Entries of an organization that meet conditions, newest first. */
export async function selectEntries(
  db: RawReader,
  orgId: string,
  page: { filters: readonly EntryFilter[]; limit: number },
): Promise<TrailEntry[]> {
  return readEntries(db, plainSource({ orgId, ...page }));
}

/** Cuts one entry more than asked for into a page and the cursor of the next. */
export function toPage(
  entries: readonly TrailEntry[],
  limit: number,
): { items: TrailEntry[]; nextCursor: string | null } {
  const items = entries.slice(0, limit);
  return { items, nextCursor: entries.length > limit ? (items.at(-1)?.entryId ?? null) : null };
}
