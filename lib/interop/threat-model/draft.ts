import { Assumption, DiagramElement, Flow, Zone } from "../../graph/schema.ts";
import { line, prose } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";
import { ImportProblem } from "../import-problem.ts";

/**
 * What a foreign file calls a thing; unique among the things of one model, and the same each time the file is read. Ids of
 * our own are given later, by whoever imports the draft: it matches on these.
 */
const DraftId = line(300).min(1);

export const strideNames = [
  "Spoofing",
  "Tampering",
  "Repudiation",
  "InformationDisclosure",
  "DenialOfService",
  "ElevationOfPrivilege",
] as const;
export type StrideName = (typeof strideNames)[number];

export const linddunNames = [
  "Linking",
  "Identifying",
  "NonRepudiation",
  "Detecting",
  "DataDisclosure",
  "UnawarenessUnintervenability",
  "NonCompliance",
] as const;
export type LinddunName = (typeof linddunNames)[number];

export const draftSeverities = ["low", "medium", "high", "critical"] as const;
export type DraftSeverity = (typeof draftSeverities)[number];

export const DraftZone = Zone.omit({ id: true }).extend({ externalId: DraftId, parentId: DraftId.nullable() });
export type DraftZone = z.infer<typeof DraftZone>;

export const DraftElement = DiagramElement.omit({ id: true, bound: true }).extend({
  externalId: DraftId,
  zoneId: DraftId.nullable(),
});
export type DraftElement = z.infer<typeof DraftElement>;

export const DraftFlow = Flow.omit({ id: true }).extend({ externalId: DraftId, sourceId: DraftId, targetId: DraftId });
export type DraftFlow = z.infer<typeof DraftFlow>;

export const DraftAssumption = Assumption.omit({ id: true }).extend({
  externalId: DraftId,
  aboutId: DraftId.nullable(),
});
export type DraftAssumption = z.infer<typeof DraftAssumption>;

/** A diagram as `DiagramContent` has it, with external ids instead of ids; assumptions stand with the model. */
export const DraftDiagram = z.strictObject({
  externalId: DraftId,
  name: line(200).min(1),
  description: prose(),
  content: z.strictObject({
    zones: z.array(DraftZone),
    elements: z.array(DraftElement),
    flows: z.array(DraftFlow),
  }),
});
export type DraftDiagram = z.infer<typeof DraftDiagram>;

/** A threat said in parts; a part that is not said is empty. */
export const ThreatGrammar = z.strictObject({
  source: line(1000),
  prerequisites: line(1000),
  action: line(1000),
  impact: line(1000),
  asset: line(1000),
});
export type ThreatGrammar = z.infer<typeof ThreatGrammar>;

export const draftThreatStates = ["suggested", "accepted", "mitigated", "accepted_risk", "not_applicable"] as const;
export type DraftThreatState = (typeof draftThreatStates)[number];

const Level = z.int().min(1).max(5).nullable();

export const DraftThreat = z.strictObject({
  externalId: DraftId,
  title: line(200).min(1),
  description: prose(),
  targets: z.array(DraftId).describe("Elements, flows and zones; empty when it is about everything"),
  stride: z.array(z.enum(strideNames)),
  linddun: z.array(z.enum(linddunNames)),
  severity: z.enum(draftSeverities).nullable().describe("Null when the file does not say"),
  likelihood: Level,
  impact: Level,
  state: z.enum(draftThreatStates),
  stateReason: line(2000).describe("Never empty for accepted_risk and not_applicable"),
  mitigations: z.array(DraftId),
  grammar: ThreatGrammar.nullable(),
  references: z.array(line(120).min(1)).describe("Ids of ATLAS, OWASP, CWE, CAPEC …"),
  score: line(120).nullable().describe("A figure of the other tool's own, as stated"),
});
export type DraftThreat = z.infer<typeof DraftThreat>;

export const draftMitigationStates = ["planned", "in_progress", "in_place", "rejected"] as const;
export type DraftMitigationState = (typeof draftMitigationStates)[number];

export const DraftMitigation = z.strictObject({
  externalId: DraftId,
  title: line(200).min(1),
  description: prose(),
  state: z.enum(draftMitigationStates),
});
export type DraftMitigation = z.infer<typeof DraftMitigation>;

export const DraftParticipant = z.strictObject({
  name: line(200).min(1),
  role: z.enum(["owner", "reviewer", "contributor"]),
});
export type DraftParticipant = z.infer<typeof DraftParticipant>;

/** What every format of threat models is read into and printed from. Each external id names one thing. */
export const ThreatModelDraft = z.strictObject({
  externalId: DraftId.nullable(),
  name: line(200).min(1),
  description: prose(),
  diagrams: z.array(DraftDiagram),
  assumptions: z.array(DraftAssumption),
  threats: z.array(DraftThreat),
  mitigations: z.array(DraftMitigation),
  participants: z.array(DraftParticipant),
  notCarried: z.array(ImportProblem).describe("What the draft does not keep, or keeps changed, with its place"),
});
export type ThreatModelDraft = z.infer<typeof ThreatModelDraft>;

/** A printed file, and what of the draft the format has no place for, by external id ("" = the model). */
export type PrintedThreatModel = { text: string; notCarried: { externalId: string; message: string }[] };
