import { canonicalJson, canonicalJsonBytes, type JsonValue } from "../merkle/canonical-json.ts";
import { treeHasher } from "../merkle/hashes.ts";
import type { Exec } from "../db/exec.ts";
import { fieldDigest, newSalt, payloadDigest } from "./commitment.ts";
import { nodeCrypto } from "./crypto-node.ts";
import { encrypt, personKeys } from "./person-keys.ts";

export type JsonObject = { [member: string]: JsonValue };

/** One change of one aggregate, as a command reports it. */
export type AuditRecord = {
  entityType: string;
  entityId: string;
  action: string;
  /** Schema number of the images. */
  schema: number;
  /** Old values of the fields that changed; null when the thing is new. */
  before: JsonObject | null;
  /** The full image after the change; null when the thing is gone. */
  after: JsonObject | null;
  reason?: string;
  /** Top-level fields of the images that speak of a person, and whom. */
  personal?: { subjectId: string; fields: readonly string[] };
};

export type AppendInput = {
  orgId: string;
  actor: { type: string; ref: string };
  requestId: string;
  at: Date;
  newId: () => string;
  records: readonly AuditRecord[];
};

export type AppendedEntry = { entryId: string; uuid: string; entityType: string; entityId: string; version: number };

const hasher = treeHasher(nodeCrypto.sha256);

type Head = { logId: number; version: number; leafHash: string };
type PersonalValue = { pointer: string; subjectId: string; cipher: Buffer };
type Prepared = {
  record: AuditRecord;
  uuid: string;
  version: number;
  leaf: Uint8Array;
  salt: Buffer;
  body: Uint8Array;
  personal: PersonalValue[];
};

async function lockHeads(exec: Exec, orgId: string, records: readonly AuditRecord[]): Promise<Map<string, Head>> {
  const rows = await exec(
    `insert into audit_head (log_id, entity_type, entity_id, version, leaf_hash)
     select l.log_id, t.type, t.id, 0, ''::bytea
     from audit_log l, unnest($2::text[], $3::text[]) as t(type, id)
     where l.org_id = $1::uuid and l.current
     order by t.type, t.id
     on conflict (log_id, entity_type, entity_id) do update set version = audit_head.version
     returning log_id, entity_type, entity_id, version, encode(leaf_hash, 'base64') as leaf_hash`,
    [orgId, records.map((r) => r.entityType), records.map((r) => r.entityId)],
  );
  if (rows.length !== records.length) throw new Error("this organization has no audit log");
  return new Map(
    rows.map((row) => [
      `${String(row["entity_type"])} ${String(row["entity_id"])}`,
      {
        logId: Number(row["log_id"]),
        version: Number(row["version"]),
        leafHash: String(row["leaf_hash"]).replaceAll("\n", ""),
      },
    ]),
  );
}

type Hiding = { record: AuditRecord; keys: Map<string, Buffer>; uuid: string; out: PersonalValue[] };

function hide(side: "before" | "after", { record, keys, uuid, out }: Hiding): JsonObject | null {
  const { personal, [side]: image } = record;
  if (image === null || personal === undefined) return image;
  const key = keys.get(personal.subjectId);
  if (key === undefined) throw new Error("no data key for a personal field");
  const copy: JsonObject = { ...image };
  for (const field of personal.fields) {
    const value = copy[field];
    if (value === undefined || value === null) continue;
    const salt = newSalt();
    const pointer = `/${side}/${field}`;
    const sealed = canonicalJsonBytes({ salt: salt.toString("base64"), value });
    out.push({ pointer, subjectId: personal.subjectId, cipher: encrypt(key, sealed, `${uuid}${pointer}`) });
    copy[field] = { $c: fieldDigest(salt, value).toString("base64") };
  }
  return copy;
}

function prepare(input: AppendInput, record: AuditRecord, head: Head, keys: Map<string, Buffer>): Prepared {
  const uuid = input.newId();
  const version = head.version + 1;
  const personal: PersonalValue[] = [];
  const hiding = { record, keys, uuid, out: personal };
  const body = canonicalJsonBytes({
    after: hide("after", hiding),
    before: hide("before", hiding),
    reason: record.reason ?? null,
    schema: record.schema,
    v: 1,
  });
  const salt = newSalt();
  const envelope = {
    action: record.action,
    actor: { ref: input.actor.ref, type: input.actor.type },
    at: input.at.toISOString(),
    entity: { id: record.entityId, type: record.entityType, version },
    id: uuid,
    payload: { alg: "sha256-salted", digest: payloadDigest(salt, body).toString("base64") },
    prev: head.version === 0 ? null : head.leafHash,
    req: input.requestId,
    v: 1,
  };
  const leaf = new TextEncoder().encode(canonicalJson(envelope, "integers"));
  return { record, uuid, version, leaf, salt, body, personal };
}

