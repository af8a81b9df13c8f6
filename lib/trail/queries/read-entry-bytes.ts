import { readOpenings } from "../../audit/read-openings.ts";
import { can } from "../../kernel/can.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { encodeBase64 } from "../../merkle/base64.ts";
import type { z } from "../../zod.ts";
import { EntryBytesDto, ReadEntryInput } from "../schema.ts";

type Row = {
  entry_id: string;
  entity_type: string;
  leaf: Uint8Array;
  salt: Uint8Array | null;
  body: Uint8Array | null;
};

type ErasureRow = {
  uuid: string;
  idx: string | null;
  at: Date;
  by: string | null;
  reason: string;
  legal_basis: string;
};

/** The last erasure that names this entry, with its own entry. */
async function erasureOf(db: Reader, orgId: string, uuid: string): Promise<z.input<typeof EntryBytesDto>["erasure"]> {
  const [row] = await db.$queryRawUnsafe<ErasureRow[]>(
    `select x.uuid::text as uuid, l.idx::text as idx, r.created_at as at, u.name as by, r.reason, r.legal_basis
     from erasure r join audit_log g on g.org_id = r.org_id
     join audit_entry x on x.log_id = g.log_id and x.entity_type = 'erasure' and x.entity_id = r.id::text
     left join audit_leaf l on l.entry_id = x.entry_id left join app_user u on u.id = r.created_by
     where r.org_id = $1::uuid and $2::uuid = any (r.entries) order by r.created_at desc limit 1`,
    orgId,
    uuid,
  );
  if (row === undefined) return null;
  const { idx, at, by, reason, legal_basis: legalBasis } = row;
  return { uuid: row.uuid, index: idx === null ? null : Number(idx), at: at.toISOString(), by, reason, legalBasis };
}

export const readEntryBytes = defineQuery({
  name: "audit.entry_bytes",
  summary: "The bytes of one entry and of its values, to check them",
  permission: "audit:read",
  http: "GET /audit/entries/{id}/bytes",
  input: ReadEntryInput,
  output: EntryBytesDto,
  async run({ db, input, ctx }) {
    const [row] = await db.$queryRawUnsafe<Row[]>(
      `select e.entry_id::text as entry_id, e.leaf, e.entity_type, p.salt, p.body from audit_entry e left join audit_payload p using (entry_id)
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
      erasure: await erasureOf(db, ctx.orgId, input.id),
      abilities: { erase: can(ctx.actor, "audit:manage") && body !== null && row.entity_type !== "erasure" },
    };
  },
});
