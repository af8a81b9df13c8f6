import type { Role } from "../../kernel/policy.ts";
import { defineQuery } from "../../kernel/query.ts";
import { openInvitation } from "../open-invitation.ts";
import { OpenInvitationDto, ReadInvitationInput } from "../schema.ts";

/** What an invitation offers, for who holds its link. */
export const readInvitation = defineQuery({
  name: "invitation.read",
  summary: "What an invitation offers, for who holds its link",
  permission: "public:accept",
  scope: "installation",
  input: ReadInvitationInput,
  output: OpenInvitationDto,
  async run({ db, input, ctx }) {
    const row = await openInvitation(db, input.token, ctx.now());
    const organization = await db.organization.findUniqueOrThrow({ where: { id: row.orgId } });
    return {
      email: row.email,
      role: row.role as Role,
      organization: organization.name,
      expiresAt: row.expiresAt.toISOString(),
    };
  },
});
