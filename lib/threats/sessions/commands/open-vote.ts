import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning, requireSteering, votesOf } from "../load-session.ts";
import { OpenVoteInput, SessionDto } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

const MAX_VOTES = 200;

/** Asks everybody how likely something is and how bad: silently, so that nobody is led by the first who speaks. */
export const openVote = defineCommand({
  name: "threat_session.open_vote",
  summary: "Open a silent vote on likelihood and impact",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/votes",
  concurrency: "merge",
  input: OpenVoteInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const { threatId } = input.subject;
    if (threatId !== null) {
      const found = await tx.threat.count({ where: { id: threatId, threatModelId: before.threatModelId } });
      if (found === 0) invalid("subject.threatId", "There is no such threat in this threat model.");
    }
    const votes = votesOf(before);
    if (votes.at(-1)?.state === "open") throw new AppError("conflict", "A vote is open. Show it first.");
    if (votes.length >= MAX_VOTES) throw new AppError("unprocessable", `A session holds at most ${MAX_VOTES} votes.`);
    const vote = {
      round: ctx.newId(),
      subject: input.subject,
      state: "open" as const,
      openedAt: ctx.now().toISOString(),
      ballots: [],
      likelihood: null,
      impact: null,
    };
    const { session, item } = await changeSession(tx, ctx, before, { vote: [...votes, vote] });
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
