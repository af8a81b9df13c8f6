import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { requireDifferentPerson } from "../../kernel/different-person.ts";
import { AppError } from "../../kernel/errors.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { blockersOf } from "../evaluation-rules.ts";
import { askPeople, gateTasks, settle, tell } from "../gate-tasks.ts";
import { evaluate } from "../load-gates.ts";
import { openRequest, personOf, type OpenRequest } from "../open-gate.ts";
import { approvalRefusal, toGateDto } from "../read-gate-dto.ts";
import { targetLabels, type GateTarget } from "../rules.ts";
import { ApproveGateInput, GateDto } from "../schema.ts";
import { requireState } from "../require-state.ts";
import { writeRequest } from "../write-rows.ts";

const titleOf = ({ request, source }: OpenRequest, words: string): string =>
  `${source.model.name} ${source.row.label}, ${targetLabels[request.toStage as GateTarget].toLowerCase()}: ${words}`;

/**
 * Approves a gate: a person other than who asked, from confidential on also other than whose evidence it rests on. Bound to the
 * digest of what was looked at. Throws conflict when that is no longer what is.
 */
export const approveGate = defineCommand({
  name: "gate.approve",
  summary: "Approve what was asked for, as it was looked at",
  permission: "gate:approve",
  http: "POST /gates/requests/{id}/approve",
  input: ApproveGateInput,
  output: GateDto,
  load: ({ tx, input, ctx }) => openRequest(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireDifferentPerson(actor, target.request.requestedBy, "this gate"),
  async run({ tx, input, target, ctx }) {
    const { request, source } = target;
    requireState(request.state, "open");
    const stage = request.toStage as GateTarget;
    const evaluation = evaluate(source, stage);
    const refusal = approvalRefusal(ctx, evaluation, request.requestedBy);
    if (refusal !== "") throw new AppError("forbidden", refusal);
    if (evaluation.digest !== input.digest) {
      throw new AppError(
        "conflict",
        "What this gate rests on changed since you looked at it. Nothing was approved; look again.",
        {
          extra: { digest: evaluation.digest },
        },
      );
    }
    if (blockersOf(evaluation.results).length > 0) {
      throw new AppError("precondition_failed", "A blocking criterion is open. It cannot be approved as it is.");
    }
    const after = await writeRequest(tx, ctx, request, {
      state: "approved",
      decidedBy: personOf(ctx.actor),
      decidedAt: ctx.now(),
      decisionReason: input.reason ?? null,
      digest: evaluation.digest,
      material: evaluation.material,
    });
    const closed = await settle(tx, ctx, source.row.id, gateTasks.approve);
    const asker = request.requestedBy ?? source.model.ownerId;
    const moves = await askPeople(tx, ctx, {
      kind: gateTasks.move,
      versionId: source.row.id,
      title: titleOf(target, "approved, carry out the move"),
      detail: input.reason ?? "",
      people: await activeOnes(tx, asker, personOf(ctx.actor)),
    });
    if (asker !== null) {
      const note = { versionId: source.row.id, kind: "gate_approved", detail: input.reason ?? "" };
      await tell(tx, ctx, { ...note, people: [source.model.ownerId], title: titleOf(target, "approved") });
    }
    const now = await openRequest(tx, ctx, request.id);
    return {
      result: await toGateDto(tx, ctx, now.source, stage),
      audit: [audited(gateRequestAggregate, request, after, { reason: input.reason }), ...closed, ...moves],
    };
  },
});

async function activeOnes(
  tx: Parameters<typeof openRequest>[0],
  id: string | null,
  approver: string | null,
): Promise<{ id: string }[]> {
  if (id === null || id === approver) return [];
  return tx.user.findMany({ where: { id, state: "active" }, select: { id: true } });
}
