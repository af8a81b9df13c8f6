import type { Invitation } from "../db/types.ts";
import type { Role } from "../kernel/policy.ts";
import type { z } from "../zod.ts";
import type { InvitationDto } from "./schema.ts";

/** Where an invitation stands at this time. */
export function invitationState(row: Invitation, now: Date): "open" | "accepted" | "revoked" | "expired" {
  if (row.acceptedAt !== null) return "accepted";
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt <= now ? "expired" : "open";
}

/** An invitation as clients see it: never its token. */
export function toInvitationDto(row: Invitation, invitedBy: string | null, now: Date): z.input<typeof InvitationDto> {
  return {
    id: row.id,
    email: row.email,
    role: row.role as Role,
    invitedBy,
    state: invitationState(row, now),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
