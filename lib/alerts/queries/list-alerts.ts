import { joinConditions, type Condition } from "../../kernel/conditions.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { invalid } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { defineQuery } from "../../kernel/query.ts";
import { AlertListDto, ListAlertsInput } from "../../telemetry/schema.ts";
import { alertConditions } from "../alert-conditions.ts";
import { toAlertDtos } from "../alert-dto.ts";

const COUNT_LIMIT = 20_000;
const states = ["firing", "pending", "resolved"] as const;

type Row = { id: string; rank: number; started_at: Date };
type Place = { rank: number; at: string; id: string };

/** The last row of the page before. Throws invalid_input for a cursor that was not made here. */
function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [rank = "", at = "", id = ""] = decodeCursor(cursor, 3);
  if (!/^[123]$/.test(rank) || Number.isNaN(Date.parse(at)) || !isUuid(id)) {
    return invalid("cursor", "This cursor was not made here. Begin with the first page.");
  }
  return { rank: Number(rank), at, id };
}

/** The first rows behind a place: of each state its own, in the order of its index; all alerts of years are never sorted. */
function pageSql(conditions: readonly Condition[], place: Place | null, limit: number) {
  const params: unknown[] = [limit];
  const branches = states.flatMap((state, index) => {
    const rank = index + 1;
    if (place !== null && rank < place.rank) return [];
    const own: Condition[] = [...conditions, { filter: "state", sql: "state = ?", params: [state] }];
    if (place?.rank === rank) {
      const sql = "(started_at, id) < (?::text::timestamptz, ?::uuid)";
      own.push({ filter: "cursor", sql, params: [place.at, place.id] });
    }
    const joined = joinConditions(own, params.length + 1);
    params.push(...joined.params);
    return `(select id, ${rank} as rank, started_at from alert where ${joined.sql} order by started_at desc, id desc limit $1)`;
  });
  const sql = `select p.id::text as id, p.rank, p.started_at from (${branches.join(" union all ")}) p
    order by p.rank, p.started_at desc, p.id desc limit $1`;
  return { sql, params };
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
    const paged = pageSql(conditions, placeOf(input.cursor), input.limit + 1);
    const counted = joinConditions(conditions);
    const places = await db.$queryRawUnsafe<Row[]>(paged.sql, ...paged.params);
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
