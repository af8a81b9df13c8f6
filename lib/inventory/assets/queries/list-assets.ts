import { can } from "../../../kernel/can.ts";
import { keysetPage } from "../../../kernel/keyset-page.ts";
import { defineQuery } from "../../../kernel/query.ts";
import type { z } from "../../../zod.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import type { PersonDto } from "../../schema.ts";
import { assetConditions } from "../list-conditions.ts";
import type { AssetKind } from "../rules.ts";
import { AssetListDto, ListAssetsInput, type AssetSummaryDto } from "../schema.ts";

const COLUMNS = `id, kind, slug, name, sort_name, owner_id, team, sensitivity, tags, state, status, facts, version,
  created_at, updated_at`;

/** The facts that fit into a row of a list. */
const SHORT_FACTS: Readonly<Record<AssetKind, readonly string[]>> = {
  system: ["organizationRole"],
  dataset: ["licence", "personalData", "source"],
  dataset_version: ["label", "rowCount", "sizeBytes", "validation", "digest"],
  component: ["category", "release", "licence", "supplier", "purl"],
  vendor: ["country", "website", "assessedOn"],
  deployment: ["environment", "exposure", "endpoint", "authentication", "rateLimit"],
};

type ListRow = {
  id: string;
  kind: AssetKind;
  slug: string;
  name: string;
  sort_name: string;
  owner_id: string | null;
  team: string;
  sensitivity: string;
  tags: string[];
  state: string;
  status: string;
  facts: Readonly<Record<string, string | number | null>>;
  version: number;
  created_at: Date;
  updated_at: Date;
};

function toSummary(row: ListRow, people: ReadonlyMap<string, PersonDto>): z.input<typeof AssetSummaryDto> {
  const { sort_name: _sortName, owner_id, created_at, updated_at, facts, ...rest } = row;
  const short = SHORT_FACTS[row.kind].map((field) => [field, facts[field] ?? null] as const);
  return {
    ...(rest as unknown as z.input<typeof AssetSummaryDto>),
    facts: Object.fromEntries(short),
    owner: owner_id === null ? null : (people.get(owner_id) ?? null),
    createdAt: created_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  };
}

/** One page of one kind of asset by keyset: as fast on the last page as on the first. */
export const listAssets = defineQuery({
  name: "asset.list",
  summary: "List assets of one kind by filter, search and sort",
  permission: "asset:read",
  http: "GET /assets",
  input: ListAssetsInput,
  output: AssetListDto,
  async run({ db, input, ctx }) {
    const conditions = assetConditions(input, ctx);
    const { sort, cursor, limit } = input;
    const wanted = { table: "asset", columns: COLUMNS, conditions, sort, cursor, limit };
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
      abilities: { register: can(ctx.actor, "asset:write") },
    };
  },
});
