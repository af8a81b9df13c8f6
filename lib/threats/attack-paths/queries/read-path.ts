import { defineQuery } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { loadPath } from "../load-path.ts";
import { pathDto } from "../path-dto.ts";
import { PathDto, ReadPathInput } from "../schema.ts";

export const readPath = defineQuery({
  name: "attack_path.read",
  summary: "An attack path with what stops it as things are",
  permission: "threat:read",
  http: "GET /threat-models/{id}/attack-paths/{pathId}",
  input: ReadPathInput,
  output: PathDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    return pathDto(db, ctx.orgId, await loadPath(db, threatModel.id, input.pathId));
  },
});
