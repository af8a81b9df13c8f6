import { defineQuery } from "../../../kernel/query.ts";
import { loadVersion } from "../load-version.ts";
import { ReadVersionInput, VersionDto } from "../schema.ts";
import { toVersionDto } from "../version-dto.ts";

/** One version of a model with its artifacts and what it is linked to. */
export const readVersion = defineQuery({
  name: "model_version.read",
  summary: "Read a version of a model",
  permission: "model:read",
  http: "GET /models/{id}/versions/{version}",
  input: ReadVersionInput,
  output: VersionDto,
  async run({ db, input, ctx }) {
    return toVersionDto(db, ctx, await loadVersion(db, ctx.orgId, input));
  },
});
