import { defineQuery } from "../../kernel/query.ts";
import { joinConditions } from "../../kernel/conditions.ts";
import { listConditions } from "../list-conditions.ts";
import { foldText } from "../rules.ts";
import { ModelHitsDto, SearchModelsInput } from "../schema.ts";
import type { z } from "../../zod.ts";

type Hit = z.input<typeof ModelHitsDto>["items"][number];

/** The models a few typed letters could mean: names that begin with them first. For the command palette. */
export const searchModels = defineQuery({
  name: "model.search",
  summary: "Find models by a few letters",
  permission: "model:read",
  http: "GET /models/search",
  input: SearchModelsInput,
  output: ModelHitsDto,
  async run({ db, input, ctx }) {
    const { sql, params } = joinConditions(listConditions({ q: input.q, state: "all" }, ctx));
    const items = await db.$queryRawUnsafe<Hit[]>(
      `select id, slug, name, kind, state from model where ${sql}
       order by state, not starts_with(sort_name, $${params.length + 1}::text), updated_at desc, id limit $${params.length + 2}`,
      ...params,
      foldText(input.q),
      input.limit,
    );
    return { items };
  },
});
