import type { GateAttestation, GatePolicy, GateRequest, GateWaiver, RetirementRecord } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";
import type { JsonValue } from "../merkle/canonical-json.ts";

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

export const gatePolicyAggregate = defineAggregate<GatePolicy>({
  type: "gate_policy",
  table: "gate_policy",
  schema: 1,
  label: "gate criteria",
  image: (row) => ({ settings: row.settings as JsonValue, own: row.own as JsonValue }),
});

export const gateAttestationAggregate = defineAggregate<GateAttestation>({
  type: "gate_attestation",
  table: "gate_attestation",
  schema: 1,
  label: "attestation",
  image: (row) => ({
    versionId: row.versionId,
    criterion: row.criterion,
    statement: row.statement,
    evidenceIds: row.evidenceIds,
    state: row.state,
    attestedBy: row.attestedBy,
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: moment(row.withdrawnAt),
    withdrawReason: row.withdrawReason,
  }),
});

export const gateWaiverAggregate = defineAggregate<GateWaiver>({
  type: "gate_waiver",
  table: "gate_waiver",
  schema: 1,
  label: "waiver",
  image: (row) => ({
    versionId: row.versionId,
    criterion: row.criterion,
    reason: row.reason,
    expiresAt: row.expiresAt.toISOString(),
    state: row.state,
    requestedBy: row.requestedBy,
    decidedBy: row.decidedBy,
    decidedAt: moment(row.decidedAt),
    decisionReason: row.decisionReason,
    revokedBy: row.revokedBy,
    revokedAt: moment(row.revokedAt),
    revokeReason: row.revokeReason,
  }),
});

export const gateRequestAggregate = defineAggregate<GateRequest>({
  type: "gate_request",
  table: "gate_request",
  schema: 1,
  label: "gate request",
  image: (row) => ({
    versionId: row.versionId,
    fromStage: row.fromStage,
    toStage: row.toStage,
    note: row.note,
    state: row.state,
    requestedBy: row.requestedBy,
    decidedBy: row.decidedBy,
    decidedAt: moment(row.decidedAt),
    decisionReason: row.decisionReason,
    digest: row.digest,
    material: row.material as JsonValue,
    movedBy: row.movedBy,
    movedAt: moment(row.movedAt),
    endedBy: row.endedBy,
    endedAt: moment(row.endedAt),
    endReason: row.endReason,
  }),
});

export const retirementRecordAggregate = defineAggregate<RetirementRecord>({
  type: "retirement_record",
  table: "retirement_record",
  schema: 1,
  label: "retirement record",
  image: (row) => ({
    versionId: row.versionId,
    requestId: row.requestId,
    content: row.content as JsonValue,
    digest: row.digest,
  }),
});

export const lifecycleAggregates = [
  gatePolicyAggregate,
  gateAttestationAggregate,
  gateWaiverAggregate,
  gateRequestAggregate,
  retirementRecordAggregate,
] as const;
