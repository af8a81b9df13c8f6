import { can } from "../../../kernel/can.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { pathDtos } from "../path-dto.ts";
import { ListPathsInput, PathListDto } from "../schema.ts";

export const listPaths = defineQuery({
  name: "attack_path.list",
  summary: "Attack paths of a threat model, the cheapest to walk first",
  permission: "threat:read",
  http: "GET /threat-models/{id}/attack-paths",
  input: ListPathsInput,
  output: PathListDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const where = { threatModelId: threatModel.id, state: "active" };
    const rows = await db.attackPath.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: input.limit });
    return {
      items: await pathDtos(db, ctx.orgId, { threatModelId: threatModel.id, rows }),
      total: await db.attackPath.count({ where }),
      abilities: { edit: threatModel.state === "active" && can(ctx.actor, "threat:write") },
    };
  },
});
