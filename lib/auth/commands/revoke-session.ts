import { defineCommand } from "../../kernel/command.ts";
import { changeSession, openSession } from "../own-session.ts";
import { EndedSessionDto, SessionIdInput } from "../schema.ts";

/** Ends one of the acting person's own sessions, wherever it is open. */
export const revokeSession = defineCommand({
  name: "session.revoke",
  summary: "End one of one's own sessions",
  permission: "self:manage",
  input: SessionIdInput,
  output: EndedSessionDto,
  http: "DELETE /sessions/{id}",
  concurrency: "merge",
  load: async ({ tx, input, ctx }) => openSession({ tx, ctx }, input.id),
  async run({ tx, target, ctx }) {
    return { result: { id: target.id }, audit: [await changeSession(tx, target, { revokedAt: ctx.now() })] };
  },
});
