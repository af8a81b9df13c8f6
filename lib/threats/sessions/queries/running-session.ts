import { defineQuery } from "../../../kernel/query.ts";
import { loadDiagram } from "../../load-threat-model.ts";
import { RunningSessionDto, RunningSessionInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

export const readRunningSession = defineQuery({
  name: "threat_session.running",
  summary: "The session that runs around a diagram, if one does",
  permission: "room:read",
  http: "GET /diagrams/{id}/session",
  input: RunningSessionInput,
  output: RunningSessionDto,
  async run({ db, input, ctx }) {
    const diagram = await loadDiagram(db, ctx, input.id);
    const row = await db.threatSession.findFirst({ where: { diagramId: diagram.id, state: "running" } });
    return { session: row === null ? null : await sessionDto(db, ctx, row) };
  },
});
