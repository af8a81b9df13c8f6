import { defineQuery } from "../../kernel/query.ts";
import { toOrganizationDto } from "../organization-dto.ts";
import { NothingInput, OrganizationDto } from "../schema.ts";

/** The organization that the asking actor belongs to. */
export const readOrganization = defineQuery({
  name: "organization.read",
  summary: "Name and settings of the organization",
  permission: "organization:read",
  input: NothingInput,
  output: OrganizationDto,
  http: "GET /organization",
  async run({ db, ctx }) {
    return toOrganizationDto(await db.organization.findUniqueOrThrow({ where: { id: ctx.orgId } }));
  },
});
