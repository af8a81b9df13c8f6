import type { Threat } from "../../../db/types.ts";
import { joinConditions, type Condition } from "../../../kernel/conditions.ts";
import { decodeCursor, encodeCursor } from "../../../kernel/cursor.ts";
import { invalid } from "../../../kernel/errors.ts";
import { isUuid } from "../../../kernel/ids.ts";
import { defineQuery, type Reader } from "../../../kernel/query.ts";
import { threatConditions } from "../list-conditions.ts";
import { ListThreatsInput, ThreatListDto } from "../schema.ts";
import { threatSummaries } from "../threat-dto.ts";

const COUNT_LIMIT = 20_000;

function behind(cursor: string | undefined): Condition[] {
  if (cursor === undefined) return [];
  const [rank = "", id = ""] = decodeCursor(cursor, 2);
  if (!/^\d{1,5}$/.test(rank) || !isUuid(id)) {
    return invalid("cursor", "This cursor was not made here. Begin with the first page.");
  }
  const sql = "rank <= ?::int and (rank < ?::int or id > ?::uuid)";
  return [{ filter: "cursor", sql, params: [Number(rank), Number(rank), id] }];
}

async function pageOf(db: Reader, conditions: readonly Condition[], cursor: string | undefined, limit: number) {
  const { sql, params } = joinConditions([...conditions, ...behind(cursor)]);
  return db.$queryRawUnsafe<{ id: string; rank: number }[]>(
    `select id::text as id, rank from threat where ${sql} order by rank desc, id limit $${params.length + 1}`,
    ...params,
    limit + 1,
  );
}

async function totalOf(db: Reader, conditions: readonly Condition[]): Promise<number> {
  const { sql, params } = joinConditions(conditions);
  const rows = await db.$queryRawUnsafe<{ total: number }[]>(
    `select count(*)::int as total from (select 1 from threat where ${sql} limit ${COUNT_LIMIT}) as counted`,
    ...params,
  );
  return rows[0]?.total ?? 0;
}

/** The register: threats of all threat models in use, severest first. */
export const listThreats = defineQuery({
  name: "threat.list",
  summary: "List threats by filter and search, severest first",
  permission: "threat:read",
  http: "GET /threats",
  input: ListThreatsInput,
  output: ThreatListDto,
  async run({ db, input, ctx }) {
    const { cursor, limit, sort: _sort, ...filters } = input;
    const conditions = threatConditions(filters, ctx);
    const [found, total] = await Promise.all([pageOf(db, conditions, cursor, limit), totalOf(db, conditions)]);
    const page = found.slice(0, limit);
    const rows = await db.threat.findMany({ where: { orgId: ctx.orgId, id: { in: page.map(({ id }) => id) } } });
    const byId = new Map(rows.map((row): [string, Threat] => [row.id, row]));
    const last = page.at(-1);
    return {
      items: await threatSummaries(
        db,
        ctx,
        page.flatMap(({ id }) => byId.get(id) ?? []),
      ),
      nextCursor: found.length > limit && last !== undefined ? encodeCursor([String(last.rank), last.id]) : null,
      total,
    };
  },
});
