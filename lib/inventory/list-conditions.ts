import type { Context } from "../kernel/context.ts";
import { foldText } from "./rules.ts";
import type { ModelFilters } from "./schema.ts";

/** A piece of a where clause: `sql` with `?` for each of `params`, in order. */
export type Condition = { filter: string; sql: string; params: readonly unknown[] };

const NOBODY = "00000000-0000-0000-0000-000000000000";

function anyOf(filter: string, column: string, values: readonly string[] | undefined): Condition[] {
  return values === undefined || values.length === 0
    ? []
    : [{ filter, sql: `${column} = any(?::text[])`, params: [values] }];
}

function ownerCondition(owner: string | undefined, ctx: Context): Condition[] {
  if (owner === undefined) return [];
  if (owner === "nobody") return [{ filter: "owner", sql: "owner_id is null", params: [] }];
  const me = ctx.actor.type === "user" ? ctx.actor.id : NOBODY;
  return [{ filter: "owner", sql: "owner_id = ?::uuid", params: [owner === "me" ? me : owner] }];
}

function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}

/** The conditions of a filter, each with the name of the filter it comes from; the organization is always the first. */
export function listConditions(filters: ModelFilters, ctx: Context): Condition[] {
  const words = foldText(filters.q ?? "")
    .split(" ")
    .filter((word) => word !== "");
  return [
    { filter: "organization", sql: "org_id = ?::uuid", params: [ctx.orgId] },
    ...(filters.state === "all" ? [] : [{ filter: "state", sql: "state = ?", params: [filters.state] }]),
    ...anyOf("kind", "kind", filters.kind),
    ...anyOf("sensitivity", "sensitivity", filters.sensitivity),
    ...anyOf("stage", "stage", filters.stage),
    ...ownerCondition(filters.owner, ctx),
    ...(filters.tag === undefined ? [] : [{ filter: "tag", sql: "tags @> ?::text[]", params: [filters.tag] }]),
    ...words.map((word) => ({ filter: "q", sql: "search_text like ?", params: [likePattern(word)] })),
  ];
}

/** Joins conditions by "and" and numbers their parameters from `first` on. */
export function joinConditions(conditions: readonly Condition[], first = 1): { sql: string; params: unknown[] } {
  let number = first;
  const sql = conditions.map((condition) => condition.sql.replace(/\?/g, () => `$${number++}`)).join(" and ");
  return { sql, params: conditions.flatMap((condition) => condition.params) };
}
