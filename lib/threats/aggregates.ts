import type {
  AttackPath,
  Diagram,
  Threat,
  ThreatModel,
  ThreatModelVersion,
  ThreatPack,
  ThreatSession,
  ThreatSettings,
} from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";
import type { JsonValue } from "../merkle/canonical-json.ts";
import type { Operation } from "../graph/schema.ts";

const day = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;
const moment = (date: Date | null): string | null => date?.toISOString() ?? null;

/** What a threat model is about, as its record holds it: in the order of type and id. */
export type ScopeItem = { type: "system" | "model" | "model_version"; id: string };

/** A threat model with its scope: what the trail images. */
export type ThreatModelRecord = ThreatModel & { scope: ScopeItem[] };

export const threatModelAggregate = defineAggregate<ThreatModelRecord>({
  type: "threat_model",
  table: "threat_model_record",
  schema: 1,
  label: "threat model",
  image: (row) => ({
    slug: row.slug,
    name: row.name,
    description: row.description,
    stage: row.stage,
    ownerId: row.ownerId,
    tags: row.tags,
    packs: row.packs,
    reviewDays: row.reviewDays,
    state: row.state,
    scope: row.scope.map(({ type, id }) => ({ id, type })),
    externalId: row.externalId,
    createdBy: row.createdBy,
  }),
});

/** A diagram with the effects of its newest batch: from all its entries any moment can be rebuilt. */
export type DiagramRecord = Diagram & { operations: readonly Operation[] };

export const diagramAggregate = defineAggregate<DiagramRecord>({
  type: "diagram",
  table: "diagram_record",
  schema: 1,
  label: "diagram",
  image: (row) => ({
    threatModelId: row.threatModelId,
    name: row.name,
    position: row.position,
    state: row.state,
    externalId: row.externalId,
    operations: row.operations as unknown as JsonValue,
  }),
});

export const threatAggregate = defineAggregate<Threat>({
  type: "threat",
  table: "threat",
  schema: 1,
  label: "threat",
  image: (row) => ({
    threatModelId: row.threatModelId,
    diagramId: row.diagramId,
    targetPart: row.targetPart,
    targetId: row.targetId,
    targetName: row.targetName,
    libraryId: row.libraryId,
    libraryVersion: row.libraryVersion,
    title: row.title,
    description: row.description,
    grammar: row.grammar as JsonValue,
    stride: row.stride,
    linddun: row.linddun,
    refs: row.refs,
    tactics: row.tactics,
    taxonomy: row.taxonomy as JsonValue,
    because: row.because as JsonValue,
    state: row.state,
    stateReason: row.stateReason,
    likelihood: row.likelihood,
    impact: row.impact,
    residualLikelihood: row.residualLikelihood,
    residualImpact: row.residualImpact,
    severity: row.severity,
    residualSeverity: row.residualSeverity,
    ownerId: row.ownerId,
    dueOn: day(row.dueOn),
    acceptedUntil: day(row.acceptedUntil),
    acceptRequestedBy: row.acceptRequestedBy,
    acceptedBy: row.acceptedBy,
    mitigations: row.mitigations as JsonValue,
    links: row.links as JsonValue,
    externalId: row.externalId,
    createdBy: row.createdBy,
  }),
});

export const attackPathAggregate = defineAggregate<AttackPath>({
  type: "attack_path",
  table: "attack_path",
  schema: 1,
  label: "attack path",
  image: (row) => ({
    threatModelId: row.threatModelId,
    name: row.name,
    description: row.description,
    content: row.content as JsonValue,
    state: row.state,
  }),
});

/** The content itself stands in the row; the trail holds its digest. */
export const threatModelVersionAggregate = defineAggregate<ThreatModelVersion>({
  type: "threat_model_version",
  table: "threat_model_version",
  schema: 1,
  label: "version of a threat model",
  image: (row) => ({
    threatModelId: row.threatModelId,
    number: row.number,
    digest: row.digest,
    basis: row.basis as JsonValue,
    authors: row.authors,
    note: row.note,
    state: row.state,
    submittedBy: row.submittedBy,
    decidedBy: row.decidedBy,
    decidedAt: moment(row.decidedAt),
    decisionReason: row.decisionReason,
  }),
});

export const threatSessionAggregate = defineAggregate<ThreatSession>({
  type: "threat_session",
  table: "threat_session",
  schema: 1,
  label: "session",
  image: (row) => ({
    threatModelId: row.threatModelId,
    diagramId: row.diagramId,
    title: row.title,
    facilitatorId: row.facilitatorId,
    agenda: row.agenda as JsonValue,
    step: row.step,
    leads: row.leads,
    state: row.state,
    firstSeq: row.firstSeq,
    lastSeq: row.lastSeq,
    summary: row.summary as JsonValue,
    linkExpiresAt: moment(row.linkExpiresAt),
    vote: row.vote as JsonValue,
    endedAt: moment(row.endedAt),
  }),
});

export const threatPackAggregate = defineAggregate<ThreatPack>({
  type: "threat_pack",
  table: "threat_pack",
  schema: 1,
  label: "threat pack",
  image: (row) => ({ key: row.key, name: row.name, content: row.content as JsonValue, state: row.state }),
});

export const threatSettingsAggregate = defineAggregate<ThreatSettings>({
  type: "threat_settings",
  table: "threat_settings",
  schema: 1,
  label: "settings of threat models",
  image: (row) => ({ matrix: row.matrix as JsonValue, reviewDays: row.reviewDays }),
});

export const threatAggregates = [
  threatModelAggregate,
  diagramAggregate,
  threatAggregate,
  attackPathAggregate,
  threatModelVersionAggregate,
  threatSessionAggregate,
  threatPackAggregate,
  threatSettingsAggregate,
] as const;
