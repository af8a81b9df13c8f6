import { defineQuery } from "../../../kernel/query.ts";
import { everyWord, joinConditions, type Condition } from "../../../kernel/conditions.ts";
import { foldText } from "../../rules.ts";
import { readNodes } from "../nodes.ts";
import { nodeTypes, type NodeType } from "../rules.ts";
import { FindNodesInput, NodeHitsDto } from "../schema.ts";

type Hit = { type: string; id: string };

function sourceOf(type: NodeType, orgId: string, folded: string): { from: string; where: Condition[] } {
  const organization: Condition = { filter: "organization", sql: "x.org_id = ?::uuid", params: [orgId] };
  if (type === "model") {
    const active = { filter: "state", sql: "x.state = 'active'", params: [] };
    return { from: "model x", where: [organization, active, ...everyWord("x.search_text", folded)] };
  }
  if (type === "model_version") {
    const text = "(m.search_text || ' ' || lower(x.label))";
    return {
      from: "model_version x join model m on m.id = x.model_id",
      where: [organization, ...everyWord(text, folded)],
    };
  }
  const kind = { filter: "kind", sql: "x.kind = ? and x.state = 'active'", params: [type] };
  return { from: "asset x", where: [organization, kind, ...everyWord("x.search_text", folded)] };
}

/** Things of the inventory whose words fit, of any kind: for the command palette and for choosing what to link. */
export const findNodes = defineQuery({
  name: "asset.find",
  summary: "Find things of the inventory by words",
  permission: "asset:read",
  http: "GET /assets/search",
  input: FindNodesInput,
  output: NodeHitsDto,
  async run({ db, input, ctx }) {
    const params: unknown[] = [];
    const parts = (input.type ?? nodeTypes).map((type) => {
      const { from, where } = sourceOf(type, ctx.orgId, foldText(input.q));
      const joined = joinConditions(where, params.length + 1);
      params.push(...joined.params);
      return `(select '${type}' as type, x.id::text as id from ${from} where ${joined.sql} order by x.updated_at desc limit ${input.limit})`;
    });
    const hits = (await db.$queryRawUnsafe<Hit[]>(parts.join(" union all "), ...params)).slice(0, 200);
    const nodes = await readNodes(db, ctx.orgId, hits);
    return { items: hits.flatMap(({ id }) => nodes.get(id) ?? []).slice(0, input.limit * (input.type?.length ?? 1)) };
  },
});
