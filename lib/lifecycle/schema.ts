import { PersonDto, LifecycleStage } from "../inventory/schema.ts";
import { line, prose } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { Criterion, CriterionId, GateTargetName } from "./policy-schema.ts";
import { standings } from "./standing-rules.ts";

const Moment = z.iso.datetime();
const ModelId = z.string().min(1).max(63).describe("The model's id or slug");
const Version = z.string().min(1).max(63).describe("The version's id or label");
const Reason = line(1000).min(1, "Say why.").describe("Why; kept in the trail");
export const GateDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "The digest of a gate has 64 hexadecimal digits.")
  .describe("SHA-256 of exactly what the decision rests on, hexadecimal");

const ofVersion = { id: ModelId, version: Version };
export const VersionGatesInput = z.strictObject(ofVersion);
export const GateInput = z.strictObject({ ...ofVersion, stage: GateTargetName });
export const RequestGateInput = z.strictObject({
  ...GateInput.shape,
  note: line(1000).default("").describe("What whoever decides should know"),
});
export const MoveGateInput = z.strictObject({
  ...ofVersion,
  stage: z.enum([...LifecycleStage.options, "retired"]).describe("Where to move the version"),
  reason: line(1000).optional().describe("Why; needed for a step back"),
});
export const AttestInput = z.strictObject({
  ...ofVersion,
  criterion: CriterionId,
  statement: prose().min(1, "Say what was done, and with which result.").max(5000, "Use at most 5,000 characters."),
  evidenceIds: z.array(z.uuid()).max(50).default([]).describe("Evidence about this version or its model"),
});
export const WaiveInput = z.strictObject({
  ...ofVersion,
  criterion: CriterionId,
  reason: Reason,
  expiresAt: Moment.describe("Until when, at most a year from now"),
});

const ById = { id: z.uuid() };
export const ApproveGateInput = z.strictObject({
  ...ById,
  digest: GateDigest.describe("The digest of what the approver looked at; another one is a conflict"),
  reason: line(1000).optional().describe("What the approval rests on"),
});
export const ReasonedInput = z.strictObject({ ...ById, reason: Reason });
export const ApproveWaiverInput = z.strictObject({ ...ById, reason: line(1000).optional() });

export const GateStateInput = z.strictObject({
  versions: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(200)])
    .optional()
    .describe("Versions, at most 200"),
  models: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(200)])
    .optional()
    .describe("Models, at most 200: the versions that are in use, or else the newest"),
});

export const WaiverDto = z.strictObject({
  id: z.uuid(),
  criterion: z.string(),
  title: z.string(),
  reason: z.string(),
  expiresAt: Moment,
  state: z.enum(["open", "approved", "rejected", "revoked", "lapsed"]),
  requestedBy: PersonDto.nullable(),
  requestedAt: Moment,
  decidedBy: PersonDto.nullable(),
  decidedAt: Moment.nullable(),
  decisionReason: z.string().nullable(),
  revokedBy: PersonDto.nullable(),
  revokeReason: z.string().nullable(),
  abilities: z.strictObject({ decide: z.boolean(), revoke: z.boolean() }),
});
export type WaiverDto = z.infer<typeof WaiverDto>;

export const CitedEvidenceDto = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  kind: z.enum(["file", "link"]),
  url: z.string().nullable(),
  digest: z.string(),
  createdBy: PersonDto.nullable(),
  withdrawn: z.boolean(),
});

export const AttestationDto = z.strictObject({
  id: z.uuid(),
  criterion: z.string(),
  statement: z.string(),
  evidence: z.array(CitedEvidenceDto),
  attestedBy: PersonDto.nullable(),
  attestedAt: Moment,
  abilities: z.strictObject({ withdraw: z.boolean() }),
});
export type AttestationDto = z.infer<typeof AttestationDto>;

