import { defineQuery } from "../../../kernel/query.ts";
import { loadSession } from "../load-session.ts";
import { SessionDto, SessionIdInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

export const readSession = defineQuery({
  name: "threat_session.read",
  summary: "A session: agenda, guests, vote, notes, summary",
  permission: "room:read",
  http: "GET /threat-sessions/{id}",
  input: SessionIdInput,
  output: SessionDto,
  run: async ({ db, input, ctx }) => sessionDto(db, ctx, await loadSession(db, ctx, input.id)),
});