const APPEND = `
with t as (
  select * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[])
    with ordinality as t(uuid, leaf, type, id, version, action, salt, body, leaf_hash, ord)
), e as (
  insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
  select $1::int, $2::uuid, t.uuid, decode(t.leaf, 'hex'), t.type, t.id, t.version, t.action, $12::text, $13::text, $14::text from t order by t.ord
  returning entry_id, uuid
), p as (
  insert into audit_payload (entry_id, salt, body)
  select e.entry_id, decode(t.salt, 'hex'), decode(t.body, 'hex') from e join t using (uuid)
), s as (
  insert into audit_personal (entry_id, pointer, subject_id, cipher)
  select e.entry_id, v.pointer, v.subject_id, decode(v.cipher, 'hex')
  from unnest($15::uuid[], $16::text[], $17::uuid[], $18::text[]) as v(uuid, pointer, subject_id, cipher) join e using (uuid)
), q as (
  insert into audit_queue (log_id, entry_id) select $1::int, entry_id from e
), h as (
  update audit_head h set version = t.version, leaf_hash = decode(t.leaf_hash, 'hex')
  from t where h.log_id = $1::int and h.entity_type = t.type and h.entity_id = t.id
), l as (
  insert into live_event (org_id, entity_type, entity_id) select $2::uuid, t.type, t.id from t
)
select entry_id::text as entry_id, uuid::text as uuid from e`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

async function insertAll(
  exec: Exec,
  input: AppendInput,
  logId: number,
  prepared: readonly Prepared[],
): Promise<Map<string, string>> {
  const personal = prepared.flatMap((p) => p.personal.map((value) => ({ uuid: p.uuid, ...value })));
  const rows = await exec(APPEND, [
    logId,
    input.orgId,
    prepared.map((p) => p.uuid),
    prepared.map((p) => hex(p.leaf)),
    prepared.map((p) => p.record.entityType),
    prepared.map((p) => p.record.entityId),
    prepared.map((p) => p.version),
    prepared.map((p) => p.record.action),
    prepared.map((p) => hex(p.salt)),
    prepared.map((p) => hex(p.body)),
    prepared.map((p) => hex(hasher.leaf(p.leaf))),
    input.actor.type,
    input.actor.ref,
    input.requestId,
    personal.map((v) => v.uuid),
    personal.map((v) => v.pointer),
    personal.map((v) => v.subjectId),
    personal.map((v) => hex(v.cipher)),
  ]);
  return new Map(rows.map((row) => [String(row["uuid"]), String(row["entry_id"])]));
}

/**
 * Appends one entry per record to the organization's current log, inside the caller's transaction and after the rows
 * were changed: heads are locked in (type, id) order, then everything is written in one statement. Two round trips, a
 * third when a record speaks of a person. Throws when a thing stands twice in `records` or the organization has no log.
 */
export async function appendAll(exec: Exec, input: AppendInput): Promise<AppendedEntry[]> {
  const names = new Set(input.records.map((r) => `${r.entityType} ${r.entityId}`));
  if (names.size !== input.records.length) throw new Error("a command may log each thing once");
  const subjects = input.records.flatMap((r) => (r.personal === undefined ? [] : [r.personal.subjectId]));
  const keys = await personKeys(exec, input.orgId, subjects);
  const heads = await lockHeads(exec, input.orgId, input.records);
  let logId = 0;
  const prepared = input.records.map((record) => {
    const head = heads.get(`${record.entityType} ${record.entityId}`);
    if (head === undefined) throw new Error("an audit head is missing");
    logId = head.logId;
    return prepare(input, record, head, keys);
  });
  const ids = await insertAll(exec, input, logId, prepared);
  return prepared.map((p) => ({
    entryId: ids.get(p.uuid) ?? "",
    uuid: p.uuid,
    entityType: p.record.entityType,
    entityId: p.record.entityId,
    version: p.version,
  }));
}