export const CriterionStateName = z.enum(["satisfied", "attested", "waived", "open"]);
const FactDto = z.strictObject({
  id: z.string(),
  label: z.string(),
  ok: z.boolean(),
  reason: z.string(),
  links: z.array(z.strictObject({ label: z.string(), href: z.string() })),
});

export const CriterionResultDto = z.strictObject({
  criterion: Criterion.pick({ id: true, title: true, why: true, source: true, evidence: true, own: true }),
  computed: z.boolean().describe("Whether facts decide; otherwise a person attests it"),
  blocking: z.boolean().describe("Whether it stops the gate while it is open; otherwise it advises"),
  state: CriterionStateName,
  why: z.string(),
  act: z.string().describe("Who must act while it is open; empty otherwise"),
  facts: z.array(FactDto),
  attestation: AttestationDto.nullable(),
  waiver: WaiverDto.nullable().describe("The one that counts, is asked for, or lapsed"),
  abilities: z.strictObject({ attest: z.boolean(), waive: z.boolean() }),
});
export type CriterionResultDto = z.infer<typeof CriterionResultDto>;

export const requestStates = ["open", "approved", "rejected", "withdrawn", "void", "moved", "revoked"] as const;
export const GateRequestDto = z.strictObject({
  id: z.uuid(),
  fromStage: z.string(),
  toStage: GateTargetName,
  state: z.enum(requestStates),
  note: z.string(),
  requestedBy: PersonDto.nullable().describe("Null for a key"),
  requestedAt: Moment,
  decidedBy: PersonDto.nullable(),
  decidedAt: Moment.nullable(),
  decisionReason: z.string().nullable(),
  digest: z.string().nullable().describe("Digest of what the approver looked at"),
  movedBy: PersonDto.nullable(),
  movedAt: Moment.nullable(),
  endedBy: PersonDto.nullable(),
  endedAt: Moment.nullable(),
  endReason: z.string().nullable(),
  version: z.int(),
});
export type GateRequestDto = z.infer<typeof GateRequestDto>;

const GateVersionDto = z.strictObject({
  id: z.uuid(),
  label: z.string(),
  stage: LifecycleStage,
  state: z.enum(["draft", "released", "retired"]),
  modelId: z.uuid(),
  modelSlug: z.string(),
  modelName: z.string(),
  sensitivity: z.string(),
});

export const GateDto = z.strictObject({
  version: GateVersionDto,
  target: GateTargetName,
  kind: z.enum(["forward", "confirm", "other"]).describe("other: the version is not before this gate"),
  policyVersion: z.int(),
  digest: GateDigest,
  pass: z.boolean(),
  blockedBy: z.int().describe("Blocking criteria that are open"),
  criteria: z.array(CriterionResultDto),
  request: GateRequestDto.nullable().describe("The one that is open or approved"),
  changes: z.array(z.string()).describe("What changed since the approval; it is void when there is something"),
  approvers: z.strictObject({ people: z.array(PersonDto), note: z.string() }),
  history: z.array(GateRequestDto).describe("Decisions about this gate, newest first"),
  abilities: z.strictObject({
    request: z.boolean(),
    approve: z.boolean(),
    reject: z.boolean(),
    withdraw: z.boolean(),
    move: z.boolean(),
    revoke: z.boolean(),
  }),
  refusal: z.string().describe("Why this person cannot approve; empty when they can, or nothing waits"),
});
export type GateDto = z.infer<typeof GateDto>;

export const GateStateDto = z.strictObject({
  versionId: z.uuid(),
  modelId: z.uuid(),
  label: z.string(),
  stage: LifecycleStage,
  state: z.enum(["draft", "released", "retired"]),
  gateState: z.enum(standings),
  reasons: z.array(z.string()).describe("Why it operates without a valid gate"),
  waivedUntil: Moment.nullable().describe("When the first waiver that counts lapses"),
  next: z
    .strictObject({
      target: GateTargetName,
      blockedBy: z.int(),
      blockers: z.array(z.string()).describe("Titles of the criteria that stop it"),
      act: z.string().describe("Who must act next"),
      request: z.enum(["open", "approved"]).nullable(),
    })
    .nullable(),
});
export type GateStateDto = z.infer<typeof GateStateDto>;
export const GateStatesDto = z.strictObject({ items: z.array(GateStateDto) });

