import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning, requireSteering } from "../load-session.ts";
import { SessionDto, SessionIdInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Withdraws the join link: nobody new can knock. Guests who were let in stay. */
export const closeLink = defineCommand({
  name: "threat_session.close_link",
  summary: "Withdraw the join link of a session",
  permission: "threat:write",
  http: "DELETE /threat-sessions/{id}/link",
  concurrency: "merge",
  input: SessionIdInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    if (before.linkHash === null) throw new AppError("precondition_failed", "There is no join link.");
    const { session, item } = await changeSession(tx, ctx, before, { linkHash: null, linkExpiresAt: null });
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
