import type { Asset } from "../../db/types.ts";
import type { Actor } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { mayChangeModel } from "../rules.ts";
import { readNodes } from "./nodes.ts";
import { readLinks } from "./read-links.ts";
import type { AssetAbilities, AssetDto, NodeDto } from "./schema.ts";

type Tables = Pick<Reader, "assetLink" | "model" | "modelVersion" | "asset" | "user">;

/** What this actor may do with this asset now. */
export function abilitiesOf(
  actor: Actor,
  row: Pick<Asset, "ownerId" | "createdBy" | "state">,
): z.infer<typeof AssetAbilities> {
  const may = mayChangeModel(actor, row);
  const archived = row.state === "archived";
  return {
    edit: may && !archived && can(actor, "asset:write"),
    archive: may && !archived && can(actor, "asset:archive"),
    restore: may && archived && can(actor, "asset:archive"),
  };
}

/** An asset as clients see it, with what it is linked to. */
export async function toAssetDto(db: Tables, ctx: Context, row: Asset): Promise<z.input<typeof AssetDto>> {
  const people = await peopleById(db, ctx.orgId, [row.ownerId, row.createdBy]);
  const parents =
    row.parentId === null
      ? new Map<string, NodeDto>()
      : await readNodes(db, ctx.orgId, [{ type: "dataset", id: row.parentId }]);
  const { facts, custom, documents } = row;
  const dto = {
    id: row.id,
    kind: row.kind,
    slug: row.slug,
    name: row.name,
    description: row.description,
    ownerId: row.ownerId,
    owner: row.ownerId === null ? null : (people.get(row.ownerId) ?? null),
    team: row.team,
    sensitivity: row.sensitivity,
    tags: row.tags,
    state: row.state,
    status: row.status,
    digest: row.digest,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdBy: row.createdBy === null ? null : (people.get(row.createdBy) ?? null),
    parent: row.parentId === null ? null : (parents.get(row.parentId) ?? null),
    links: await readLinks(db, ctx.orgId, row.id),
    source: row.source,
    origins: row.origins,
    abilities: abilitiesOf(ctx.actor, row),
    facts,
    custom,
    documents,
  };
  return dto as unknown as z.input<typeof AssetDto>;
}
