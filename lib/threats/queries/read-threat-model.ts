import { defineQuery } from "../../kernel/query.ts";
import { loadThreatModel } from "../load-threat-model.ts";
import { ReadThreatModelInput, ThreatModelDto } from "../schema.ts";
import { threatModelDto } from "../threat-model-dto.ts";

export const readThreatModel = defineQuery({
  name: "threat_model.read",
  summary: "One threat model with its diagrams, scope and review",
  permission: "threat:read",
  http: "GET /threat-models/{id}",
  input: ReadThreatModelInput,
  output: ThreatModelDto,
  run: async ({ db, input, ctx }) => threatModelDto(db, ctx, await loadThreatModel(db, ctx.orgId, input.id)),
});
