import { defineQuery } from "../../../kernel/query.ts";
import { entityHistory } from "../../../trail/queries/entity-history.ts";
import type { TrailEntry } from "../../../trail/schema.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { loadAsset } from "../load-asset.ts";
import { readNodes } from "../nodes.ts";
import { AssetHistoryDto, AssetHistoryInput, type NodeDto } from "../schema.ts";

type Image = TrailEntry["after"];
type Reference = { type: string; id: string };

const imagesOf = (items: readonly { before: Image; after: Image }[]): NonNullable<Image>[] =>
  items.flatMap(({ before, after }) => [before, after]).filter((image) => image !== null);

function linkedIn(image: NonNullable<Image>): Reference[] {
  const links = image["links"];
  if (!Array.isArray(links)) return [];
  return links.filter(
    (link): link is Reference =>
      typeof link === "object" && link !== null && "type" in link && "id" in link && typeof link["id"] === "string",
  );
}

/** A name in a sentence: a version of a model is told with its label. */
const nameOf = ({ type, name, detail }: NodeDto): string => (type === "model_version" ? `${name} ${detail}` : name);

/** What happened to one asset, newest first, as the trail has it; with the names of what it speaks of. */
export const readAssetHistory = defineQuery({
  name: "asset.history",
  summary: "Read what happened to an asset",
  permission: "audit:history",
  http: "GET /assets/{id}/history",
  input: AssetHistoryInput,
  output: AssetHistoryDto,
  async run({ db, input, ctx }) {
    const { id, cursor, limit } = input;
    const asset = await loadAsset(db, ctx.orgId, { id });
    const page = await entityHistory.run({
      db,
      ctx,
      input: { entityType: asset.kind, entityId: asset.id, cursor, limit },
    });
    const images = imagesOf(page.items);
    const owners = images.map((image) => image["ownerId"]).filter((owner) => typeof owner === "string");
    const [people, nodes] = await Promise.all([
      peopleById(db, ctx.orgId, owners),
      readNodes(db, ctx.orgId, images.flatMap(linkedIn)),
    ]);
    const names = [
      ...[...people].map(([owner, { name }]) => [owner, name] as const),
      ...[...nodes].map(([node, dto]) => [node, nameOf(dto)] as const),
    ];
    return { ...page, names: Object.fromEntries(names) };
  },
});
