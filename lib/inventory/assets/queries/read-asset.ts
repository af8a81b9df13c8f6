import { defineQuery } from "../../../kernel/query.ts";
import { toAssetDto } from "../asset-dto.ts";
import { loadAsset } from "../load-asset.ts";
import { AssetDto, ReadAssetInput } from "../schema.ts";

/** One asset with everything recorded of it, and what it is linked to. */
export const readAsset = defineQuery({
  name: "asset.read",
  summary: "Read an asset",
  permission: "asset:read",
  http: "GET /assets/{id}",
  input: ReadAssetInput,
  output: AssetDto,
  async run({ db, input, ctx }) {
    return toAssetDto(db, ctx, await loadAsset(db, ctx.orgId, input));
  },
});
