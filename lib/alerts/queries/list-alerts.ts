import { joinConditions, type Condition } from "../../kernel/conditions.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { invalid } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { defineQuery } from "../../kernel/query.ts";
import { AlertListDto, ListAlertsInput } from "../../telemetry/schema.ts";
import { alertConditions } from "../alert-conditions.ts";
import { toAlertDtos } from "../alert-dto.ts";

const COUNT_LIMIT = 20_000;
const RANK = "array_position(array['firing', 'pending', 'resolved'], state)";

type Row = { id: string; rank: number; started_at: Date };

/** Behind the last row of the page before. Throws invalid_input for a cursor that was not made here. */
function afterPlace(cursor: string | undefined): Condition[] {
  if (cursor === undefined) return [];
  const [rank = "", at = "", id = ""] = decodeCursor(cursor, 3);
  if (!/^[123]$/.test(rank) || Number.isNaN(Date.parse(at)) || !isUuid(id)) {
    return invalid("cursor", "This cursor was not made here. Begin with the first page.");
  }
  const sql = `(${RANK} > ?::int or (${RANK} = ?::int and (started_at, id) < (?::text::timestamptz, ?::uuid)))`;
  return [{ filter: "cursor", sql, params: [Number(rank), Number(rank), at, id] }];
}

/** Alerts: firing before pending before resolved, the newest first. */
export const listAlerts = defineQuery({
  name: "alert.list",
  summary: "List alerts by state, severity, model and words",
  permission: "alert:read",
  http: "GET /alerts",
  input: ListAlertsInput,
  output: AlertListDto,
  async run({ db, input, ctx }) {
    const conditions = alertConditions(input, ctx.orgId);
    const paged = joinConditions([...conditions, ...afterPlace(input.cursor)]);
    const counted = joinConditions(conditions);
    const places = await db.$queryRawUnsafe<Row[]>(
      `select id::text as id, ${RANK} as rank, started_at from alert where ${paged.sql}
       order by ${RANK}, started_at desc, id desc limit $${paged.params.length + 1}`,
      ...paged.params,
      input.limit + 1,
    );
    const [sum] = await db.$queryRawUnsafe<{ total: number }[]>(
      `select count(*)::int as total from (select 1 from alert where ${counted.sql} limit ${COUNT_LIMIT}) as counted`,
      ...counted.params,
    );
    const page = places.slice(0, input.limit);
    const last = page.at(-1);
    const rows = await db.alert.findMany({ where: { orgId: ctx.orgId, id: { in: page.map(({ id }) => id) } } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      items: await toAlertDtos(
        db,
        ctx.orgId,
        page.flatMap(({ id }) => byId.get(id) ?? []),
      ),
      nextCursor:
        places.length > input.limit && last !== undefined
          ? encodeCursor([String(last.rank), last.started_at.toISOString(), last.id])
          : null,
      total: sum?.total ?? 0,
    };
  },
});
