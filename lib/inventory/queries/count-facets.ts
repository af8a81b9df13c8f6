import type { Context } from "../../kernel/context.ts";
import { defineQuery } from "../../kernel/query.ts";
import { joinConditions } from "../../kernel/conditions.ts";
import { withoutValidGate } from "../../lifecycle/queries/without-valid-gate.ts";
import { listConditions } from "../list-conditions.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { kindLabels, sensitivityLabels, stageLabels, stateLabels } from "../rules.ts";
import { ModelFacetsDto, ModelFilters } from "../schema.ts";

type FacetRow = { facet: string; value: string; count: number };
type Labels = Readonly<Record<string, string>>;

const MOST_FREQUENT = 100;

const sources: readonly { facet: string; value: string; from: string }[] = [
  { facet: "kind", value: "kind", from: "model" },
  { facet: "sensitivity", value: "sensitivity", from: "model" },
  { facet: "stage", value: "stage", from: "model" },
  { facet: "state", value: "state", from: "model" },
  { facet: "owner", value: "coalesce(owner_id::text, 'nobody')", from: "model" },
  { facet: "tag", value: "t.tag", from: "model, unnest(tags) as t(tag)" },
];

function facetsSql(input: ModelFilters, ctx: Context): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const parts = sources.map(({ facet, value, from }) => {
    const others = listConditions(input, ctx).filter((condition) => condition.filter !== facet || facet === "tag");
    const where = joinConditions(others, params.length + 1);
    params.push(...where.params);
    return `(select '${facet}' as facet, ${value} as value, count(*)::int as count from ${from} where ${where.sql}
      group by 2 order by 3 desc, 2 limit ${MOST_FREQUENT})`;
  });
  const gate = listConditions(input, ctx).filter(({ filter }) => filter !== "gate");
  const where = joinConditions([...gate, withoutValidGate(ctx.orgId)], params.length + 1);
  params.push(...where.params);
  parts.push(`(select 'gate' as facet, 'invalid' as value, count(*)::int as count from model where ${where.sql})`);
  return { sql: parts.join(" union all "), params };
}

function inOrder(
  rows: readonly FacetRow[],
  facet: string,
  labels: Labels,
): { value: string; label: string; count: number }[] {
  const counts = new Map(rows.filter((row) => row.facet === facet).map((row) => [row.value, row.count]));
  return Object.entries(labels).map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }));
}

/** What each filter offers, and how many models each value would leave. */
export const countFacets = defineQuery({
  name: "model.facets",
  summary: "Count the models behind each value of each filter",
  permission: "model:read",
  http: "GET /models/facets",
  input: ModelFilters,
  output: ModelFacetsDto,
  async run({ db, input, ctx }) {
    const { sql, params } = facetsSql(input, ctx);
    const rows = await db.$queryRawUnsafe<FacetRow[]>(sql, ...params);
    const of = (facet: string): FacetRow[] => rows.filter((row) => row.facet === facet);
    const ids = of("owner").map((row) => (row.value === "nobody" ? null : row.value));
    const people = await peopleById(db, ctx.orgId, ids);
    return {
      kind: inOrder(rows, "kind", kindLabels),
      sensitivity: inOrder(rows, "sensitivity", sensitivityLabels),
      stage: inOrder(rows, "stage", stageLabels),
      gate: of("gate").map(({ value, count }) => ({ value, count, label: "operating without a valid gate" })),
      state: inOrder(rows, "state", stateLabels),
      owner: of("owner").map(({ value, count }) => ({ value, count, label: people.get(value)?.name ?? "Nobody" })),
      tag: of("tag").map(({ value, count }) => ({ value, label: value, count })),
    };
  },
});
