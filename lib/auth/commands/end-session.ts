import { defineCommand } from "../../kernel/command.ts";
import { person } from "../own-account.ts";
import { changeSession, openSession } from "../own-session.ts";
import { EndedSessionDto, NoInput } from "../schema.ts";

/** Signs the acting person out: ends the session they are in. */
export const endSession = defineCommand({
  name: "session.end",
  summary: "Sign out: end the session one is in",
  permission: "self:manage",
  input: NoInput,
  output: EndedSessionDto,
  concurrency: "merge",
  load: async ({ tx, ctx }) => openSession({ tx, ctx }, person(ctx.actor).sessionId),
  async run({ tx, target, ctx }) {
    return { result: { id: target.id }, audit: [await changeSession(tx, target, { revokedAt: ctx.now() })] };
  },
});
