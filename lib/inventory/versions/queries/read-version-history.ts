import { defineQuery } from "../../../kernel/query.ts";
import { entityHistory } from "../../../trail/queries/entity-history.ts";
import { loadVersion } from "../load-version.ts";
import { VersionHistoryDto, VersionHistoryInput } from "../schema.ts";

/** What happened to one version of a model, newest first, as the trail has it. */
export const readVersionHistory = defineQuery({
  name: "model_version.history",
  summary: "Read what happened to a version of a model",
  permission: "audit:history",
  http: "GET /models/{id}/versions/{version}/history",
  input: VersionHistoryInput,
  output: VersionHistoryDto,
  async run({ db, input, ctx }) {
    const { id, version, cursor, limit } = input;
    const { row } = await loadVersion(db, ctx.orgId, { id, version });
    return entityHistory.run({ db, ctx, input: { entityType: "model_version", entityId: row.id, cursor, limit } });
  },
});
