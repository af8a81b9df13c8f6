import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";

/** Organizations whose gates are looked at. */
export const listGatedOrganizations = defineQuery({
  name: "gate.list_organizations",
  summary: "Organizations whose gates are looked at",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ ids: z.array(z.uuid()) }),
  async run({ db }) {
    const rows = await db.organization.findMany({ select: { id: true }, orderBy: { id: "asc" } });
    return { ids: rows.map(({ id }) => id) };
  },
});
