import { anyOf, everyWord, ownerIs, type Condition } from "../kernel/conditions.ts";
import type { Context } from "../kernel/context.ts";
import { withoutValidGate } from "../lifecycle/queries/without-valid-gate.ts";
import { foldText } from "./rules.ts";
import type { ModelFilters } from "./schema.ts";

/** The conditions of a filter, each with the name of the filter it comes from; the organization is always the first. */
export function listConditions(filters: ModelFilters, ctx: Context): Condition[] {
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [ctx.orgId] },
    ...(filters.state === "all" ? [] : [{ filter: "state", sql: "state = ?", params: [filters.state] }]),
    ...anyOf("kind", "kind", filters.kind),
    ...anyOf("sensitivity", "sensitivity", filters.sensitivity),
    ...anyOf("stage", "stage", filters.stage),
    ...ownerIs(filters.owner, ctx),
    ...(filters.tag === undefined ? [] : [{ filter: "tag", sql: "tags @> ?::text[]", params: [filters.tag] }]),
    ...(filters.gate === undefined ? [] : [withoutValidGate(ctx.orgId)]),
    ...everyWord("search_text", foldText(filters.q ?? "")),
  ];
}
