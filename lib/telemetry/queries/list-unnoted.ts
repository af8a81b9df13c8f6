import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";

/** Organizations with batches, or parked batches, that no entry of the trail speaks of yet. */
export const listUnnoted = defineQuery({
  name: "telemetry.unnoted",
  summary: "List organizations whose telemetry is not in the trail yet",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ ids: z.array(z.uuid()) }),
  async run({ db }) {
    const rows = await db.$queryRawUnsafe<{ org_id: string }[]>(
      `select org_id::text as org_id from telemetry_batch_key where not noted
       union select org_id::text from telemetry_parked where not noted`,
    );
    return { ids: rows.map(({ org_id: id }) => id) };
  },
});
