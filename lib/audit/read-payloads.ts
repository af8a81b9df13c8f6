import { parseCanonicalJson } from "../merkle/canonical-json.ts";
import type { JsonObject } from "./append.ts";
import { dataKey, decrypt } from "./person-keys.ts";

/** The read session, as little of it as this needs. */
export type RawReader = { $queryRawUnsafe: <T>(sql: string, ...params: unknown[]) => PromiseLike<T> };

export type OpenedPayload = {
  before: JsonObject | null;
  after: JsonObject | null;
  reason: string | null;
  schema: number;
};

type BodyRow = { entry_id: string; body: Uint8Array | null };
type PersonalRow = {
  entry_id: string;
  uuid: string;
  pointer: string;
  subject_id: string;
  cipher: Uint8Array;
  wrapped_key: Uint8Array | null;
};

/** What stands where a personal value was erased. */
export const ERASED = { $erased: true } as const;

function place(payload: OpenedPayload, pointer: string, value: JsonObject[string]): void {
  const [, side, field] = pointer.split("/");
  const image = side === "before" ? payload.before : payload.after;
  if (image !== null && field !== undefined) image[field] = value;
}

function reveal(row: PersonalRow, keys: Map<string, Buffer>): JsonObject[string] {
  if (row.wrapped_key === null || row.cipher.length === 0) return { ...ERASED };
  const key = keys.get(row.subject_id) ?? decrypt(dataKey(), row.wrapped_key, `person_key/${row.subject_id}`);
  keys.set(row.subject_id, key);
  const opened = parseCanonicalJson(decrypt(key, row.cipher, `${row.uuid}${row.pointer}`));
  return (opened as { value: JsonObject[string] }).value;
}

/**
 * The payloads of entries by entry id, with personal values filled in where their person's key is still there. An erased
 * payload is absent from the result.
 */
export async function readPayloads(db: RawReader, entryIds: readonly string[]): Promise<Map<string, OpenedPayload>> {
  const ids = [...entryIds];
  if (ids.length === 0) return new Map();
  const bodies = await db.$queryRawUnsafe<BodyRow[]>(
    `select entry_id::text as entry_id, body from audit_payload where entry_id = any ($1::text[]::bigint[])`,
    ids,
  );
  const opened = new Map<string, OpenedPayload>();
  for (const row of bodies) {
    if (row.body !== null) opened.set(row.entry_id, parseCanonicalJson(row.body) as unknown as OpenedPayload);
  }
  const personal = await db.$queryRawUnsafe<PersonalRow[]>(
    `select s.entry_id::text as entry_id, e.uuid::text as uuid, s.pointer, s.subject_id::text as subject_id, s.cipher, k.wrapped_key
     from audit_personal s join audit_entry e using (entry_id) left join person_key k on k.subject_id = s.subject_id
     where s.entry_id = any ($1::text[]::bigint[])`,
    ids,
  );
  const keys = new Map<string, Buffer>();
  for (const row of personal) {
    const payload = opened.get(row.entry_id);
    if (payload !== undefined) place(payload, row.pointer, reveal(row, keys));
  }
  return opened;
}
