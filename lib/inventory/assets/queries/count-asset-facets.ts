import { joinConditions } from "../../../kernel/conditions.ts";
import type { Context } from "../../../kernel/context.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { sensitivityLabels, stateLabels } from "../../rules.ts";
import {
  assessedLabels,
  authenticationLabels,
  categoryLabels,
  environmentLabels,
  exposureLabels,
  licenceLabels,
  organizationRoleLabels,
  personalDataLabels,
  statusLabels,
} from "../fact-rules.ts";
import { assetConditions, factColumns } from "../list-conditions.ts";
import type { AssetKind } from "../rules.ts";
import { AssetFacetsDto, AssetFilters } from "../schema.ts";

type FacetRow = { facet: string; value: string | null; count: number };
type FacetValue = { value: string; label: string; count: number };

const MOST_FREQUENT = 100;

type Source = { facet: string; value: string; from: string };

const sources: readonly Source[] = [
  { facet: "sensitivity", value: "sensitivity", from: "asset" },
  { facet: "status", value: "status", from: "asset" },
  { facet: "state", value: "state", from: "asset" },
  { facet: "owner", value: "coalesce(owner_id::text, 'nobody')", from: "asset" },
  { facet: "tag", value: "t.tag", from: "asset, unnest(tags) as t(tag)" },
];

const fact = (name: keyof typeof factColumns): Source => ({ facet: name, value: factColumns[name], from: "asset" });
const licence: Source = {
  facet: "licence",
  value: "case when licence_stated then 'stated' else 'missing' end",
  from: "asset",
};
const assessed: Source = { facet: "assessed", value: "case when assessed then 'once' else 'never' end", from: "asset" };

const factSources: Readonly<Record<AssetKind, readonly Source[]>> = {
  system: [fact("organizationRole")],
  dataset: [fact("personalData"), licence],
  dataset_version: [],
  component: [fact("category"), licence],
  vendor: [assessed],
  deployment: [fact("environment"), fact("exposure"), fact("authentication")],
};

function facetsSql(input: AssetFilters, ctx: Context): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const parts = [...sources, ...factSources[input.kind]].map(({ facet, value, from }) => {
    const others = assetConditions(input, ctx).filter((condition) => condition.filter !== facet || facet === "tag");
    const where = joinConditions(others, params.length + 1);
    params.push(...where.params);
    return `(select '${facet}' as facet, ${value} as value, count(*)::int as count from ${from} where ${where.sql}
      group by 2 order by 3 desc, 2 limit ${MOST_FREQUENT})`;
  });
  return { sql: parts.join(" union all "), params };
}

/** What each filter of one kind of asset offers, and how many assets each value would leave. */
export const countAssetFacets = defineQuery({
  name: "asset.facets",
  summary: "Count the assets behind each value of each filter",
  permission: "asset:read",
  http: "GET /assets/facets",
  input: AssetFilters,
  output: AssetFacetsDto,
  async run({ db, input, ctx }) {
    const { sql, params } = facetsSql(input, ctx);
    const rows = await db.$queryRawUnsafe<FacetRow[]>(sql, ...params);
    const of = (facet: string): { value: string; count: number }[] =>
      rows.flatMap(({ value, count, ...row }) => (row.facet === facet && value ? [{ value, count }] : []));
    const labelled = (facet: string, labels: Readonly<Record<string, string>>): FacetValue[] =>
      of(facet).map(({ value, count }) => ({ value, label: labels[value] ?? value, count }));
    const people = await peopleById(
      db,
      ctx.orgId,
      of("owner").map((row) => (row.value === "nobody" ? null : row.value)),
    );
    return {
      sensitivity: labelled("sensitivity", sensitivityLabels),
      status: labelled("status", statusLabels),
      state: labelled("state", stateLabels),
      owner: of("owner").map(({ value, count }) => ({ value, count, label: people.get(value)?.name ?? "Nobody" })),
      tag: labelled("tag", {}),
      personalData: labelled("personalData", personalDataLabels),
      licence: labelled("licence", licenceLabels),
      category: labelled("category", categoryLabels),
      environment: labelled("environment", environmentLabels),
      exposure: labelled("exposure", exposureLabels),
      authentication: labelled("authentication", authenticationLabels),
      organizationRole: labelled("organizationRole", organizationRoleLabels),
      assessed: labelled("assessed", assessedLabels),
    };
  },
});
