import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { organizationAggregate } from "../aggregates.ts";
import { toOrganizationDto } from "../organization-dto.ts";
import { CreateOrganizationInput, OrganizationDto } from "../schema.ts";

/** Opens an organization together with its audit log, whose first entry is this one. */
export const createOrganization = defineCommand({
  name: "organization.create",
  summary: "Open an organization and its audit log",
  permission: "system:operate",
  input: CreateOrganizationInput,
  output: OrganizationDto,
  organization: async ({ newId }) => newId(),
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    const row = await tx.organization.create({
      data: {
        id: ctx.orgId,
        orgId: ctx.orgId,
        slug: input.slug,
        name: input.name,
        mfaRequiredRoles: [],
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    await ctx.openLog(ctx.orgId);
    return { result: toOrganizationDto(row), audit: [audited(organizationAggregate, null, row)] };
  },
});
