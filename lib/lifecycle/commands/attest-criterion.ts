import { evidenceById } from "../../evidence/queries/evidence-by-id.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import type { Tx } from "../../db/types.ts";
import { gateAttestationAggregate } from "../aggregates.ts";
import { toAttestationDto, mentionedIn } from "../gate-dto.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import type { GateSource } from "../load-gates.ts";
import { openGate, personOf } from "../open-gate.ts";
import { AttestationDto, AttestInput } from "../schema.ts";
import { watchGate } from "../watch-gate.ts";
import { writeAttestation } from "../write-rows.ts";

/** The criterion of this id that a person attests. Throws invalid_input for others. */
function requireAttestable({ policy }: GateSource, id: string): { evidence: boolean } {
  const criterion = policy.criteria.find((each) => each.id === id && each.enabled);
  if (criterion === undefined) invalid("criterion", "There is no such criterion here.");
  if (criterion.facts.length > 0)
    invalid("criterion", "This criterion is computed from the records; nobody attests it.");
  return criterion;
}

async function requireEvidence(tx: Tx, source: GateSource, ids: readonly string[]): Promise<void> {
  const found = await evidenceById(tx, source.row.orgId, ids);
  for (const [index, id] of ids.entries()) {
    const row = found.get(id);
    const about = row !== undefined && [source.row.id, source.model.id].includes(row.entityId);
    if (!about) invalid(`evidenceIds.${index}`, "There is no such evidence about this version or its model.");
    if (row.withdrawnAt !== null) invalid(`evidenceIds.${index}`, "This evidence is withdrawn.");
  }
}

/** Says, as a person, that a criterion is met, and what shows it. What was attested before is replaced. */
export const attestCriterion = defineCommand({
  name: "gate.attest",
  summary: "Attest that a criterion is met, with evidence",
  permission: "gate:attest",
  http: "POST /models/{id}/versions/{version}/gates/attestations",
  input: AttestInput,
  output: AttestationDto,
  load: ({ tx, input, ctx }) => openGate(tx, ctx, input),
  async run({ tx, input, target: source, ctx }) {
    const attestedBy = personOf(ctx.actor);
    if (attestedBy === null) throw new AppError("forbidden", "Only a person can attest a criterion.");
    const evidenceIds = [...new Set(input.evidenceIds)];
    const { evidence } = requireAttestable(source, input.criterion);
    if (evidence && evidenceIds.length === 0) invalid("evidenceIds", "Choose the evidence that shows it.");
    await requireEvidence(tx, source, evidenceIds);
    const replaced: AuditItem[] = [];
    for (const before of source.attestations.filter(({ criterion }) => criterion === input.criterion)) {
      const data = {
        state: "withdrawn",
        withdrawnBy: attestedBy,
        withdrawnAt: ctx.now(),
        withdrawReason: "Attested again.",
      };
      const after = await writeAttestation(tx, ctx, before, data);
      replaced.push(audited(gateAttestationAggregate, before, after, { action: "gate.withdraw_attestation" }));
    }
    const at = ctx.now();
    const row = await tx.gateAttestation.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        versionId: source.row.id,
        criterion: input.criterion,
        statement: input.statement,
        evidenceIds,
        state: "active",
        attestedBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const watched = await watchGate(tx, ctx, source.row.id);
    const now = await openGate(tx, ctx, { id: source.model.id, version: source.row.id });
    const people = await peopleById(tx, ctx.orgId, mentionedIn(now));
    return {
      result: toAttestationDto(row, now, people, ctx),
      audit: [audited(gateAttestationAggregate, null, row), ...replaced, ...watched],
    };
  },
});
