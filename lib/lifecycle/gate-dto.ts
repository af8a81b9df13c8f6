import type { GateAttestation, GateRequest, GateWaiver } from "../db/types.ts";
import type { PersonDto } from "../inventory/schema.ts";
import { mayChangeModel } from "../inventory/rules.ts";
import { can } from "../kernel/can.ts";
import type { Context } from "../kernel/context.ts";
import { isDifferentPerson } from "../kernel/different-person.ts";
import type { CriterionResult } from "./evaluation-rules.ts";
import type { GateSource } from "./load-gates.ts";
import type { AttestationDto, CriterionResultDto, GateDto, GateRequestDto, WaiverDto } from "./schema.ts";

export type People = ReadonlyMap<string, PersonDto>;

const personIn = (people: People, id: string | null): PersonDto | null =>
  id === null ? null : (people.get(id) ?? null);
const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Ids of everybody whom a version's gates mention. */
export function mentionedIn({ requests, attestations, waivers, evidence, model }: GateSource): (string | null)[] {
  return [
    model.ownerId,
    ...requests.flatMap((row) => [row.requestedBy, row.decidedBy, row.movedBy, row.endedBy]),
    ...attestations.map(({ attestedBy }) => attestedBy),
    ...waivers.flatMap((row) => [row.requestedBy, row.decidedBy, row.revokedBy]),
    ...[...evidence.values()].map(({ createdBy }) => createdBy),
  ];
}

/** A request as clients see it. */
export function toRequestDto(row: GateRequest, people: People): GateRequestDto {
  return {
    id: row.id,
    fromStage: row.fromStage,
    toStage: row.toStage as GateRequestDto["toStage"],
    state: row.state as GateRequestDto["state"],
    note: row.note,
    requestedBy: personIn(people, row.requestedBy),
    requestedAt: row.createdAt.toISOString(),
    decidedBy: personIn(people, row.decidedBy),
    decidedAt: moment(row.decidedAt),
    decisionReason: row.decisionReason,
    digest: row.digest,
    movedBy: personIn(people, row.movedBy),
    movedAt: moment(row.movedAt),
    endedBy: personIn(people, row.endedBy),
    endedAt: moment(row.endedAt),
    endReason: row.endReason,
    version: row.version,
  };
}

/** A waiver as clients see it; an approved one past its day is lapsed. */
export function toWaiverDto(row: GateWaiver, source: GateSource, people: People, ctx: Context): WaiverDto {
  const lapsed = row.state === "approved" && row.expiresAt <= ctx.now();
  const mayDecide = can(ctx.actor, "gate:approve");
  return {
    id: row.id,
    criterion: row.criterion,
    title: source.policy.criteria.find(({ id }) => id === row.criterion)?.title ?? row.criterion,
    reason: row.reason,
    expiresAt: row.expiresAt.toISOString(),
    state: lapsed ? "lapsed" : (row.state as WaiverDto["state"]),
    requestedBy: personIn(people, row.requestedBy),
    requestedAt: row.createdAt.toISOString(),
    decidedBy: personIn(people, row.decidedBy),
    decidedAt: moment(row.decidedAt),
    decisionReason: row.decisionReason,
    revokedBy: personIn(people, row.revokedBy),
    revokeReason: row.revokeReason,
    abilities: {
      decide: row.state === "open" && mayDecide && isDifferentPerson(ctx.actor, row.requestedBy),
      revoke: row.state === "approved" && !lapsed && mayDecide,
    },
  };
}

/** An attestation with the evidence it names. */
export function toAttestationDto(
  row: GateAttestation,
  source: GateSource,
  people: People,
  ctx: Context,
): AttestationDto {
  const own = ctx.actor.type === "user" && ctx.actor.id === row.attestedBy;
  return {
    id: row.id,
    criterion: row.criterion,
    statement: row.statement,
    evidence: row.evidenceIds.flatMap((id) => {
      const found = source.evidence.get(id);
      if (found === undefined) return [];
      return [
        {
          id,
          title: found.title,
          kind: found.kind as "file" | "link",
          url: found.url,
          digest: found.digest,
          createdBy: personIn(people, found.createdBy),
          withdrawn: found.withdrawnAt !== null,
        },
      ];
    }),
    attestedBy: personIn(people, row.attestedBy),
    attestedAt: row.createdAt.toISOString(),
    abilities: {
      withdraw:
        row.state === "active" &&
        can(ctx.actor, "gate:attest") &&
        (own || can(ctx.actor, "gate:approve") || mayChangeModel(ctx.actor, source.model)),
    },
  };
}

function whoActs(result: CriterionResult, source: GateSource, people: People): string {
  if (result.state !== "open") return "";
  if (result.waiver?.standing === "asked") return "Somebody with the right to approve decides on the waiver.";
  const owner = personIn(people, source.model.ownerId);
  const who =
    owner === null ? "Whoever may change the model" : `${owner.name}, the owner, or whoever may change the model`;
  if (result.criterion.facts.length > 0) return `${who} completes the record.`;
  return result.criterion.evidence ? "Whoever did it attests it, with evidence." : "Whoever did it attests it.";
}

/** One criterion of a gate with everything that a person needs to settle it. */
export function toCriterionDto(
  result: CriterionResult,
  source: GateSource,
  people: People,
  ctx: Context,
): CriterionResultDto {
  const { id, title, why, source: origin, evidence, own, facts } = result.criterion;
  const attestation = source.attestations.find((row) => row.id === result.attestationId);
  const waiver = source.waivers.find((row) => row.id === result.waiver?.id);
  const living = source.row.state !== "retired" && source.model.state === "active";
  return {
    criterion: { id, title, why, source: origin, evidence, own },
    computed: facts.length > 0,
    blocking: result.blocking,
    state: result.state,
    why: result.why,
    act: whoActs(result, source, people),
    facts: result.facts.map(({ id: factId, label, fact }) => ({
      id: factId,
      label,
      ok: fact.ok,
      reason: fact.reason,
      links: [...fact.links],
    })),
    attestation: attestation === undefined ? null : toAttestationDto(attestation, source, people, ctx),
    waiver: waiver === undefined ? null : toWaiverDto(waiver, source, people, ctx),
    abilities: {
      attest: living && facts.length === 0 && result.state !== "attested" && can(ctx.actor, "gate:attest"),
      waive:
        living &&
        result.state === "open" &&
        result.blocking &&
        result.waiver?.standing !== "asked" &&
        can(ctx.actor, "gate:request") &&
        mayChangeModel(ctx.actor, source.model),
    },
  };
}

/** The version as the pages of gates name it. */
export function toGateVersion({ row, model }: GateSource): GateDto["version"] {
  return {
    id: row.id,
    label: row.label,
    stage: row.stage as GateDto["version"]["stage"],
    state: row.state as GateDto["version"]["state"],
    modelId: model.id,
    modelSlug: model.slug,
    modelName: model.name,
    sensitivity: model.sensitivity,
  };
}
