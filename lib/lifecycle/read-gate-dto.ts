import type { Tx } from "../db/types.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import { mayChangeModel } from "../inventory/rules.ts";
import { can } from "../kernel/can.ts";
import type { Context } from "../kernel/context.ts";
import { approverNote, eligiblePeople } from "./approvers.ts";
import { authorsOf, blockersOf } from "./evaluation-rules.ts";
import { mentionedIn, toCriterionDto, toGateVersion, toRequestDto } from "./gate-dto.ts";
import { liveRequest, passageOf } from "./gate-state.ts";
import { evaluate, type Evaluation, type GateSource } from "./load-gates.ts";
import { moveKind, needsOtherAuthor, operatingStages, type GateTarget } from "./rules.ts";
import type { GateDto } from "./schema.ts";
import { brokenApproval } from "./watch-gate.ts";

/** Everybody who may not approve a gate: who asked, and from confidential on whose evidence or attestation it rests on. */
export function barredFrom({ input, results }: Evaluation, requestedBy: string | null): ReadonlySet<string | null> {
  const authors = needsOtherAuthor(input.subject) ? authorsOf(input, results) : new Set<string>();
  return new Set([requestedBy, ...authors]);
}

/** Why this person cannot approve; empty when they can. */
export function approvalRefusal(ctx: Context, evaluation: Evaluation, requestedBy: string | null): string {
  const { actor } = ctx;
  if (actor.type !== "user") return "Only a person can approve it.";
  if (!can(actor, "gate:approve")) return "Your role does not allow approving.";
  if (actor.id === requestedBy) return "You asked for it, so somebody else decides.";
  return barredFrom(evaluation, requestedBy).has(actor.id)
    ? "It rests on your evidence or attestation, so somebody else decides: the model is confidential or above."
    : "";
}

function abilitiesOf(
  ctx: Context,
  source: GateSource,
  target: GateTarget,
  evaluation: Evaluation,
): GateDto["abilities"] {
  const { actor } = ctx;
  const live = liveRequest(source);
  const here = live?.toStage === target ? live : null;
  const asks = can(actor, "gate:request") && mayChangeModel(actor, source.model) && source.model.state === "active";
  const passes = blockersOf(evaluation.results).length === 0;
  const kind = moveKind(source.row, target);
  const possible = kind === "forward" || kind === "confirm";
  const me = actor.type === "user" ? actor.id : "";
  const passage = passageOf(source);
  const revocable =
    here?.state === "approved" ||
    (passage?.state === "moved" && operatingStages.has(target) && passage.toStage === target);
  const decides = here?.state === "open" && can(actor, "gate:approve") && me !== (here.requestedBy ?? "nobody");
  return {
    request: asks && live === null && possible && passes,
    approve: decides && passes && approvalRefusal(ctx, evaluation, here.requestedBy) === "",
    reject: decides,
    withdraw: here !== null && (asks || me === here.requestedBy),
    move: asks && here?.state === "approved" && me !== here.decidedBy,
    revoke: revocable && can(actor, "gate:approve") && actor.type === "user",
  };
}

/** One gate of a version as a person sees it. */
export async function toGateDto(db: Tx, ctx: Context, source: GateSource, target: GateTarget): Promise<GateDto> {
  const evaluation = evaluate(source, target);
  const people = await peopleById(db, ctx.orgId, mentionedIn(source));
  const live = liveRequest(source);
  const here = live?.toStage === target ? live : null;
  const kind = moveKind(source.row, target);
  const blocked = blockersOf(evaluation.results).length;
  const asker = here?.requestedBy ?? (ctx.actor.type === "user" ? ctx.actor.id : null);
  const eligible = await eligiblePeople(db, ctx.orgId, barredFrom(evaluation, asker));
  return {
    version: toGateVersion(source),
    target,
    kind: kind === "forward" || kind === "confirm" ? kind : "other",
    policyVersion: source.policy.version,
    digest: evaluation.digest,
    pass: blocked === 0,
    blockedBy: blocked,
    criteria: evaluation.results.map((result) => toCriterionDto(result, source, people, ctx)),
    request: here === null ? null : toRequestDto(here, people),
    changes: here === null ? [] : brokenApproval(source),
    approvers: { people: eligible, note: approverNote(eligible) },
    history: source.requests.filter(({ toStage }) => toStage === target).map((row) => toRequestDto(row, people)),
    abilities: abilitiesOf(ctx, source, target, evaluation),
    refusal: here?.state === "open" ? approvalRefusal(ctx, evaluation, here.requestedBy) : "",
  };
}
