import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { assetAggregates } from "../aggregates.ts";
import { toAssetDto } from "../asset-dto.ts";
import { linksOf } from "../links.ts";
import { loadAsset, requireMayChangeAsset, staleAsset } from "../load-asset.ts";
import type { AssetKind } from "../rules.ts";
import { AssetDto, RestoreAssetInput } from "../schema.ts";
import { writeAsset } from "../write-asset.ts";

/** Brings an archived asset back into the lists. */
export const restoreAsset = defineCommand({
  name: "asset.restore",
  summary: "Restore an archived asset",
  permission: "asset:archive",
  http: "POST /assets/{id}/restore",
  input: RestoreAssetInput,
  output: AssetDto,
  load: ({ tx, input, ctx }) => loadAsset(tx, ctx.orgId, { id: input.id }),
  authorize: ({ actor, target }) => requireMayChangeAsset(actor, target),
  async run({ tx, input, target, ctx }) {
    if (target.version !== input.expectedVersion) throw await staleAsset(tx, ctx, target);
    if (target.state !== "archived") throw new AppError("precondition_failed", "This is not archived.");
    const links = await linksOf(tx, target.id);
    const row = await writeAsset(tx, ctx, target, { state: "active", archivedAt: null });
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
