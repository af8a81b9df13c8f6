import { ModelDiff } from "../../graph/diff/schema.ts";
import { DiagramContent } from "../../graph/schema.ts";
import { line } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";
import { reviewStates, ScopeItem } from "../schema.ts";
import { severities } from "../../knowledge/severity.ts";

const Id = z.uuid();
const Moment = z.iso.datetime();
const Person = z.strictObject({ id: Id, name: z.string(), active: z.boolean() });
const ThreatModelId = z.string().min(1).max(200).describe("The threat model's id or slug");

export const versionStates = {
  submitted: "Waiting for a decision",
  approved: "Approved",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  superseded: "Superseded",
} as const;
export type VersionState = keyof typeof versionStates;
const State = z.enum(Object.keys(versionStates) as [VersionState, ...VersionState[]]);

export const SubmitVersionInput = z.strictObject({
  id: Id.describe("The threat model"),
  note: line(2000).default("").describe("What whoever decides should know"),
});
export const ApproveVersionInput = z.strictObject({ id: Id, reason: line(2000).optional() });
export const RejectVersionInput = z.strictObject({ id: Id, reason: line(2000).min(1, "Say why.") });
export const WithdrawVersionInput = z.strictObject({ id: Id, reason: line(2000).optional() });
export const VersionIdInput = z.strictObject({ id: Id });

export const ListVersionsInput = z.strictObject({
  id: ThreatModelId,
  before: z.coerce.number().int().min(1).optional().describe("Only versions with a smaller number"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const CompareVersionsInput = z.strictObject({
  id: ThreatModelId,
  from: z.coerce.number().int().min(1).describe("Number of the earlier version"),
  to: z.coerce.number().int().min(1).optional().describe("Number of the later version; as it is now, when left out"),
});

/** A record that a version rests on, with a print of each field that says something about risk. */
const BasisRecord = z.strictObject({
  type: z.string(),
  id: Id,
  name: z.string(),
  version: z.int(),
  state: z.string(),
  fields: z.record(z.string(), z.string()),
});

/** What a version rests on beside its own content, as it was when it was submitted. */
export const ReviewBasis = z.strictObject({
  v: z.literal(1),
  scope: z.array(ScopeItem),
  records: z.array(BasisRecord).describe("Records in scope or bound to elements"),
  released: z
    .array(z.strictObject({ modelId: Id, model: z.string(), versionId: Id, label: z.string() }))
    .describe("The newest released version of each model in scope or bound"),
  packs: z.array(z.strictObject({ key: z.string(), version: z.string() })).describe("The library and packs in use"),
  diagrams: z.record(z.string(), z.int()).describe("Version of each diagram"),
  threats: z.strictObject({ count: z.int(), changes: z.int() }),
});
export type ReviewBasis = z.infer<typeof ReviewBasis>;

const staleKinds = ["content", "record", "archived", "gone", "release", "scope", "assumption", "age"] as const;
const StaleReason = z.strictObject({
  kind: z.enum(staleKinds),
  words: z.string().describe("Why the approval no longer stands, as a sentence"),
});
export type StaleReason = z.infer<typeof StaleReason>;

const summary = {
  id: Id,
  number: z.int(),
  state: State,
  digest: z.string().describe("SHA-256 of what was submitted, hexadecimal"),
  note: z.string(),
  authors: z.array(Person).describe("Who made what is in it since the last approval; none of them may approve it"),
  submittedBy: Person.nullable(),
  decidedBy: Person.nullable(),
  decidedAt: Moment.nullable(),
  decisionReason: z.string().nullable(),
  createdAt: Moment,
  abilities: z.strictObject({
    approve: z.boolean(),
    reject: z.boolean(),
    withdraw: z.boolean(),
    why: z.string().describe("Why you cannot approve it; empty when you can, or it is decided"),
  }),
};

export const VersionSummaryDto = z.strictObject(summary);
export type VersionSummaryDto = z.infer<typeof VersionSummaryDto>;

const SeverityName = z.enum(severities);
const Content = z.strictObject({
  diagrams: z.array(z.strictObject({ id: Id, name: z.string(), content: DiagramContent })),
  threats: z.array(
    z.strictObject({
      id: Id,
      title: z.string(),
      aboutId: Id.nullable(),
      state: z.string(),
      severity: SeverityName.nullable(),
      residual: SeverityName.nullable(),
    }),
  ),
});

export const VersionDto = z.strictObject({
  ...summary,
  threatModel: z.strictObject({ id: Id, slug: z.string(), name: z.string() }),
  content: Content,
  basis: ReviewBasis,
});
export type VersionDto = z.infer<typeof VersionDto>;

export const VersionListDto = z.strictObject({
  review: z.enum(reviewStates),
  reasons: z.array(StaleReason).describe("Why the newest approval no longer stands; empty while it does"),
  changes: z.array(z.string()).describe("What changed since the newest approval, the weightiest first; at most ten"),
  endsAt: Moment.nullable().describe("When the newest approval is too old"),
  items: z.array(VersionSummaryDto).describe("The newest first"),
  nextBefore: z.int().nullable(),
  abilities: z.strictObject({ submit: z.boolean() }),
});
export type VersionListDto = z.infer<typeof VersionListDto>;

export const ComparisonDto = z.strictObject({
  from: z.int(),
  to: z.int().nullable().describe("Null is: as it is now"),
  diff: ModelDiff,
});
export type ComparisonDto = z.infer<typeof ComparisonDto>;

export const ListToReviewInput = z.strictObject({});
export const ToReviewDto = z.strictObject({
  stale: z.array(Id).describe("Threat models whose approval no longer stands, and nobody was asked about"),
  settled: z.array(Id).describe("Threat models whose approval stands again, with a task that is still open"),
});
