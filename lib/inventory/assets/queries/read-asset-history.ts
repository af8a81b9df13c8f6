import { defineQuery } from "../../../kernel/query.ts";
import { entityHistory } from "../../../trail/queries/entity-history.ts";
import { loadAsset } from "../load-asset.ts";
import { AssetHistoryDto, AssetHistoryInput } from "../schema.ts";

/** What happened to one asset, newest first, as the trail has it. */
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
    return entityHistory.run({ db, ctx, input: { entityType: asset.kind, entityId: asset.id, cursor, limit } });
  },
});
