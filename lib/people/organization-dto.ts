import type { Organization } from "../db/types.ts";
import type { z } from "../zod.ts";
import type { OrganizationDto, Role } from "./schema.ts";

/** An organization as clients see it. */
export function toOrganizationDto(row: Organization): z.input<typeof OrganizationDto> {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    mfaRequiredRoles: row.mfaRequiredRoles as z.input<typeof Role>[],
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}
