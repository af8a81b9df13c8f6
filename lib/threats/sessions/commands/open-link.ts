import { hashToken, newToken } from "../../../auth/token.ts";
import { env } from "../../../env.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { changeSession, loadSession, lockRunning, requireSteering } from "../load-session.ts";
import { OpenedLinkDto, OpenLinkInput } from "../schema.ts";

/** Opens the door for people without an account: one link a session, shown once, gone when the session ends. */
export const openLink = defineCommand({
  name: "threat_session.open_link",
  summary: "Make a join link for people without an account",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/link",
  concurrency: "merge",
  input: OpenLinkInput,
  output: OpenedLinkDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const token = newToken();
    const linkExpiresAt = new Date(ctx.now().getTime() + input.hours * 3_600_000);
    const { item } = await changeSession(tx, ctx, before, { linkHash: hashToken(token), linkExpiresAt });
    const url = `${env().MODELKEEP_URL.replace(/\/+$/, "")}/join?token=${token}`;
    return { result: { url, expiresAt: linkExpiresAt.toISOString() }, audit: [item] };
  },
});
