import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { eligiblePeople } from "../approvers.ts";
import { blockersOf } from "../evaluation-rules.ts";
import { liveRequest } from "../gate-state.ts";
import { askPeople, gateTasks } from "../gate-tasks.ts";
import { evaluate } from "../load-gates.ts";
import { openGate, personOf, requireMayAsk } from "../open-gate.ts";
import { barredFrom, toGateDto } from "../read-gate-dto.ts";
import { moveKind, refusedMoveWords, targetLabels } from "../rules.ts";
import { GateDto, RequestGateInput } from "../schema.ts";

/** Asks for a gate: somebody else is to decide. Throws precondition_failed while a blocking criterion is open. */
export const requestGate = defineCommand({
  name: "gate.request",
  summary: "Ask that a version may pass a gate",
  permission: "gate:request",
  http: "POST /models/{id}/versions/{version}/gates/{stage}/request",
  input: RequestGateInput,
  output: GateDto,
  load: ({ tx, input, ctx }) => openGate(tx, ctx, input),
  authorize: ({ actor, target }) => requireMayAsk(actor, target),
  async run({ tx, input, target: source, ctx }) {
    const { row, model } = source;
    const kind = moveKind(row, input.stage);
    if (kind !== "forward" && kind !== "confirm") {
      throw new AppError("precondition_failed", refusedMoveWords(row, input.stage));
    }
    if (liveRequest(source) !== null) {
      throw new AppError("conflict", "A gate is asked for already. Withdraw that request first, or let it be decided.");
    }
    const evaluation = evaluate(source, input.stage);
    const blockers = blockersOf(evaluation.results);
    if (blockers.length > 0) {
      const errors = blockers.map(({ criterion, why }) => ({
        path: criterion.id,
        message: `${criterion.title}: ${why}`,
      }));
      throw new AppError("precondition_failed", `This gate is blocked by ${blockers.length}. Settle that first.`, {
        errors,
      });
    }
    const at = ctx.now();
    const requestedBy = personOf(ctx.actor);
    const made = await tx.gateRequest.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        versionId: row.id,
        fromStage: row.stage,
        toStage: input.stage,
        note: input.note,
        state: "open",
        requestedBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const asked = await askPeople(tx, ctx, {
      kind: gateTasks.approve,
      versionId: row.id,
      title: `Decide on ${model.name} ${row.label}: ${targetLabels[input.stage].toLowerCase()}`,
      detail: input.note,
      people: await eligiblePeople(tx, ctx.orgId, barredFrom(evaluation, requestedBy)),
    });
    const now = await openGate(tx, ctx, { id: model.id, version: row.id });
    return {
      result: await toGateDto(tx, ctx, now, input.stage),
      audit: [audited(gateRequestAggregate, null, made), ...asked],
    };
  },
});
