import { readPayloads, type OpenedPayload, type RawReader } from "../audit/read-payloads.ts";
import { readSeals, type EntrySeal } from "./entry-seals.ts";
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

const SELECT = `
select e.entry_id::text as entry_id, e.uuid::text as uuid, e.entity_version as version, e.action, e.created_at as at, e.actor_type,
  e.actor_ref, coalesce(u.name, k.name) as actor_name, e.entity_type, e.entity_id, e.request_id
from audit_entry e
left join app_user u on e.actor_type = 'user' and u.id::text = e.actor_ref and u.org_id = e.org_id
left join api_key k on e.actor_type = 'apiKey' and k.id::text = e.actor_ref and k.org_id = e.org_id`;

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

export type EntryFilter = { sql: string; value: string };

/** Entries of an organization, newest first: conditions are SQL over `e` with `?` where the value goes. */
export async function selectEntries(
  db: RawReader,
  orgId: string,
  page: { filters: readonly EntryFilter[]; limit: number },
): Promise<TrailEntry[]> {
  const params: unknown[] = [orgId];
  const conditions = page.filters.map((filter) => {
    params.push(filter.value);
    return filter.sql.replace("?", `$${String(params.length)}`);
  });
  const where = ["e.org_id = $1::uuid", ...conditions].join(" and ");
  const rows = await db.$queryRawUnsafe<EntryRow[]>(
    `${SELECT} where ${where} order by e.entry_id desc limit ${String(page.limit)}`,
    ...params,
  );
  const ids = rows.map((row) => row.entry_id);
  const [payloads, seals] = await Promise.all([readPayloads(db, ids), readSeals(db, ids)]);
  return rows.map((row) => toEntry(row, payloads.get(row.entry_id), seals.get(row.entry_id)));
}

/** Cuts one entry more than asked for into a page and the cursor of the next. */
export function toPage(
  entries: readonly TrailEntry[],
  limit: number,
): { items: TrailEntry[]; nextCursor: string | null } {
  const items = entries.slice(0, limit);
  return { items, nextCursor: entries.length > limit ? (items.at(-1)?.entryId ?? null) : null };
}
