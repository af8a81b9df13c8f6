import { anyOf, everyWord, ownerIs, type Condition } from "../../kernel/conditions.ts";
import type { Context } from "../../kernel/context.ts";
import { foldText } from "../rules.ts";
import type { AssetFilters } from "./schema.ts";

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
    ...ownerIs(filters.owner, ctx),
    ...(filters.tag === undefined ? [] : [{ filter: "tag", sql: "tags @> ?::text[]", params: [filters.tag] }]),
    ...everyWord("search_text", foldText(filters.q ?? "")),
  ];
}
