import { readOpenings } from "../../audit/read-openings.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { encodeBase64 } from "../../merkle/base64.ts";
import { EntryBytesDto, ReadEntryInput } from "../schema.ts";

type Row = {
  entry_id: string;
  leaf: Uint8Array;
  salt: Uint8Array | null;
  body: Uint8Array | null;
  erased_by: string | null;
};

export const readEntryBytes = defineQuery({
  name: "audit.entry_bytes",
  summary: "The bytes of one entry and of its values, to check them",
  permission: "audit:read",
  http: "GET /audit/entries/{id}/bytes",
  input: ReadEntryInput,
  output: EntryBytesDto,
  async run({ db, input, ctx }) {
    const [row] = await db.$queryRawUnsafe<Row[]>(
      `select e.entry_id::text as entry_id, e.leaf, p.salt, p.body, x.uuid::text as erased_by
       from audit_entry e left join audit_payload p using (entry_id) left join audit_entry x on x.entry_id = p.erased_by
       where e.org_id = $1::uuid and e.uuid = $2::uuid`,
      ctx.orgId,
      input.id,
    );
    if (row === undefined) return notFound("entry");
    const { body, salt } = row;
    return {
      leaf: encodeBase64(row.leaf),
      values:
        body === null || salt === null
          ? null
          : { body: encodeBase64(body), salt: encodeBase64(salt), openings: await readOpenings(db, row.entry_id) },
      erasedBy: row.erased_by,
    };
  },
});
