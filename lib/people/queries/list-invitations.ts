import { defineQuery } from "../../kernel/query.ts";
import { toInvitationDto } from "../invitation-dto.ts";
import { personNames } from "../person-names.ts";
import { InvitationList, ListInvitationsInput } from "../schema.ts";

const AT_MOST = 200;

/** Invitations, newest first; at most the newest 200. */
export const listInvitations = defineQuery({
  name: "invitation.list",
  summary: "Invitations, newest first",
  permission: "people:manage",
  input: ListInvitationsInput,
  output: InvitationList,
  http: "GET /invitations",
  async run({ db, input, ctx }) {
    const open = { acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now() } };
    const rows = await db.invitation.findMany({
      where: { orgId: ctx.orgId, ...(input.state === "open" ? open : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: AT_MOST,
    });
    const names = await personNames(
      db,
      ctx.orgId,
      rows.map((row) => row.invitedBy),
    );
    return { items: rows.map((row) => toInvitationDto(row, names.get(row.invitedBy ?? "") ?? null, ctx.now())) };
  },
});
