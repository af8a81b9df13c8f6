import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { joinConditions } from "../../kernel/conditions.ts";
import { listConditions } from "../list-conditions.ts";
import { readCursor, sortColumn, sortValue, writeCursor } from "../../kernel/list-cursor.ts";
import { peopleOf } from "../people-of.ts";
import { ListModelsInput, ModelListDto, type ModelSummaryDto, type PersonDto } from "../schema.ts";

const COUNT_LIMIT = 20_000;
const COLUMNS = `id, slug, name, sort_name, owner_id, team, provider, kind, tasks, licence, sensitivity, stage, tags, state,
  version, created_at, updated_at`;

type ListRow = {
  id: string;
  slug: string;
  name: string;
  sort_name: string;
  owner_id: string | null;
  team: string;
  provider: string;
  kind: string;
  tasks: string[];
  licence: string;
  sensitivity: string;
  stage: string;
  tags: string[];
  state: string;
  version: number;
  created_at: Date;
  updated_at: Date;
};

function toSummary(row: ListRow, people: ReadonlyMap<string, PersonDto>): z.input<typeof ModelSummaryDto> {
  const { sort_name: _sortName, owner_id, created_at, updated_at, ...rest } = row;
  return {
    ...(rest as unknown as z.input<typeof ModelSummaryDto>),
    owner: owner_id === null ? null : (people.get(owner_id) ?? null),
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}

async function readPage(db: Reader, input: ListModelsInput, ctx: Context): Promise<ListRow[]> {
  const { column, type, descending } = sortColumn(input.sort);
  const conditions = listConditions(input, ctx);
  if (input.cursor !== undefined) {
    const place = readCursor(input.sort, input.cursor);
    const sql = `(${column}, id) ${descending ? "<" : ">"} (?::text::${type}, ?::uuid)`;
    conditions.push({ filter: "cursor", sql, params: [place.value, place.id] });
  }
  const { sql, params } = joinConditions(conditions);
  const order = descending ? "desc" : "asc";
  return db.$queryRawUnsafe<ListRow[]>(
    `select ${COLUMNS} from model where ${sql} order by ${column} ${order}, id ${order} limit $${params.length + 1}`,
    ...params,
    input.limit + 1,
  );
}

async function countModels(db: Reader, input: ListModelsInput, ctx: Context): Promise<number> {
  const { sql, params } = joinConditions(listConditions(input, ctx));
  const rows = await db.$queryRawUnsafe<{ total: number }[]>(
    `select count(*)::int as total from (select 1 from model where ${sql} limit ${COUNT_LIMIT}) as counted`,
    ...params,
  );
  return rows[0]?.total ?? 0;
}

/** One page of the inventory by keyset: as fast on the last page as on the first. */
export const listModels = defineQuery({
  name: "model.list",
  summary: "List models by filter, search and sort",
  permission: "model:read",
  http: "GET /models",
  input: ListModelsInput,
  output: ModelListDto,
  async run({ db, input, ctx }) {
    const [rows, total] = await Promise.all([readPage(db, input, ctx), countModels(db, input, ctx)]);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    const more = rows.length > input.limit && last !== undefined;
    const people = await peopleOf(
      db,
      ctx.orgId,
      page.map((row) => row.owner_id),
    );
    return {
      items: page.map((row) => toSummary(row, people)),
      nextCursor: more ? writeCursor(input.sort, { value: sortValue(input.sort, last), id: last.id }) : null,
      total,
      abilities: {
        register: can(ctx.actor, "model:write"),
        import: can(ctx.actor, "import:write"),
        export: can(ctx.actor, "model:export"),
      },
    };
  },
});
