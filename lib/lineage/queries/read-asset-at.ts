import { describeNodes } from "../../inventory/queries/describe-nodes.ts";
import { resolveNode } from "../../inventory/queries/resolve-node.ts";
import { nodeTypes, type NodeType } from "../../inventory/assets/rules.ts";
import type { Context } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { imageAt } from "../../trail/queries/image-at.ts";
import type { TrailEntry } from "../../trail/schema.ts";
import type { z } from "../../zod.ts";
import { idAt, referencesOf, type Image } from "../image-fields.ts";
import { AssetAtDto, ReadAssetAtInput } from "../schema.ts";
import { sourceEntry } from "../source-entry.ts";

const PEOPLE = ["ownerId", "createdBy", "releasedBy"] as const;

async function namesIn(db: Reader, orgId: string, image: Image): Promise<Record<string, string>> {
  const ids = PEOPLE.flatMap((field) => idAt(image, field) ?? []);
  const rows = await db.user.findMany({ where: { orgId, id: { in: ids } }, select: { id: true, name: true } });
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

async function idOf(db: Reader, ctx: Context, input: { id: string; type?: NodeType | undefined }): Promise<string> {
  const id = input.id.toLowerCase();
  return isUuid(id) ? id : (await resolveNode.run({ db, ctx, input })).id;
}

function stateOf(entry: TrailEntry | null): z.input<typeof AssetAtDto>["state"] {
  if (entry === null) return "not_yet";
  if (entry.erased) return "erased";
  return entry.after === null ? "gone" : "recorded";
}

/** A thing of the inventory as it was at an instant, from the trail, with the entry that made it so. */
export const readAssetAt = defineQuery({
  name: "asset.at",
  summary: "Read an asset, model or version as it was at an instant",
  permission: "audit:history",
  http: "GET /assets/{id}/at",
  input: ReadAssetAtInput,
  output: AssetAtDto,
  async run({ db, input, ctx }) {
    const id = await idOf(db, ctx, input);
    const entityTypes = input.type === undefined ? [...nodeTypes] : [input.type];
    const { entry, first, next } = await imageAt.run({
      db,
      ctx,
      input: { entityTypes, entityId: id, time: input.time },
    });
    if (first === null) return notFound("asset");
    const known = entry ?? (await imageAt.run({ db, ctx, input: { entityTypes, entityId: id, time: first } })).entry;
    const type = nodeTypes.find((each) => each === known?.entity.type) ?? notFound("asset");
    const image = entry?.after ?? null;
    const references = image === null ? [] : referencesOf(image);
    const { items } = await describeNodes.run({ db, ctx, input: { references } });
    return {
      type,
      id,
      time: new Date(input.time).toISOString(),
      state: stateOf(entry),
      image,
      entry: entry === null ? null : sourceEntry(entry),
      first,
      next,
      people: image === null ? {} : await namesIn(db, ctx.orgId, image),
      nodes: items,
    };
  },
});
