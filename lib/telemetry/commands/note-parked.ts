import { noted, type AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand, type NonEmpty } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { PARKED_COLUMNS, type ParkedRow } from "../settings/parked-row.ts";
import { openParkedTask } from "../settings/parked-task.ts";

const MOST = 200;

const itemOf = (row: ParkedRow): AuditItem =>
  noted(
    "telemetry_parked",
    row.id,
    {
      source: row.source,
      events: row.events,
      tries: row.tries,
      receivedAt: row.received_at.toISOString(),
      parkedAt: row.parked_at.toISOString(),
    },
    { reason: row.reason },
  );

/** Puts batches that the worker parked since the last time into the trail, and opens a task about them. Throws precondition_failed when there is none. */
export const noteParked = defineCommand({
  name: "telemetry.note_parked",
  summary: "Put batches of telemetry that could not be counted into the trail",
  permission: "system:operate",
  input: z.strictObject({}),
  output: z.strictObject({ batches: z.int() }),
  async run({ tx, ctx }) {
    const rows = await tx.$queryRawUnsafe<ParkedRow[]>(
      `update telemetry_parked set noted = true where org_id = $1::uuid and id in (
         select id from telemetry_parked where org_id = $1::uuid and not noted order by parked_at, id limit $2 for update)
       returning ${PARKED_COLUMNS}`,
      ctx.orgId,
      MOST,
    );
    const [first, ...others] = rows.map(itemOf);
    if (first === undefined) throw new AppError("precondition_failed", "No batch was parked since the last time.");
    const audit: NonEmpty<AuditItem> = [first, ...others, ...(await openParkedTask(tx, ctx, rows))];
    return { result: { batches: rows.length }, audit };
  },
});
