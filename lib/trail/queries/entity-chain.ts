import { can } from "../../kernel/can.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { encodeBase64 } from "../../merkle/base64.ts";
import { EntityChainDto, EntityHistoryInput } from "../schema.ts";

type Row = { entry_id: string; uuid: string; version: number; leaf: Uint8Array };

/** Kinds of things whose history everybody in the organization may read. */
const OPEN_KINDS = new Set(["model"]);

/** The entries of one thing as bytes, newest first: enough to see that none is missing. They hold no personal data. */
export const entityChain = defineQuery({
  name: "audit.chain",
  summary: "The entries of one thing as bytes, to prove that its history is whole",
  permission: "audit:history",
  http: "GET /audit/chain",
  input: EntityHistoryInput,
  output: EntityChainDto,
  async run({ db, input, ctx }) {
    if (!OPEN_KINDS.has(input.entityType) && !can(ctx.actor, "audit:read")) return notFound("history");
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select e.entry_id::text as entry_id, e.uuid::text as uuid, e.entity_version as version, e.leaf
       from audit_log g cross join lateral (
         select * from audit_entry e where e.log_id = g.log_id and e.entity_type = $2 and e.entity_id = $3
           and ($4::bigint is null or e.entity_version < (select c.entity_version from audit_entry c where c.entry_id = $4::bigint))
         order by e.entity_version desc limit ${String(input.limit + 1)}) e
       where g.org_id = $1::uuid order by e.entity_version desc, e.entry_id desc limit ${String(input.limit + 1)}`,
      ctx.orgId,
      input.entityType,
      input.entityId,
      input.cursor ?? null,
    );
    const page = rows.slice(0, input.limit);
    return {
      items: page.map(({ uuid, version, leaf }) => ({ uuid, version, leaf: encodeBase64(leaf) })),
      nextCursor: rows.length > input.limit ? (page.at(-1)?.entry_id ?? null) : null,
    };
  },
});
