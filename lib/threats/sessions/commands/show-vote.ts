import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning, requireSteering, votesOf } from "../load-session.ts";
import { spreadOf } from "../rules.ts";
import { SessionDto, SessionIdInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Shows the votes with their spread and closes the round; from here on they are part of the trail. */
export const showVote = defineCommand({
  name: "threat_session.show_vote",
  summary: "Show the votes of a round",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/votes/show",
  concurrency: "merge",
  input: SessionIdInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const votes = votesOf(before);
    const open = votes.at(-1);
    if (open?.state !== "open") throw new AppError("precondition_failed", "No vote is open.");
    const where = { sessionId: before.id, round: open.round };
    const rows = await tx.sessionBallot.findMany({ where, orderBy: [{ at: "asc" }, { participant: "asc" }] });
    await tx.sessionBallot.deleteMany({ where });
    const shown = {
      ...open,
      state: "shown" as const,
      ballots: rows.map(({ name, likelihood, impact }) => ({ name, likelihood, impact })),
      likelihood: spreadOf(rows.map(({ likelihood }) => likelihood)),
      impact: spreadOf(rows.map(({ impact }) => impact)),
    };
    const { session, item } = await changeSession(tx, ctx, before, { vote: [...votes.slice(0, -1), shown] });
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
