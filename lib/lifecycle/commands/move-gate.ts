import type { GateRequest, Tx } from "../../db/types.ts";
import { moveVersion } from "../../inventory/versions/move-version.ts";
import type { Stage } from "../../inventory/versions/rules.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand, type NonEmpty } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import type { z } from "../../zod.ts";
import { gateRequestAggregate } from "../aggregates.ts";
import { gateTasks, settle, tell } from "../gate-tasks.ts";
import { liveRequest } from "../gate-state.ts";
import { evaluate, type GateSource } from "../load-gates.ts";
import { openGate, personOf, requireMayAsk } from "../open-gate.ts";
import { writeRetirement } from "../retirement-content.ts";
import { moveKind, refusedMoveWords, targetLabels, type GateTarget } from "../rules.ts";
import { MovedDto, MoveGateInput } from "../schema.ts";
import { brokenApproval, voidApproval, watchGate } from "../watch-gate.ts";
import { writeRequest } from "../write-rows.ts";

type Done = { result: z.input<typeof MovedDto>; audit: NonEmpty<AuditItem> };
type Work = { tx: Tx; ctx: CommandContext; source: GateSource; reason: string | undefined };

const nonEmpty = ([first, ...rest]: readonly AuditItem[]): NonEmpty<AuditItem> => {
  if (first === undefined) throw new Error("a move without an account");
  return [first, ...rest];
};

const placed = (row: { stage: string; state: string }): Pick<z.input<typeof MovedDto>, "stage" | "state"> => ({
  stage: row.stage as Stage,
  state: row.state as "draft" | "released" | "retired",
});

async function moveBack({ tx, ctx, source, reason }: Work, stage: Stage): Promise<Done> {
  if (reason === undefined || reason === "") invalid("reason", "Say why it goes back.");
  const live = liveRequest(source);
  const ended: AuditItem[] = [];
  if (live !== null) {
    const endReason = `The version went back to ${targetLabels[stage].toLowerCase()}.`;
    const after = await writeRequest(tx, ctx, live, {
      state: "void",
      endedBy: personOf(ctx.actor),
      endedAt: ctx.now(),
      endReason,
    });
    ended.push(audited(gateRequestAggregate, live, after, { action: "gate.void", reason: endReason }));
    ended.push(...(await settle(tx, ctx, source.row.id, gateTasks.approve, gateTasks.move)));
  }
  const moved = await moveVersion(tx, ctx, source.row, { stage, reason });
  const watched = await watchGate(tx, ctx, source.row.id);
  const message = `Moved back to ${targetLabels[stage].toLowerCase()}.`;
  return {
    result: { outcome: "moved", message, ...placed(moved.row) },
    audit: nonEmpty([...moved.audit, ...ended, ...watched]),
  };
}

async function voided({ tx, ctx, source }: Work, changes: readonly string[]): Promise<Done> {
  const audit = nonEmpty(await voidApproval(tx, ctx, source, changes));
  const message = `The approval is void, and the version stays where it is. ${changes.join(" ")}`;
  return { result: { outcome: "void", message, ...placed(source.row) }, audit };
}

async function carryOut(work: Work, request: GateRequest): Promise<Done> {
  const { tx, ctx, source, reason } = work;
  const target = request.toStage as GateTarget;
  const after = await writeRequest(tx, ctx, request, {
    state: "moved",
    movedBy: personOf(ctx.actor),
    movedAt: ctx.now(),
  });
  const account = [audited(gateRequestAggregate, request, after, { reason })];
  if (target === "retired") {
    const evaluation = evaluate(source, target);
    account.push(await writeRetirement(tx, ctx, { source, evaluation, request: after, reason: request.note }));
  }
  const confirms = target === source.row.stage;
  const moved = confirms
    ? { row: source.row, audit: [] }
    : await moveVersion(tx, ctx, source.row, {
        ...(target === "retired" ? { retired: true } : { stage: target }),
        reason,
      });
  const settled = await settle(tx, ctx, source.row.id, gateTasks.move, gateTasks.approve);
  const watched = await watchGate(tx, ctx, source.row.id);
  const words = confirms
    ? `Confirmed in ${targetLabels[target].toLowerCase()}.`
    : `Moved to ${targetLabels[target].toLowerCase()}.`;
  await tell(tx, ctx, {
    people: [request.requestedBy, request.decidedBy, source.model.ownerId],
    versionId: source.row.id,
    kind: "gate_moved",
    title: `${source.model.name} ${source.row.label}: ${words.toLowerCase().replace(/\.$/, "")}`,
    detail: "",
  });
  return {
    result: { outcome: "moved", message: words, ...placed(moved.row) },
    audit: nonEmpty([...moved.audit, ...account, ...settled, ...watched]),
  };
}

/**
 * Moves a version: forward only while what was approved is still so (otherwise the approval becomes void and the version
 * stays), back with a reason. Whoever approved does not carry it out.
 */
export const moveGate = defineCommand({
  name: "gate.move",
  summary: "Carry out an approved move, or go back with a reason",
  permission: "gate:request",
  http: "POST /models/{id}/versions/{version}/gates/{stage}/move",
  input: MoveGateInput,
  output: MovedDto,
  load: ({ tx, input, ctx }) => openGate(tx, ctx, input),
  authorize: ({ actor, target }) => requireMayAsk(actor, target),
  async run({ tx, input, target: source, ctx }) {
    const work = { tx, ctx, source, reason: input.reason };
    const kind = moveKind(source.row, input.stage);
    if (kind === null) throw new AppError("precondition_failed", refusedMoveWords(source.row, input.stage));
    if (kind === "back") return moveBack(work, input.stage as Stage);
    const live = liveRequest(source);
    if (live?.state !== "approved" || live.toStage !== input.stage) {
      throw new AppError("precondition_failed", "This move is not approved. Ask for the gate first.");
    }
    if (personOf(ctx.actor) !== null && personOf(ctx.actor) === live.decidedBy) {
      throw new AppError("forbidden", "You approved this move, so somebody else carries it out.");
    }
    const changes = brokenApproval(source);
    return changes.length > 0 ? voided(work, changes) : carryOut(work, live);
  },
});
