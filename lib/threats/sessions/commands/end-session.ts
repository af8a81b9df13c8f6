import { defineCommand } from "../../../kernel/command.ts";
import { changeSession, loadSession, lockRunning, requireSteering, votesOf } from "../load-session.ts";
import { summarize } from "../summarize.ts";
import { SessionDto, SessionIdInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Ends a session: its summary is kept, the link is gone, guests are out. */
export const endSession = defineCommand({
  name: "threat_session.end",
  summary: "End a session and keep its summary",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/end",
  concurrency: "merge",
  input: SessionIdInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const { version } = await tx.diagram.findUniqueOrThrow({ where: { id: before.diagramId } });
    const votes = votesOf(before).filter(({ state }) => state === "shown");
    const summary = await summarize(tx, before, { lastSeq: version, votes, at: ctx.now() });
    await tx.sessionBallot.deleteMany({ where: { sessionId: before.id } });
    await tx.sessionGuest.updateMany({
      where: { sessionId: before.id, state: { in: ["waiting", "admitted"] } },
      data: { state: "left", decidedAt: ctx.now() },
    });
    const { session, item } = await changeSession(tx, ctx, before, {
      state: "ended",
      lastSeq: version,
      summary,
      vote: votes,
      linkHash: null,
      linkExpiresAt: null,
      leads: false,
      endedAt: ctx.now(),
    });
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
