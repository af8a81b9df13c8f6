import { parseCanonicalJson, type JsonValue } from "../merkle/canonical-json.ts";
import { dataKey, decrypt } from "./person-keys.ts";
import type { RawReader } from "./read-payloads.ts";

/** A personal value of an entry with the salt (base64) that hides it; `pointer` such as /after/email. */
export type PersonalOpening = { pointer: string; salt: string; value: JsonValue };

type Row = { uuid: string; pointer: string; subject_id: string; cipher: Uint8Array; wrapped_key: Uint8Array };

/** The personal values of one entry that are still there, with their salts, in the order of their pointers. */
export async function readOpenings(db: RawReader, entryId: string): Promise<PersonalOpening[]> {
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select e.uuid::text as uuid, s.pointer, s.subject_id::text as subject_id, s.cipher, k.wrapped_key
     from audit_personal s join audit_entry e using (entry_id) join person_key k on k.subject_id = s.subject_id
     where s.entry_id = $1::bigint and octet_length(s.cipher) > 0 order by s.pointer`,
    entryId,
  );
  return rows.map((row) => {
    const key = decrypt(dataKey(), row.wrapped_key, `person_key/${row.subject_id}`);
    const opened = parseCanonicalJson(decrypt(key, row.cipher, `${row.uuid}${row.pointer}`));
    const { salt, value } = opened as { salt: string; value: JsonValue };
    return { pointer: row.pointer, salt, value };
  });
}
