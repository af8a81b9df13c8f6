import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { organizationAggregate } from "../aggregates.ts";
import { toOrganizationDto } from "../organization-dto.ts";
import { OrganizationDto, UpdateOrganizationInput } from "../schema.ts";

/** Changes the organization's name and which roles need a second factor. */
export const updateOrganization = defineCommand({
  name: "organization.update",
  summary: "Change the organization's name and which roles need a second factor",
  permission: "organization:manage",
  input: UpdateOrganizationInput,
  output: OrganizationDto,
  http: "PATCH /organization",
  reauthenticate: true,
  load: ({ tx, ctx }) => tx.organization.findUniqueOrThrow({ where: { id: ctx.orgId } }),
  async run({ tx, input, target, ctx }) {
    const { name = target.name, mfaRequiredRoles = target.mfaRequiredRoles } = input;
    const { count } = await tx.organization.updateMany({
      where: { id: ctx.orgId, version: input.expectedVersion },
      data: { name, mfaRequiredRoles: [...new Set(mfaRequiredRoles)], version: { increment: 1 }, updatedAt: ctx.now() },
    });
    const after = await tx.organization.findUniqueOrThrow({ where: { id: ctx.orgId } });
    if (count === 0) {
      const extra = { current: toOrganizationDto(after) };
      throw new AppError("conflict", "Somebody changed these settings in the meantime.", { extra });
    }
    return { result: toOrganizationDto(after), audit: [audited(organizationAggregate, target, after)] };
  },
});
