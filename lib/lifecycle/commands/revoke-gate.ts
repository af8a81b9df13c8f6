import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { gateTasks, settle, tell } from "../gate-tasks.ts";
import { openRequest, personOf } from "../open-gate.ts";
import { toGateDto } from "../read-gate-dto.ts";
import { requireState } from "../require-state.ts";
import type { GateTarget } from "../rules.ts";
import { GateDto, ReasonedInput } from "../schema.ts";
import { watchGate } from "../watch-gate.ts";
import { writeRequest } from "../write-rows.ts";

/** Revokes an approval, before the move or in use: then the version operates without a valid gate, and says so. */
export const revokeGate = defineCommand({
  name: "gate.revoke",
  summary: "Revoke an approval, also of a version in use",
  permission: "gate:approve",
  http: "POST /gates/requests/{id}/revoke",
  input: ReasonedInput,
  output: GateDto,
  load: ({ tx, input, ctx }) => openRequest(tx, ctx, input.id),
  async run({ tx, input, target: { request, source }, ctx }) {
    requireState(request.state, "approved", "moved");
    const after = await writeRequest(tx, ctx, request, {
      state: "revoked",
      endedBy: personOf(ctx.actor),
      endedAt: ctx.now(),
      endReason: input.reason,
    });
    const closed = await settle(tx, ctx, source.row.id, gateTasks.move);
    await tell(tx, ctx, {
      people: [request.requestedBy, source.model.ownerId, request.decidedBy],
      versionId: source.row.id,
      kind: "gate_revoked",
      title: `${source.model.name} ${source.row.label}: the approval was revoked`,
      detail: input.reason,
    });
    const watched = await watchGate(tx, ctx, source.row.id);
    const now = await openRequest(tx, ctx, request.id);
    return {
      result: await toGateDto(tx, ctx, now.source, request.toStage as GateTarget),
      audit: [audited(gateRequestAggregate, request, after, { reason: input.reason }), ...closed, ...watched],
    };
  },
});