export const RetirementRecordDto = z.strictObject({
  id: z.uuid(),
  digest: z.string(),
  createdAt: Moment,
  content: z.strictObject({
    model: z.strictObject({ id: z.string(), name: z.string(), slug: z.string() }),
    version: z.strictObject({
      id: z.string(),
      label: z.string(),
      createdAt: z.string(),
      releasedAt: z.string().nullable(),
    }),
    retiredAt: z.string(),
    requestedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    movedBy: z.string().nullable(),
    gateDigest: z.string(),
    reason: z.string(),
    checklist: z.array(
      z.strictObject({
        title: z.string(),
        state: CriterionStateName,
        why: z.string(),
        statement: z.string().nullable(),
        by: z.string().nullable(),
        evidence: z.array(z.strictObject({ title: z.string(), digest: z.string() })),
      }),
    ),
    artifacts: z.array(z.strictObject({ name: z.string(), digest: z.string().nullable(), location: z.string() })),
    data: z.array(z.strictObject({ name: z.string(), detail: z.string() })),
  }),
});
export type RetirementRecordDto = z.infer<typeof RetirementRecordDto>;

export const VersionGatesDto = z.strictObject({
  version: GateVersionDto,
  current: GateStateDto,
  gates: z.array(
    z.strictObject({
      target: GateTargetName,
      blockedBy: z.int(),
      total: z.int(),
      satisfied: z.int(),
      waived: z.int(),
      kind: z.enum(["passed", "forward", "confirm", "other"]),
    }),
  ),
  waivers: z.array(WaiverDto),
  history: z.array(GateRequestDto),
  retirement: RetirementRecordDto.nullable(),
  back: z.array(LifecycleStage).describe("Stages it can go back to"),
  abilities: z.strictObject({ moveBack: z.boolean() }),
});
export type VersionGatesDto = z.infer<typeof VersionGatesDto>;

export const MovedDto = z.strictObject({
  outcome: z.enum(["moved", "void"]).describe("void: what was approved changed, so the version stays where it is"),
  message: z.string(),
  stage: LifecycleStage,
  state: z.enum(["draft", "released", "retired"]),
});

export const GateCheckDto = z.strictObject({
  pass: z.boolean().describe("Whether no blocking criterion is open"),
  model: z.string(),
  version: z.string(),
  stage: GateTargetName,
  digest: GateDigest,
  approved: z.boolean().describe("Whether a person has approved exactly this"),
  reasons: z
    .array(
      z.strictObject({
        criterion: z.string(),
        title: z.string(),
        blocking: z.boolean(),
        state: CriterionStateName,
        message: z.string(),
        link: z.string(),
      }),
    )
    .describe("Every criterion that is not plainly satisfied"),
});

export const BoardInput = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(12).describe("Models a column, at most 50"),
  stage: LifecycleStage.optional().describe("Only the column of this stage"),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .describe("`nextCursor` of the page before of the same column; needs its stage"),
});
export const BoardDto = z.strictObject({
  columns: z.array(
    z.strictObject({
      stage: LifecycleStage,
      count: z.int(),
      nextCursor: z.string().nullable(),
      items: z.array(
        z.strictObject({
          id: z.uuid(),
          slug: z.string(),
          name: z.string(),
          sensitivity: z.string(),
          owner: z.string().nullable(),
          gate: GateStateDto.nullable().describe(
            "Of the version that gives the model its stage; null without versions",
          ),
        }),
      ),
    }),
  ),
});
export type BoardDto = z.infer<typeof BoardDto>;
