import { atlasTactics } from "../../../knowledge/atlas.ts";
import { joinConditions, type Condition } from "../../../kernel/conditions.ts";
import type { Context } from "../../../kernel/context.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { severities } from "../../../knowledge/severity.ts";
import { threatConditions } from "../list-conditions.ts";
import { dueLabels, stateFilters, strideLabels } from "../rules.ts";
import { ThreatFacetsDto, ThreatFilters } from "../schema.ts";

type FacetRow = { facet: string; value: string; count: number };
type Labels = Readonly<Record<string, string>>;

const MOST_FREQUENT = 100;

const sources: readonly { facet: string; value: string; from: string }[] = [
  { facet: "severity", value: "severity", from: "threat" },
  { facet: "owner", value: "coalesce(owner_id::text, 'nobody')", from: "threat" },
  { facet: "tactic", value: "t.value", from: "threat, unnest(tactics) as t(value)" },
  { facet: "stride", value: "t.value", from: "threat, unnest(stride) as t(value)" },
  { facet: "threatModel", value: "threat_model_id::text", from: "threat" },
];

/** One count for each value of a filter that stands for several values or for none. */
function choices(facet: "state" | "due", input: ThreatFilters, ctx: Context) {
  const values = facet === "state" ? Object.keys(stateFilters) : Object.keys(dueLabels);
  return values.map((value) => ({
    facet,
    value,
    conditions: threatConditions({ ...input, [facet]: value }, ctx),
  }));
}

function facetsSql(input: ThreatFilters, ctx: Context): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const where = (conditions: readonly Condition[]): string => {
    const joined = joinConditions(conditions, params.length + 1);
    params.push(...joined.params);
    return joined.sql;
  };
  const all = threatConditions(input, ctx);
  const grouped = sources.map(({ facet, value, from }) => {
    const others = all.filter(({ filter }) => filter !== facet);
    return `(select '${facet}' as facet, ${value} as value, count(*)::int as count from ${from} where ${where(others)}
      group by 2 order by 3 desc, 2 limit ${MOST_FREQUENT})`;
  });
  const chosen = [...choices("state", input, ctx), ...choices("due", input, ctx)].map(
    ({ facet, value, conditions }) =>
      `(select '${facet}' as facet, '${value}' as value, count(*)::int as count from threat where ${where(conditions)})`,
  );
  return { sql: [...grouped, ...chosen].join(" union all "), params };
}

/** What each filter of the register offers, and how many threats each value would leave. */
export const countThreatFacets = defineQuery({
  name: "threat.facets",
  summary: "Count the threats behind each value of each filter",
  permission: "threat:read",
  http: "GET /threats/facets",
  input: ThreatFilters,
  output: ThreatFacetsDto,
  async run({ db, input, ctx }) {
    const { sql, params } = facetsSql(input, ctx);
    const rows = await db.$queryRawUnsafe<FacetRow[]>(sql, ...params);
    const of = (facet: string): FacetRow[] => rows.filter((row) => row.facet === facet);
    const inOrder = (facet: string, labels: Labels) => {
      const counts = new Map(of(facet).map(({ value, count }) => [value, count]));
      return Object.entries(labels).map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }));
    };
    const people = await peopleById(
      db,
      ctx.orgId,
      of("owner").map(({ value }) => (value === "nobody" ? null : value)),
    );
    const models = await db.threatModel.findMany({
      where: { orgId: ctx.orgId, id: { in: of("threatModel").map(({ value }) => value) } },
      select: { id: true, name: true },
    });
    const names = new Map(models.map(({ id, name }) => [id, name]));
    const severityLabels: Labels = Object.fromEntries(
      severities.toReversed().map((each) => [each, each.charAt(0).toUpperCase() + each.slice(1)]),
    );
    return {
      state: inOrder("state", stateFilters),
      severity: inOrder("severity", severityLabels),
      due: inOrder("due", dueLabels),
      stride: inOrder("stride", strideLabels),
      tactic: inOrder("tactic", Object.fromEntries(atlasTactics.map(({ id, name }) => [id, name]))),
      owner: of("owner").map(({ value, count }) => ({ value, count, label: people.get(value)?.name ?? "Nobody" })),
      threatModel: of("threatModel").map(({ value, count }) => ({ value, count, label: names.get(value) ?? "" })),
    };
  },
});
