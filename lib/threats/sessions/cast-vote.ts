import { actorRef } from "../../kernel/actor.ts";
import { defineScratch } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { loadSession, votesOf } from "./load-session.ts";
import { CastVoteInput, SessionDto } from "./schema.ts";
import { sessionDto } from "./session-dto.ts";

/** Votes, or votes anew. Nobody sees it until the facilitator shows the round. */
export const castVote = defineScratch({
  name: "threat_session.vote",
  summary: "Vote on likelihood and impact",
  permission: "room:edit",
  reason: "a vote is secret until it is shown; showing it writes it into the session's entry",
  http: "POST /threat-sessions/{id}/ballots",
  input: CastVoteInput,
  output: SessionDto,
  async run({ tx, input, ctx }) {
    const { actor } = ctx;
    await tx.$queryRaw`select 1 as one from threat_session where id = ${input.id}::uuid for share`;
    const session = await loadSession(tx, ctx, input.id);
    if (actor.type !== "user" && actor.type !== "guest") throw new AppError("forbidden", "Only people vote.");
    const open = votesOf(session).at(-1);
    if (session.state !== "running" || open?.state !== "open" || open.round !== input.round) {
      throw new AppError("precondition_failed", "This vote was closed. Your vote did not count.");
    }
    const { likelihood, impact, round } = input;
    const key = { sessionId: session.id, round, participant: actorRef(actor) };
    const ballot = { orgId: ctx.orgId, name: actor.name, likelihood, impact, at: ctx.now() };
    await tx.sessionBallot.upsert({
      where: { sessionId_round_participant: key },
      create: { ...key, ...ballot },
      update: ballot,
    });
    ctx.touch("threat_session", session.id, session.facilitatorId);
    return sessionDto(tx, ctx, session);
  },
});
