import { defineQuery } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { loadVersion } from "../load-version.ts";
import { VersionDto, VersionIdInput } from "../schema.ts";
import { versionDto } from "../version-dto.ts";

export const readVersion = defineQuery({
  name: "threat_model_version.read",
  summary: "A version of a threat model with all that was submitted",
  permission: "threat:read",
  http: "GET /threat-model-versions/{id}",
  input: VersionIdInput,
  output: VersionDto,
  async run({ db, input, ctx }) {
    const row = await loadVersion(db, ctx.orgId, input.id);
    return versionDto(db, ctx, { row, threatModel: await loadThreatModel(db, ctx.orgId, row.threatModelId) });
  },
});
