import type { Context } from "./context.ts";
import { wordPatterns } from "./literal-like.ts";

/** A piece of a where clause: `sql` with `?` for each of `params`, in order; `filter` names where it comes from. */
export type Condition = { filter: string; sql: string; params: readonly unknown[] };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The column is one of these values; nothing when there are none. */
export function anyOf(filter: string, column: string, values: readonly string[] | undefined): Condition[] {
  return values === undefined || values.length === 0
    ? []
    : [{ filter, sql: `${column} = any(?::text[])`, params: [values] }];
}

/** The owner is this person, “me” or “nobody”. */
export function ownerIs(owner: string | undefined, ctx: Context): Condition[] {
  if (owner === undefined) return [];
  if (owner === "nobody") return [{ filter: "owner", sql: "owner_id is null", params: [] }];
  const me = ctx.actor.type === "user" ? ctx.actor.id : NOBODY;
  return [{ filter: "owner", sql: "owner_id = ?::uuid", params: [owner === "me" ? me : owner] }];
}

/** Every word of an already folded text stands somewhere in the column. */
export function everyWord(column: string, folded: string): Condition[] {
  return wordPatterns(folded).map((pattern) => ({ filter: "q", sql: `${column} like ?`, params: [pattern] }));
}

/** Joins conditions by "and" and numbers their parameters from `first` on. */
export function joinConditions(conditions: readonly Condition[], first = 1): { sql: string; params: unknown[] } {
  let number = first;
  const sql = conditions.map((condition) => condition.sql.replace(/\?/g, () => `$${number++}`)).join(" and ");
  return { sql, params: conditions.flatMap((condition) => condition.params) };
}
