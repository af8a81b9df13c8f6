import { versionsById } from "../../inventory/queries/gate-versions.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { gateAttestationAggregate } from "../aggregates.ts";
import { mentionedIn, toAttestationDto } from "../gate-dto.ts";
import { loadGates } from "../load-gates.ts";
import { personOf } from "../open-gate.ts";
import { requireState } from "../require-state.ts";
import { AttestationDto, ReasonedInput } from "../schema.ts";
import { watchGate } from "../watch-gate.ts";
import { writeAttestation } from "../write-rows.ts";

/** Takes an attestation back, with a reason. The gates that rested on it are open again. */
export const withdrawAttestation = defineCommand({
  name: "gate.withdraw_attestation",
  summary: "Withdraw an attestation, with a reason",
  permission: "gate:attest",
  http: "POST /gates/attestations/{id}/withdraw",
  input: ReasonedInput,
  output: AttestationDto,
  async load({ tx, input, ctx }) {
    const row =
      (await tx.gateAttestation.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("attestation");
    const [source] = await loadGates(tx, ctx, await versionsById(tx, ctx.orgId, [row.versionId]));
    return { row, source: source ?? notFound("attestation") };
  },
  async run({ tx, input, target: { row, source }, ctx }) {
    requireState(row.state, "active");
    const people = await peopleById(tx, ctx.orgId, mentionedIn(source));
    if (!toAttestationDto(row, source, people, ctx).abilities.withdraw) {
      throw new AppError(
        "forbidden",
        "Only who attested it, who may change the model, or who may approve can withdraw this.",
      );
    }
    const after = await writeAttestation(tx, ctx, row, {
      state: "withdrawn",
      withdrawnBy: personOf(ctx.actor),
      withdrawnAt: ctx.now(),
      withdrawReason: input.reason,
    });
    const watched = await watchGate(tx, ctx, row.versionId);
    return {
      result: toAttestationDto(after, source, people, ctx),
      audit: [audited(gateAttestationAggregate, row, after, { reason: input.reason }), ...watched],
    };
  },
});
