import { parseCanonicalJson } from "../merkle/canonical-json.ts";
import { z } from "../zod.ts";
import { bytes, type Row, type Session } from "./log-session.ts";
import { asBuffer } from "./tile-rows.ts";

const Envelope = z.strictObject({
  action: z.string(),
  actor: z.strictObject({ ref: z.string(), type: z.string() }),
  at: z.string(),
  entity: z.strictObject({ id: z.string(), type: z.string(), version: z.int() }),
  id: z.uuid(),
  payload: z.strictObject({ alg: z.string(), digest: z.string() }),
  prev: z.string().nullable(),
  req: z.string(),
  v: z.literal(1),
});

type LeafEnvelope = { leaf: Uint8Array; envelope: z.output<typeof Envelope> };

/** A thing whose newest entries came back from the static folder. */
export type RestoredThing = { type: string; id: string };

export type Restored = { entries: { entryId: string; leaf: Uint8Array }[]; things: RestoredThing[]; made: number };

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

async function presentEntries(session: Session, leaves: readonly LeafEnvelope[]): Promise<Map<string, Row>> {
  const { rows } = await session.query(
    "select entry_id::text as entry_id, uuid::text as uuid, leaf from audit_entry where uuid = any ($1::uuid[])",
    [leaves.map(({ envelope }) => envelope.id)],
  );
  return new Map(rows.map((row) => [String(row["uuid"]), row]));
}

async function makeEntry(
  session: Session,
  log: { logId: number; orgId: string },
  { leaf, envelope }: LeafEnvelope,
): Promise<string> {
  const { entity, actor } = envelope;
  const { rows } = await session.query(
    `insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (log_id, entity_type, entity_id, entity_version) do nothing returning entry_id::text as entry_id`,
    [
      ...[log.logId, log.orgId, envelope.id, asBuffer(leaf), entity.type, entity.id, entity.version],
      ...[envelope.action, actor.type, actor.ref, envelope.req, envelope.at],
    ],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new Error(
      `${entity.type} ${entity.id} was changed both before the database was set back and since: its version ${entity.version} exists twice. Start a new log instead (log new).`,
    );
  }
  return String(row["entry_id"]);
}

/**
 * Finds the entries of lost leaves, or makes their rows again from the bytes, and puts each into the queue. Their payloads
 * are lost: a leaf has only the commitment. Throws when a stored entry has other bytes, or a version exists twice.
 */
export async function restoreEntries(
  session: Session,
  log: { logId: number; orgId: string },
  leaves: readonly Uint8Array[],
): Promise<Restored> {
  const parsed = leaves.map((leaf) => ({ leaf, envelope: Envelope.parse(parseCanonicalJson(leaf)) }));
  const present = await presentEntries(session, parsed);
  const restored: Restored = { entries: [], things: [], made: 0 };
  for (const each of parsed) {
    const row = present.get(each.envelope.id);
    if (row !== undefined && !sameBytes(bytes(row["leaf"]), each.leaf)) {
      throw new Error(`entry ${each.envelope.id} is stored with other bytes than were signed`);
    }
    const entryId = row === undefined ? await makeEntry(session, log, each) : String(row["entry_id"]);
    if (row === undefined) {
      restored.made += 1;
      restored.things.push({ type: each.envelope.entity.type, id: each.envelope.entity.id });
    }
    restored.entries.push({ entryId, leaf: each.leaf });
  }
  await session.query(
    "insert into audit_queue (log_id, entry_id) select $1::int, t.id from unnest($2::bigint[]) as t(id) on conflict do nothing",
    [log.logId, restored.entries.map(({ entryId }) => entryId)],
  );
  return restored;
}

/** Sets the heads of things to their newest entry, so that versions and prev chains go on behind it. */
export async function raiseHeads(session: Session, logId: number, things: readonly RestoredThing[]): Promise<void> {
  await session.query(
    `insert into audit_head (log_id, entity_type, entity_id, version, leaf_hash)
     select distinct on (e.entity_type, e.entity_id) e.log_id, e.entity_type, e.entity_id, e.entity_version, sha256('\\x00'::bytea || e.leaf)
     from audit_entry e join unnest($2::text[], $3::text[]) as t(type, id) on e.entity_type = t.type and e.entity_id = t.id
     where e.log_id = $1 order by e.entity_type, e.entity_id, e.entity_version desc
     on conflict (log_id, entity_type, entity_id) do update set version = excluded.version, leaf_hash = excluded.leaf_hash`,
    [logId, things.map(({ type }) => type), things.map(({ id }) => id)],
  );
}
