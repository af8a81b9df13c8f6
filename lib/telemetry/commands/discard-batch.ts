import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { closeParkedTask } from "../settings/parked-task.ts";
import { DecidedBatchDto, DiscardBatchInput } from "../settings/schema.ts";
import { takeParked } from "../settings/take-parked.ts";

/** Deletes a parked batch for good. Sent again with its key it is still known and not counted. */
export const discardBatch = defineCommand({
  name: "telemetry.discard_batch",
  summary: "Delete a batch that could not be counted",
  permission: "telemetry:govern",
  http: "POST /telemetry-batches/{id}/discard",
  input: DiscardBatchInput,
  output: DecidedBatchDto,
  load: ({ tx, input, ctx }) => takeParked(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    await tx.$executeRawUnsafe(
      "delete from telemetry_parked where org_id = $1::uuid and id = $2::uuid",
      ctx.orgId,
      input.id,
    );
    const facts = { source: target.source, events: target.events, receivedAt: target.received_at.toISOString() };
    return {
      result: { id: target.id, events: target.events },
      audit: [
        noted("telemetry_parked", target.id, facts, { reason: input.reason }),
        ...(await closeParkedTask(tx, ctx)),
      ],
    };
  },
});
