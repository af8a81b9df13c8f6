import { joinConditions, type Condition } from "./conditions.ts";
import { readCursor, sortColumn, sortValue, writeCursor } from "./list-cursor.ts";
import type { ListSort } from "./list-schema.ts";
import type { Reader } from "./query.ts";

const COUNT_LIMIT = 20_000;

type SortedRow = { id: string; sort_name: string; created_at: Date; updated_at: Date };

type Wanted = {
  /** Table and columns are our own words, never a caller's. */
  table: string;
  columns: string;
  conditions: readonly Condition[];
  sort: ListSort;
  cursor?: string | undefined;
  limit: number;
};

/** One page of a table by keyset, the cursor of the next, and how many rows fit, counted up to 20,000. Throws invalid_input for a foreign cursor. */
export async function keysetPage<Row extends SortedRow>(
  db: Pick<Reader, "$queryRawUnsafe">,
  { table, columns, conditions, sort, cursor, limit }: Wanted,
): Promise<{ page: Row[]; nextCursor: string | null; total: number }> {
  const { column, type, descending } = sortColumn(sort);
  const place = cursor === undefined ? null : readCursor(sort, cursor);
  const after = `(${column}, id) ${descending ? "<" : ">"} (?::text::${type}, ?::uuid)`;
  const here = place === null ? [] : [{ filter: "cursor", sql: after, params: [place.value, place.id] }];
  const paged = joinConditions([...conditions, ...here]);
  const counted = joinConditions(conditions);
  const order = descending ? "desc" : "asc";
  const [rows, totals] = await Promise.all([
    db.$queryRawUnsafe<Row[]>(
      `select ${columns} from ${table} where ${paged.sql} order by ${column} ${order}, id ${order} limit $${paged.params.length + 1}`,
      ...paged.params,
      limit + 1,
    ),
    db.$queryRawUnsafe<{ total: number }[]>(
      `select count(*)::int as total from (select 1 from ${table} where ${counted.sql} limit ${COUNT_LIMIT}) as counted`,
      ...counted.params,
    ),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const nextCursor = more ? writeCursor(sort, { value: sortValue(sort, last), id: last.id }) : null;
  return { page, nextCursor, total: totals[0]?.total ?? 0 };
}
