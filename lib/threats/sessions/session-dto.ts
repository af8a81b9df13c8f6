import type { ThreatSession } from "../../db/types.ts";
import { actorRef } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import type { z } from "../../zod.ts";
import { maySteer, votesOf } from "./load-session.ts";
import type { SessionDto } from "./schema.ts";

type Tables = Pick<Reader, "sessionGuest" | "sessionNote" | "sessionBallot" | "user">;
type Dto = z.input<typeof SessionDto>;

/** A session as one person sees it: who voted, and what they voted only when it is shown. */
export async function sessionDto(db: Tables, ctx: Context, row: ThreatSession): Promise<Dto> {
  const order = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  const guests = await db.sessionGuest.findMany({ where: { sessionId: row.id }, orderBy: order });
  const notes = await db.sessionNote.findMany({ where: { sessionId: row.id }, orderBy: order });
  const vote = votesOf(row).at(-1) ?? null;
  const ballots =
    vote?.state !== "open"
      ? []
      : await db.sessionBallot.findMany({ where: { sessionId: row.id, round: vote.round }, orderBy: { at: "asc" } });
  const people = await peopleById(db, ctx.orgId, [row.facilitatorId]);
  const mine = ballots.find((ballot) => ballot.participant === actorRef(ctx.actor));
  const steer = row.state === "running" && maySteer(ctx.actor, row);
  const open = row.linkHash !== null && row.linkExpiresAt !== null && row.linkExpiresAt > ctx.now();
  return {
    id: row.id,
    threatModelId: row.threatModelId,
    diagramId: row.diagramId,
    title: row.title,
    state: row.state as Dto["state"],
    facilitator: { id: row.facilitatorId, name: people.get(row.facilitatorId)?.name ?? "Somebody" },
    agenda: row.agenda as Dto["agenda"],
    step: row.step,
    stepStartedAt: row.stepStartedAt?.toISOString() ?? null,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    pausedMs: Number(row.pausedMs),
    leads: row.leads,
    link: open && row.linkExpiresAt !== null && steer ? { expiresAt: row.linkExpiresAt.toISOString() } : null,
    guests: guests
      .filter(({ state }) => steer || state === "admitted")
      .map(({ id, name, state }) => ({ id, name, state: state as Dto["guests"][number]["state"] })),
    vote,
    voted: ballots.map(({ name }) => name),
    myVote: mine === undefined ? null : { likelihood: mine.likelihood, impact: mine.impact },
    notes: notes.map((note) => ({
      id: note.id,
      kind: note.kind as Dto["notes"][number]["kind"],
      body: note.body,
      author: note.authorName,
      done: note.done,
      at: note.createdAt.toISOString(),
    })),
    summary: row.summary as Dto["summary"],
    startedAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    version: row.version,
    abilities: { steer, contribute: row.state === "running" && can(ctx.actor, "room:edit") },
  };
}
