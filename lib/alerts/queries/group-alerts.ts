import { joinConditions } from "../../kernel/conditions.ts";
import { defineQuery } from "../../kernel/query.ts";
import { alertConditions } from "../alert-conditions.ts";
import { AlertGroupsDto, GroupAlertsInput, type AlertGroupDto } from "../groups-schema.ts";

const AT_MOST = 200;
const ORDER = "array['critical', 'high', 'medium', 'low']";
const GRAVE = `array_position(${ORDER}, severity)`;

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
    // The gravest one is looked up for the groups that are shown, by index: to order all alerts within all groups takes seconds.
    const gravest = `select severity, title, started_at from alert where ${sql} and severity = (${ORDER})[g.grave]`;
    const rows = await db.$queryRawUnsafe<Row[]>(
      `select g.model_id::text as "modelId", g.alerts, g.firing, g.silenced, w.severity as worst, w.title, g.since
       from (
         select model_id, count(*)::int as alerts, (count(*) filter (where state = 'firing'))::int as firing,
           (count(*) filter (where silenced or inhibited_by is not null))::int as silenced,
           min(${GRAVE}) as grave, min(started_at) as since, max(started_at) as newest
         from alert where ${sql} group by model_id
         order by min(${GRAVE}), max(started_at) desc, model_id limit ${AT_MOST}
       ) g
       cross join lateral (
         (${gravest} and model_id = g.model_id order by started_at desc limit 1)
         union all (${gravest} and model_id is null and g.model_id is null order by started_at desc limit 1)
       ) w
       order by g.grave, g.newest desc, g.model_id`,
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
