import type { Session, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { sessionAggregate } from "../people/aggregates.ts";
import { person } from "./own-account.ts";

type Scope = { tx: Tx; ctx: CommandContext };

/** An open session of the acting person. Throws not_found for others' and ended ones. */
export async function openSession({ tx, ctx }: Scope, id: string): Promise<Session> {
  const found = await tx.session.findFirst({
    where: { id, orgId: ctx.orgId, userId: person(ctx.actor).id, revokedAt: null, expiresAt: { gt: ctx.now() } },
  });
  return found ?? notFound("session");
}

/** Writes the next version of a session and gives the account of it. Throws conflict when it changed meanwhile. */
export async function changeSession(
  tx: Tx,
  session: Session,
  change: Partial<Pick<Session, "revokedAt" | "reauthAt" | "mfaAt">>,
  options: { action?: string; reason?: string } = {},
): Promise<AuditItem> {
  const { count } = await tx.session.updateMany({
    where: { id: session.id, version: session.version },
    data: { ...change, version: { increment: 1 } },
  });
  if (count !== 1) throw new AppError("conflict", "This session changed in the meantime. Try again.");
  const after = await tx.session.findUniqueOrThrow({ where: { id: session.id } });
  return audited(sessionAggregate, session, after, options);
}

/** Ends the acting person's open sessions but the one they are in; one item a session. */
export async function endOtherSessions({ tx, ctx }: Scope, reason: string): Promise<AuditItem[]> {
  const { id, sessionId } = person(ctx.actor);
  const others = await tx.session.findMany({
    where: { orgId: ctx.orgId, userId: id, id: { not: sessionId }, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const session of others) {
    items.push(await changeSession(tx, session, { revokedAt: ctx.now() }, { action: "session.revoke", reason }));
  }
  return items;
}
