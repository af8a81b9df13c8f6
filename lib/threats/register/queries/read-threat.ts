import { defineQuery } from "../../../kernel/query.ts";
import { loadThreat } from "../load-threat.ts";
import { ReadThreatInput, ThreatDto } from "../schema.ts";
import { threatDto } from "../threat-dto.ts";

export const readThreat = defineQuery({
  name: "threat.read",
  summary: "One threat with its reasons, rating, mitigations and comments",
  permission: "threat:read",
  http: "GET /threats/{id}",
  input: ReadThreatInput,
  output: ThreatDto,
  run: async ({ db, input, ctx }) => threatDto(db, ctx, await loadThreat(db, ctx.orgId, input.id)),
});
