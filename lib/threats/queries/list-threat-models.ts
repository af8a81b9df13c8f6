import type { ThreatModel } from "../../db/types.ts";
import { foldText } from "../../inventory/rules.ts";
import { can } from "../../kernel/can.ts";
import { anyOf, everyWord, ownerIs, type Condition } from "../../kernel/conditions.ts";
import type { Context } from "../../kernel/context.ts";
import { keysetPage } from "../../kernel/keyset-page.ts";
import { defineQuery } from "../../kernel/query.ts";
import { ListThreatModelsInput, ThreatModelListDto } from "../schema.ts";
import { threatModelSummaries } from "../threat-model-dto.ts";

type Row = { id: string; sort_name: string; created_at: Date; updated_at: Date };

function conditionsOf(input: ListThreatModelsInput, ctx: Context): Condition[] {
  const about: Condition[] =
    input.entityId === undefined
      ? []
      : [
          {
            filter: "entity",
            sql: `id in (select threat_model_id from threat_model_scope where org_id = ?::uuid and entity_type = ? and entity_id = ?::uuid)`,
            params: [ctx.orgId, input.entityType ?? "model", input.entityId],
          },
        ];
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [ctx.orgId] },
    ...anyOf("state", "state", input.state === "all" ? undefined : [input.state]),
    ...anyOf("stage", "stage", input.stage),
    ...ownerIs(input.owner, ctx),
    ...about,
    ...everyWord("search_text", foldText(input.q ?? "")),
  ];
}

export const listThreatModels = defineQuery({
  name: "threat_model.list",
  summary: "List threat models by filter, search and sort",
  permission: "threat:read",
  http: "GET /threat-models",
  input: ListThreatModelsInput,
  output: ThreatModelListDto,
  async run({ db, input, ctx }) {
    const { sort, cursor, limit } = input;
    const conditions = conditionsOf(input, ctx);
    const columns = "id, sort_name, created_at, updated_at";
    const wanted = { table: "threat_model", columns, conditions, sort, cursor, limit };
    const { page, nextCursor, total } = await keysetPage<Row>(db, wanted);
    const rows = await db.threatModel.findMany({ where: { orgId: ctx.orgId, id: { in: page.map(({ id }) => id) } } });
    const byId = new Map(rows.map((row): [string, ThreatModel] => [row.id, row]));
    const sorted = page.flatMap(({ id }) => byId.get(id) ?? []);
    return {
      items: await threatModelSummaries(db, ctx, sorted),
      nextCursor,
      total,
      abilities: { create: can(ctx.actor, "threat:write") },
    };
  },
});
