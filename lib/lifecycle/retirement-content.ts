import type { GateRequest, Tx } from "../db/types.ts";
import { remainsOf } from "../inventory/queries/gate-versions.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import type { CommandContext } from "../kernel/context.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import { retirementRecordAggregate } from "./aggregates.ts";
import { mentionedIn } from "./gate-dto.ts";
import { gateDigest } from "./gate-digest.ts";
import type { Evaluation, GateSource } from "./load-gates.ts";
import { personOf } from "./open-gate.ts";
import type { RetirementRecordDto } from "./schema.ts";

type Content = RetirementRecordDto["content"];

function checklistOf(
  source: GateSource,
  { results }: Evaluation,
  name: (id: string | null) => string | null,
): Content["checklist"] {
  return results.map(({ criterion, state, why, attestationId }) => {
    const attestation = source.attestations.find(({ id }) => id === attestationId);
    return {
      title: criterion.title,
      state,
      why,
      statement: attestation?.statement ?? null,
      by: name(attestation?.attestedBy ?? null),
      evidence: (attestation?.evidenceIds ?? []).flatMap((id) => {
        const found = source.evidence.get(id);
        return found === undefined ? [] : [{ title: found.title, digest: found.digest }];
      }),
    };
  });
}

/** Writes down how a version was retired: the checklist as it was decided on, who decided, and what is left of it. */
export async function writeRetirement(
  tx: Tx,
  ctx: CommandContext,
  {
    source,
    evaluation,
    request,
    reason,
  }: { source: GateSource; evaluation: Evaluation; request: GateRequest; reason: string },
): Promise<AuditItem> {
  const mover = personOf(ctx.actor);
  const people = await peopleById(tx, ctx.orgId, [...mentionedIn(source), mover]);
  const name = (id: string | null): string | null => (id === null ? null : (people.get(id)?.name ?? null));
  const { row, model } = source;
  const content: Content = {
    model: { id: model.id, name: model.name, slug: model.slug },
    version: {
      id: row.id,
      label: row.label,
      createdAt: row.createdAt.toISOString(),
      releasedAt: row.releasedAt?.toISOString() ?? null,
    },
    retiredAt: ctx.now().toISOString(),
    requestedBy: name(request.requestedBy),
    approvedBy: name(request.decidedBy),
    movedBy: name(mover),
    gateDigest: evaluation.digest,
    reason,
    checklist: checklistOf(source, evaluation, name),
    ...(await remainsOf(tx, ctx.orgId, row.id)),
  };
  const record = await tx.retirementRecord.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      versionId: row.id,
      requestId: request.id,
      content,
      digest: gateDigest(content),
      version: 1,
      createdAt: ctx.now(),
    },
  });
  return audited(retirementRecordAggregate, null, record);
}
