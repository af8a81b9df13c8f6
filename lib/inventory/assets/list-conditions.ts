import { anyOf, everyWord, ownerIs, type Condition } from "../../kernel/conditions.ts";
import type { Context } from "../../kernel/context.ts";
import { foldText } from "../rules.ts";
import type { AssetFilters } from "./schema.ts";

/** Columns that follow a fact by themselves, by the filter's name. */
export const factColumns = {
  personalData: "personal_data",
  category: "category",
  environment: "environment",
  exposure: "exposure",
  authentication: "authentication",
  organizationRole: "organization_role",
} as const;

type FactFilter = keyof typeof factColumns;
const factFilters = Object.keys(factColumns) as FactFilter[];

/** A condition on a fact that is there or not; none when nothing is asked. */
function thereOrNot(filter: string, column: string, there: boolean | undefined): Condition[] {
  return there === undefined ? [] : [{ filter, sql: `${column} = ?::boolean`, params: [there] }];
}

/** The conditions of a filter of one kind of asset, each with the name of the filter it comes from. */
export function assetConditions(filters: AssetFilters, ctx: Context): Condition[] {
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [ctx.orgId] },
    { filter: "kind", sql: "kind = ?", params: [filters.kind] },
    ...(filters.state === "all" ? [] : [{ filter: "state", sql: "state = ?", params: [filters.state] }]),
    ...(filters.parent === undefined
      ? []
      : [{ filter: "parent", sql: "parent_id = ?::uuid", params: [filters.parent] }]),
    ...anyOf("sensitivity", "sensitivity", filters.sensitivity),
    ...anyOf("status", "status", filters.status),
    ...factFilters.flatMap((name) => anyOf(name, factColumns[name], filters[name])),
    ...thereOrNot("licence", "licence_stated", filters.licence && filters.licence === "stated"),
    ...thereOrNot("assessed", "assessed", filters.assessed && filters.assessed === "once"),
    ...ownerIs(filters.owner, ctx),
    ...(filters.tag === undefined ? [] : [{ filter: "tag", sql: "tags @> ?::text[]", params: [filters.tag] }]),
    ...everyWord("search_text", foldText(filters.q ?? "")),
  ];
}
