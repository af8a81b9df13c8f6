import type { Asset, Tx } from "../../../db/types.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import { requireCustom } from "../../../fields/queries/require-custom.ts";
import { assetAggregates } from "../aggregates.ts";
import { toAssetDto } from "../asset-dto.ts";
import { derivedColumns } from "../derived-columns.ts";
import { linkRow, linksOf, replaceLinks } from "../links.ts";
import { AssetDto, RegisterAssetInput } from "../schema.ts";
import { slugFor } from "../write-asset.ts";

async function datasetOf(tx: Tx, ctx: CommandContext, input: RegisterAssetInput): Promise<Asset | null> {
  if (input.kind !== "dataset_version") return null;
  const parent = await tx.asset.findFirst({ where: { id: input.parentId, orgId: ctx.orgId, kind: "dataset" } });
  if (parent === null) return invalid("parentId", "There is no such dataset.");
  if (parent.state === "archived") {
    throw new AppError("precondition_failed", "This dataset is archived. Restore it before adding a version.");
  }
  return parent;
}

/** Enters an asset into the inventory. Without a slug a free one is made from the name. */
export const registerAsset = defineCommand({
  name: "asset.register",
  summary: "Register a system, dataset, dataset version, component, vendor or deployment",
  permission: "asset:write",
  http: "POST /assets",
  input: RegisterAssetInput,
  output: AssetDto,
  async run({ tx, input, ctx }) {
    const { links, kind, facts } = input;
    const parent = await datasetOf(tx, ctx, input);
    const createdBy = ctx.actor.type === "user" ? ctx.actor.id : null;
    const ownerId = input.ownerId === undefined ? (parent?.ownerId ?? createdBy) : input.ownerId;
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [ownerId] });
    await requireCustom(tx, { orgId: ctx.orgId, type: kind }, input.custom);
    const { name, description, team, sensitivity, tags, custom, documents } = input;
    const slug = await slugFor(tx, ctx.orgId, kind, input);
    const fields = { slug, name, description, ownerId, team, sensitivity, tags, facts, custom, documents };
    const at = ctx.now();
    const row = await tx.asset.create({
      data: {
        ...fields,
        ...derivedColumns(fields),
        id: ctx.newId(),
        orgId: ctx.orgId,
        kind,
        parentId: parent?.id ?? null,
        state: "active",
        createdBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const owner = { type: kind, id: row.id };
    if (parent !== null) {
      const link = { relation: "release_of", type: "dataset", id: parent.id } as const;
      await tx.assetLink.create({ data: linkRow(ctx, owner, link) });
    }
    await replaceLinks(tx, ctx, owner, links);
    const record = { ...row, links: await linksOf(tx, row.id) };
    return { result: await toAssetDto(tx, ctx, row), audit: [audited(assetAggregates[kind], null, record)] };
  },
});
