import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { requireDifferentPerson } from "../../kernel/different-person.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { gateTasks, settle, tell } from "../gate-tasks.ts";
import { openRequest, personOf } from "../open-gate.ts";
import { toGateDto } from "../read-gate-dto.ts";
import { requireState } from "../require-state.ts";
import type { GateTarget } from "../rules.ts";
import { GateDto, ReasonedInput } from "../schema.ts";
import { writeRequest } from "../write-rows.ts";

/** Refuses what was asked for, with a reason. */
export const rejectGate = defineCommand({
  name: "gate.reject",
  summary: "Reject what was asked for, with a reason",
  permission: "gate:approve",
  http: "POST /gates/requests/{id}/reject",
  input: ReasonedInput,
  output: GateDto,
  load: ({ tx, input, ctx }) => openRequest(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireDifferentPerson(actor, target.request.requestedBy, "this gate"),
  async run({ tx, input, target: { request, source }, ctx }) {
    requireState(request.state, "open");
    const after = await writeRequest(tx, ctx, request, {
      state: "rejected",
      decidedBy: personOf(ctx.actor),
      decidedAt: ctx.now(),
      decisionReason: input.reason,
    });
    const closed = await settle(tx, ctx, source.row.id, gateTasks.approve);
    await tell(tx, ctx, {
      people: [request.requestedBy, source.model.ownerId],
      versionId: source.row.id,
      kind: "gate_rejected",
      title: `${source.model.name} ${source.row.label}: rejected`,
      detail: input.reason,
    });
    const now = await openRequest(tx, ctx, request.id);
    return {
      result: await toGateDto(tx, ctx, now.source, request.toStage as GateTarget),
      audit: [audited(gateRequestAggregate, request, after, { reason: input.reason }), ...closed],
    };
  },
});
