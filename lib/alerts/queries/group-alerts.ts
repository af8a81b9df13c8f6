import { joinConditions } from "../../kernel/conditions.ts";
import { defineQuery } from "../../kernel/query.ts";
import { alertConditions } from "../alert-conditions.ts";
import { AlertGroupsDto, GroupAlertsInput, type AlertGroupDto } from "../groups-schema.ts";

const AT_MOST = 200;
const GRAVE = "array_position(array['critical', 'high', 'medium', 'low'], severity)";

type Row = Omit<AlertGroupDto, "model" | "since"> & { modelId: string | null; since: Date };

/** Alerts by model: how many, how grave, and since when. */
export const groupAlertsByModel = defineQuery({
  name: "alert.groups",
  summary: "Group alerts by model: how many, how grave, since when",
  permission: "alert:read",
  http: "GET /alerts/groups",
  input: GroupAlertsInput,
  output: AlertGroupsDto,
  async run({ db, input, ctx }) {
    const { sql, params } = joinConditions(alertConditions(input, ctx.orgId));
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select model_id::text as "modelId", count(*)::int as alerts, (count(*) filter (where state = 'firing'))::int as firing,
         (count(*) filter (where silenced or inhibited_by is not null))::int as silenced,
         (array_agg(severity order by ${GRAVE}, started_at desc))[1] as worst, (array_agg(title order by ${GRAVE}, started_at desc))[1] as title,
         min(started_at) as since
       from alert where ${sql} group by model_id
       order by min(${GRAVE}), max(started_at) desc, model_id limit ${AT_MOST}`,
      ...params,
    );
    const models = await db.model.findMany({
      where: { orgId: ctx.orgId, id: { in: rows.flatMap(({ modelId }) => modelId ?? []) } },
      select: { id: true, name: true, slug: true },
    });
    const items = rows.map(({ modelId, since, ...row }) => ({
      ...row,
      since: since.toISOString(),
      model: models.find(({ id }) => id === modelId) ?? null,
    }));
    return { items, total: rows.reduce((sum, { alerts }) => sum + alerts, 0) };
  },
});
