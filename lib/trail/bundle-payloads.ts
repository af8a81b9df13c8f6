import { dataKey, decrypt } from "../audit/person-keys.ts";
import type { RawReader } from "../audit/read-payloads.ts";
import { canonicalJson, parseCanonicalJson, type JsonValue } from "../merkle/canonical-json.ts";

type Row = {
  entry_id: string;
  idx: bigint;
  uuid: string;
  salt: Uint8Array | null;
  body: Uint8Array | null;
  erased_by: string | null;
};
type PersonalRow = {
  entry_id: string;
  uuid: string;
  pointer: string;
  subject_id: string;
  cipher: Uint8Array;
  wrapped_key: Uint8Array | null;
  erased_by: string | null;
};

const ERASURE = `left join audit_entry x on x.entity_type = 'erasure' and x.entity_version = 1 and x.log_id = e.log_id and x.entity_id =`;

type Fields = { open: JsonValue[]; erased: JsonValue[] };

function addField(fields: Fields, row: PersonalRow): void {
  const { pointer } = row;
  if (row.cipher.length === 0 || row.wrapped_key === null) {
    if (row.erased_by !== null) fields.erased.push({ pointer, by: row.erased_by });
    return;
  }
  const key = decrypt(dataKey(), row.wrapped_key, `person_key/${row.subject_id}`);
  const opened = parseCanonicalJson(decrypt(key, row.cipher, `${row.uuid}${pointer}`)) as {
    salt: string;
    value: JsonValue;
  };
  fields.open.push({ pointer, salt: opened.salt, value: opened.value });
}

function lineOf(row: Row, fields: Fields): string {
  const { idx, uuid, salt, body, erased_by: erasedBy } = row;
  const index = Number(idx);
  if (body === null || salt === null)
    return canonicalJson(erasedBy === null ? { index, uuid } : { erasedBy, index, uuid });
  const payload = parseCanonicalJson(body);
  return canonicalJson({ index, uuid, payload, salt: Buffer.from(salt).toString("base64"), ...fields });
}

/**
 * The payloads of entries of a log, a line each in the order of the log: what the entry committed to with its salt, opened
 * personal values with theirs, and which entry erased what is gone.
 */
export async function payloadLines(
  db: RawReader,
  logId: number,
  wanted: { from: number; to: number } | { indices: readonly number[] },
): Promise<string> {
  const chosen =
    "indices" in wanted ? "l.idx = any ($2::text[]::bigint[])" : "l.idx >= $2::bigint and l.idx < $3::bigint";
  const params = "indices" in wanted ? [wanted.indices.map(String)] : [wanted.from, wanted.to];
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select e.entry_id::text as entry_id, l.idx, e.uuid::text as uuid, p.salt, p.body, x.uuid::text as erased_by
     from audit_leaf l join audit_entry e using (entry_id) join audit_payload p using (entry_id) ${ERASURE} p.erasure_id::text
     where l.log_id = $1::int and ${chosen} order by l.idx`,
    logId,
    ...params,
  );
  const personal = await db.$queryRawUnsafe<PersonalRow[]>(
    `select e.entry_id::text as entry_id, e.uuid::text as uuid, s.pointer, s.subject_id::text as subject_id, s.cipher, k.wrapped_key, x.uuid::text as erased_by
     from audit_personal s join audit_entry e using (entry_id) left join person_key k on k.subject_id = s.subject_id ${ERASURE} s.erasure_id::text
     where s.entry_id = any ($1::text[]::bigint[]) order by s.entry_id, s.pointer`,
    rows.map((row) => row.entry_id),
  );
  const fields = new Map<string, Fields>();
  for (const row of personal) {
    const known = fields.get(row.entry_id) ?? { open: [], erased: [] };
    fields.set(row.entry_id, known);
    addField(known, row);
  }
  return rows.map((row) => `${lineOf(row, fields.get(row.entry_id) ?? { open: [], erased: [] })}\n`).join("");
}
