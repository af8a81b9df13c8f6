import type { ThreatSession, Tx } from "../../db/types.ts";
import type { Actor } from "../../kernel/actor.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import { can } from "../../kernel/can.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { threatSessionAggregate } from "../aggregates.ts";
import { Vote } from "./schema.ts";

type Who = { orgId: string; actor: Actor };

/** The organization's session that this actor may see: a guest only the own one. Throws not_found. */
export async function loadSession(
  db: Pick<Reader, "threatSession">,
  { orgId, actor }: Who,
  id: string,
): Promise<ThreatSession> {
  if (actor.type === "guest" && actor.sessionId !== id) return notFound("session");
  return (await db.threatSession.findFirst({ where: { id, orgId } })) ?? notFound("session");
}

/** The session, held until the end of the transaction, so that changes come one after another. Throws unless it is running. */
export async function lockRunning(tx: Tx, who: Who, id: string): Promise<ThreatSession> {
  await tx.$queryRaw`select 1 as one from threat_session where id = ${id}::uuid for update`;
  const session = await loadSession(tx, who, id);
  if (session.state === "running") return session;
  throw new AppError("precondition_failed", "This session has ended. Start another one.");
}

/** Whether the actor steers it: the facilitator, or somebody who manages threat models. */
export function maySteer(actor: Actor, session: Pick<ThreatSession, "facilitatorId">): boolean {
  return (actor.type === "user" && actor.id === session.facilitatorId) || can(actor, "threat:manage");
}

/** Throws forbidden unless the actor steers it. */
export function requireSteering(actor: Actor, session: Pick<ThreatSession, "facilitatorId">): void {
  if (maySteer(actor, session)) return;
  throw new AppError("forbidden", "Only who facilitates the session, a security lead or an administrator may do this.");
}

/** The votes of a session, oldest first; the last one may still be open. */
export function votesOf(session: Pick<ThreatSession, "vote">): Vote[] {
  return Vote.array().parse(session.vote ?? []);
}

type Data = Parameters<Tx["threatSession"]["update"]>[0]["data"];

/** Writes a change of a locked session and gives its account. Every change of what belongs to it goes through here as well. */
export async function changeSession(
  tx: Tx,
  ctx: CommandContext,
  before: ThreatSession,
  data: Data,
): Promise<{ session: ThreatSession; item: AuditItem }> {
  const session = await tx.threatSession.update({
    where: { id: before.id, version: before.version },
    data: { ...data, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  return { session, item: audited(threatSessionAggregate, before, session) };
}
