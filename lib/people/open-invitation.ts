import type { Tx } from "../db/types.ts";
import type { Invitation } from "../db/types.ts";
import { hashToken } from "../auth/token.ts";
import { AppError } from "../kernel/errors.ts";
import { invitationState } from "./invitation-dto.ts";

/** The invitation of a token that can still be accepted. Throws not_found, in the same words for every other token. */
export async function openInvitation(db: Pick<Tx, "invitation">, token: string, now: Date): Promise<Invitation> {
  const row = await db.invitation.findUnique({ where: { tokenHash: hashToken(token) } });
  if (row !== null && invitationState(row, now) === "open") return row;
  throw new AppError("not_found", "This invitation is not valid, or no longer. Ask for a new one.");
}
