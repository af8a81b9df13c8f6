import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { gateTasks, settle } from "../gate-tasks.ts";
import { openRequest, personOf, requireMayAsk } from "../open-gate.ts";
import { toGateDto } from "../read-gate-dto.ts";
import { requireState } from "../require-state.ts";
import type { GateTarget } from "../rules.ts";
import { GateDto, ReasonedInput } from "../schema.ts";
import { writeRequest } from "../write-rows.ts";

/** Takes back what was asked for, also when it is approved already. */
export const withdrawGate = defineCommand({
  name: "gate.withdraw",
  summary: "Withdraw a request for a gate",
  permission: "gate:request",
  http: "POST /gates/requests/{id}/withdraw",
  input: ReasonedInput,
  output: GateDto,
  load: ({ tx, input, ctx }) => openRequest(tx, ctx, input.id),
  authorize: ({ actor, target }) => {
    if (personOf(actor) === null || personOf(actor) !== target.request.requestedBy) requireMayAsk(actor, target.source);
  },
  async run({ tx, input, target: { request, source }, ctx }) {
    requireState(request.state, "open", "approved");
    const after = await writeRequest(tx, ctx, request, {
      state: "withdrawn",
      endedBy: personOf(ctx.actor),
      endedAt: ctx.now(),
      endReason: input.reason,
    });
    const closed = await settle(tx, ctx, source.row.id, gateTasks.approve, gateTasks.move);
    const now = await openRequest(tx, ctx, request.id);
    return {
      result: await toGateDto(tx, ctx, now.source, request.toStage as GateTarget),
      audit: [audited(gateRequestAggregate, request, after, { reason: input.reason }), ...closed],
    };
  },
});
