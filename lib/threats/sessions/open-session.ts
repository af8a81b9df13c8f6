import { hashToken } from "../../auth/token.ts";
import type { ThreatSession } from "../../db/types.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";

/** The running session of a join link. Throws not_found, in the same words for every other token. */
export async function openSession(db: Pick<Reader, "threatSession">, token: string, now: Date): Promise<ThreatSession> {
  const row = await db.threatSession.findFirst({ where: { linkHash: hashToken(token) } });
  const open = row?.state === "running" && row.linkExpiresAt !== null && row.linkExpiresAt > now;
  if (row !== null && open) return row;
  throw new AppError("not_found", "This link does not work, or no longer. Ask who invited you for a new one.");
}
