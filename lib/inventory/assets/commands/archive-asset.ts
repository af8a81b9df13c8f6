import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { assetAggregates } from "../aggregates.ts";
import { toAssetDto } from "../asset-dto.ts";
import { linksOf } from "../links.ts";
import { loadAsset, requireMayChangeAsset, staleAsset } from "../load-asset.ts";
import type { AssetKind } from "../rules.ts";
import { AssetDto, ArchiveAssetInput } from "../schema.ts";
import { writeAsset } from "../write-asset.ts";

/** Takes an asset out of the lists. It stays in the trail and in the lineage, keeps its address, and can be restored. */
export const archiveAsset = defineCommand({
  name: "asset.archive",
  summary: "Archive an asset",
  permission: "asset:archive",
  http: "POST /assets/{id}/archive",
  input: ArchiveAssetInput,
  output: AssetDto,
  load: ({ tx, input, ctx }) => loadAsset(tx, ctx.orgId, { id: input.id }),
  authorize: ({ actor, target }) => requireMayChangeAsset(actor, target),
  async run({ tx, input, target, ctx }) {
    if (target.version !== input.expectedVersion) throw await staleAsset(tx, ctx, target);
    if (target.state === "archived") throw new AppError("precondition_failed", "This is archived already.");
    const links = await linksOf(tx, target.id);
    const row = await writeAsset(tx, ctx, target, { state: "archived", archivedAt: ctx.now() });
    const [before, after] = [
      { ...target, links },
      { ...row, links },
    ];
    return {
      result: await toAssetDto(tx, ctx, row),
      audit: [audited(assetAggregates[target.kind as AssetKind], before, after, { reason: input.reason })],
    };
  },
});
