import { roleNames } from "../kernel/policy.ts";
import { z } from "../zod.ts";

export const Role = z.enum(roleNames);

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens.")
  .max(63);

export const CreateOrganizationInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give the organization a name.")
    .max(120)
    .describe("What people call the organization"),
  slug: Slug.describe("Short name in addresses and command lines"),
});

export const OrganizationDto = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  mfaRequiredRoles: z.array(Role),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
