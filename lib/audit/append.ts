import { canonicalJson, canonicalJsonBytes, type JsonValue } from "../merkle/canonical-json.ts";
import type { Exec } from "../db/exec.ts";
import { fieldDigest, newSalt, payloadDigest } from "./commitment.ts";
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

type Row = Record<string, unknown>;
type PersonalValue = { pointer: string; subjectId: string; cipher: Buffer };
type Prepared = {
  record: AuditRecord;
  uuid: string;
  leaf: LeafParts;
  salt: Buffer;
  body: string;
  personal: PersonalValue[];
};

/** A leaf around the two members that only the locked head of its thing can tell: the version, and prev. */
type LeafParts = { start: string; middle: string; tail: string };

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

/** Cuts the canonical text at version 0 and prev null. Neither can stand inside a string: its quotes would be escaped. */
function cutLeaf(text: string): LeafParts {
  const [start, behind, ...more] = text.split('"version":0}');
  const [middle, tail, ...rest] = (behind ?? "").split('"prev":null');
  if (start === undefined || middle === undefined || tail === undefined || more.length + rest.length > 0) {
    throw new Error("a leaf has not the expected members");
  }
  return { start: `${start}"version":`, middle: `}${middle}"prev":`, tail };
}

function prepare(input: AppendInput, record: AuditRecord, keys: Map<string, Buffer>): Prepared {
  const uuid = input.newId();
  const personal: PersonalValue[] = [];
  const hiding = { record, keys, uuid, out: personal };
  const body = canonicalJson({
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
    entity: { id: record.entityId, type: record.entityType, version: 0 },
    id: uuid,
    payload: { alg: "sha256-salted", digest: payloadDigest(salt, new TextEncoder().encode(body)).toString("base64") },
    prev: null,
    req: input.requestId,
    v: 1,
  };
  return { record, uuid, leaf: cutLeaf(canonicalJson(envelope, "integers")), salt, body, personal };
}

const APPEND = `
select uuid::text as uuid, entry_id::text as entry_id, version from audit_append(
  $1::uuid, $2::text, $3::text, $4::text, $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::text, $12::text[], $13::text[], $14::uuid[], $15::text[], $16::uuid[], $17::text[])`;

async function insertAll(exec: Exec, input: AppendInput, prepared: readonly Prepared[]): Promise<Map<string, Row>> {
  const personal = prepared.flatMap((p) => p.personal.map((value) => ({ uuid: p.uuid, ...value })));
  const rows = await exec(APPEND, [
    input.orgId,
    input.actor.type,
    input.actor.ref,
    input.requestId,
    prepared.map((p) => p.uuid),
    prepared.map((p) => p.record.entityType),
    prepared.map((p) => p.record.entityId),
    prepared.map((p) => p.record.action),
    prepared.map((p) => p.leaf.start),
    prepared.map((p) => p.leaf.middle),
    prepared[0]?.leaf.tail ?? "",
    prepared.map((p) => p.salt.toString("hex")),
    prepared.map((p) => p.body),
    personal.map((v) => v.uuid),
    personal.map((v) => v.pointer),
    personal.map((v) => v.subjectId),
    personal.map((v) => v.cipher.toString("hex")),
  ]);
  return new Map(rows.map((row) => [String(row["uuid"]), row]));
}

/**
 * Appends one entry per record to the organization's current log, inside the caller's transaction and after the rows
 * were changed: heads are locked in (type, id) order, then everything is written. One round trip, a second when a record
 * speaks of a person. Throws when a thing stands twice in `records` or the organization has no log.
 */
export async function appendAll(exec: Exec, input: AppendInput): Promise<AppendedEntry[]> {
  const names = new Set(input.records.map((r) => `${r.entityType} ${r.entityId}`));
  if (names.size !== input.records.length) throw new Error("a command may log each thing once");
  const subjects = input.records.flatMap((r) => (r.personal === undefined ? [] : [r.personal.subjectId]));
  const keys = await personKeys(exec, input.orgId, subjects);
  const prepared = input.records.map((record) => prepare(input, record, keys));
  const rows = await insertAll(exec, input, prepared);
  return prepared.map(({ uuid, record: { entityType, entityId } }) => {
    const row = rows.get(uuid);
    if (row === undefined) throw new Error("an entry was not appended");
    return { entryId: String(row["entry_id"]), uuid, entityType, entityId, version: Number(row["version"]) };
  });
}
