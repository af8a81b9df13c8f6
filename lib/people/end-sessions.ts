import type { Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import { sessionAggregate } from "./aggregates.ts";

/** Ends every open session of a person at once and gives the account of it, one item a session. */
export async function endSessions(tx: Tx, userId: string, at: Date, reason: string): Promise<AuditItem[]> {
  await tx.$queryRaw`
    select id from user_session where user_id = ${userId}::uuid and revoked_at is null order by id for update`;
  const open = await tx.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const session of open) {
    const after = await tx.session.update({
      where: { id: session.id, version: session.version },
      data: { revokedAt: at, version: { increment: 1 } },
    });
    items.push(audited(sessionAggregate, session, after, { action: "session.revoke", reason }));
  }
  return items;
}
