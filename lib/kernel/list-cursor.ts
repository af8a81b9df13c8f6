import { invalid } from "./errors.ts";
import { isUuid } from "./ids.ts";
import type { ListSort } from "./list-schema.ts";

/** The place behind the last row of a page: its sort value and its id. */
export type Place = { value: string; id: string };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const columns = {
  name: { column: "sort_name", type: "text" },
  updatedAt: { column: "updated_at", type: "timestamptz" },
  createdAt: { column: "created_at", type: "timestamptz" },
} as const;

/** The column a sort runs over, its type, and whether it runs backwards. */
export function sortColumn(sort: ListSort): { column: string; type: string; descending: boolean } {
  const descending = sort.startsWith("-");
  const field = (descending ? sort.slice(1) : sort) as keyof typeof columns;
  return { ...columns[field], descending };
}

/** The value of a row that this sort goes by, as a cursor holds it. */
export function sortValue(sort: ListSort, row: { sort_name: string; updated_at: Date; created_at: Date }): string {
  if (sort.endsWith("name")) return row.sort_name;
  return (sort.endsWith("updatedAt") ? row.updated_at : row.created_at).toISOString();
}

/** A cursor: opaque to clients, good for this sort only. */
export function writeCursor(sort: ListSort, place: Place): string {
  return Buffer.from(JSON.stringify([sort, place.value, place.id])).toString("base64url");
}

/** Reads a cursor. Throws invalid_input when it is not one of this sort. */
export function readCursor(sort: ListSort, cursor: string): Place {
  const refuse = (): never => invalid("cursor", "This cursor belongs to another list. Start from the first page.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return refuse();
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) return refuse();
  const [ofSort, value, id] = parsed as unknown[];
  if (ofSort !== sort || typeof value !== "string" || typeof id !== "string" || !isUuid(id)) return refuse();
  if (sortColumn(sort).type === "timestamptz" && !INSTANT.test(value)) return refuse();
  if (value.includes("\0")) return refuse();
  return { value, id };
}
