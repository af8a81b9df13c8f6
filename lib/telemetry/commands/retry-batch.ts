import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { closeParkedTask } from "../settings/parked-task.ts";
import { DecidedBatchDto, RetryBatchInput } from "../settings/schema.ts";
import { takeParked } from "../settings/take-parked.ts";

/** Puts a parked batch back into the inbox. What it holds counts as late, for its windows were judged without it. */
export const retryBatch = defineCommand({
  name: "telemetry.retry_batch",
  summary: "Let a batch that could not be counted be tried again",
  permission: "telemetry:govern",
  http: "POST /telemetry-batches/{id}/retry",
  input: RetryBatchInput,
  output: DecidedBatchDto,
  load: ({ tx, input, ctx }) => takeParked(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const at = ctx.now().toISOString();
    await tx.$executeRawUnsafe(
      `with gone as (delete from telemetry_parked where org_id = $1::uuid and id = $2::uuid returning *)
       insert into telemetry_inbox (org_id, received_day, id, received_at, source, key_id, events, body)
       select org_id, $3::date, id, $4::timestamptz, source, key_id, events, body from gone`,
      ctx.orgId,
      input.id,
      at.slice(0, 10),
      at,
    );
    const facts = { source: target.source, events: target.events, receivedAt: target.received_at.toISOString() };
    return {
      result: { id: target.id, events: target.events },
      audit: [noted("telemetry_parked", target.id, facts), ...(await closeParkedTask(tx, ctx))],
    };
  },
});
