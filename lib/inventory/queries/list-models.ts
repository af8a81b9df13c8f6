import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { keysetPage } from "../../kernel/keyset-page.ts";
import { listConditions } from "../list-conditions.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { ListModelsInput, ModelListDto, type ModelSummaryDto, type PersonDto } from "../schema.ts";

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

/** One page of the inventory by keyset: as fast on the last page as on the first. */
export const listModels = defineQuery({
  name: "model.list",
  summary: "List models by filter, search and sort",
  permission: "model:read",
  http: "GET /models",
  input: ListModelsInput,
  output: ModelListDto,
  async run({ db, input, ctx }) {
    const conditions = listConditions(input, ctx);
    const { sort, cursor, limit } = input;
    const wanted = { table: "model", columns: COLUMNS, conditions, sort, cursor, limit };
    const { page, nextCursor, total } = await keysetPage<ListRow>(db, wanted);
    const people = await peopleById(
      db,
      ctx.orgId,
      page.map((row) => row.owner_id),
    );
    return {
      items: page.map((row) => toSummary(row, people)),
      nextCursor,
      total,
      abilities: {
        register: can(ctx.actor, "model:write"),
        import: can(ctx.actor, "import:write"),
        export: can(ctx.actor, "model:export"),
      },
    };
  },
});
