import { EntityHistoryInput, EntryPage } from "../../trail/schema.ts";
import { JsonValue } from "../../interop/json-value.ts";
import { line, prose, words } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";
import { CustomValues } from "../../fields/schema.ts";
import { LinkDto, Links, NodeDto } from "../assets/schema.ts";
import { Documents } from "../documents-schema.ts";
import { LifecycleStage, PersonDto } from "../schema.ts";

const day = z.iso.date("Write the day as 2026-05-12.").nullable();

export const VersionLabel = line(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]*$/, "Use letters, digits and . _ + -, such as 2.1.0, without spaces.")
  .describe("What people call the version; unique in its model and never changed");

const Metric = z.strictObject({
  name: line(120).min(1, "A measurement needs a name."),
  value: z.union([z.number(), line(120)]),
  slice: line(200).default("").describe("The part of the data it was measured on"),
  dataset: line(200).default("").describe("The data it was measured on"),
});

const Parameter = z.strictObject({ name: line(120).min(1, "A parameter needs a name."), value: line(500) });

/** What is recorded of a version beside its artifacts and links. */
export const VersionFacts = z.strictObject({
  framework: line(200).default("").describe("Framework and its version, such as PyTorch 2.6"),
  architecture: line(200).default("").describe("Architecture or family, such as gradient-boosted trees"),
  sourceUrl: line(2000).default("").describe("Where the code that made it is"),
  sourceRevision: line(200).default("").describe("Revision of that code"),
  trainingRun: line(2000).default("").describe("Where the run that made it is recorded"),
  trainedFrom: day.default(null).describe("First day of training"),
  trainedTo: day.default(null).describe("Last day of training"),
  parameters: z.array(Parameter).max(500).default([]).describe("Hyperparameters"),
  metrics: z.array(Metric).max(500).default([]).describe("Measured values"),
  limitations: prose().default("").describe("Known limits; Markdown"),
  rollbackTo: VersionLabel.nullable().default(null).describe("The version to go back to when this one fails"),
});
export type VersionFacts = z.infer<typeof VersionFacts>;

export const ArtifactInput = z.strictObject({
  name: line(300).min(1, "Give the artifact its file name."),
  mediaType: line(120).default("application/octet-stream"),
  sizeBytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null).describe("Size in bytes"),
  digest: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, "A SHA-256 digest is 64 hexadecimal digits.")
    .nullable()
    .default(null)
    .describe("SHA-256, hexadecimal"),
  location: line(2000).default("").describe("Where it is kept"),
});
export type ArtifactInput = z.infer<typeof ArtifactInput>;

const Artifacts = z
  .array(ArtifactInput)
  .max(500, "At most 500 artifacts fit here.")
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "Each artifact needs a name of its own.");

const fields = {
  description: prose().describe("What is new in it; Markdown"),
  tags: words("tag").describe("Free words to find it by"),
  documents: Documents,
  custom: CustomValues,
  links: Links.describe("What it was trained and evaluated on, derived from, depends on; the whole set"),
  artifacts: Artifacts.describe("Its files; the whole set"),
};

const ModelId = z.string().min(1).max(63).describe("The model's id or slug");
const Version = z.string().min(1).max(63).describe("The version's id or label");
const ExpectedVersion = z
  .int()
  .min(1)
  .describe("The record's version this change was made on; a newer one is a conflict");
const Reason = line(500).optional().describe("Why; kept in the trail");

export const CreateVersionInput = z.strictObject({
  id: ModelId,
  label: VersionLabel,
  stage: LifecycleStage.default("design").describe(
    "Where in its life it already is when it is recorded; from there on only gates move it",
  ),
  description: fields.description.default(""),
  tags: fields.tags.default([]),
  documents: fields.documents.default([]),
  custom: fields.custom.default({}),
  links: fields.links.default([]),
  artifacts: fields.artifacts.default([]),
  facts: VersionFacts.prefault({}),
});
export type CreateVersionInput = z.infer<typeof CreateVersionInput>;

export const UpdateVersionInput = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  id: ModelId,
  version: Version,
  expectedVersion: ExpectedVersion,
  facts: z.record(z.string(), JsonValue).optional().describe("The facts to change; the others stay"),
  reason: Reason,
});

export const ReleaseVersionInput = z.strictObject({
  id: ModelId,
  version: Version,
  expectedVersion: ExpectedVersion,
  reason: Reason,
});

export const ReadVersionInput = z.strictObject({ id: ModelId, version: Version });

export const VersionState = z.enum(["draft", "released", "retired"]);

export const ArtifactDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int().nullable(),
  digest: z.string().nullable(),
  location: z.string(),
});
export type ArtifactDto = z.infer<typeof ArtifactDto>;

const summary = {
  id: z.uuid(),
  modelId: z.uuid(),
  label: z.string(),
  stage: LifecycleStage,
  state: VersionState,
  tags: z.array(z.string()),
  artifactCount: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  releasedAt: z.iso.datetime().nullable(),
};

export const VersionSummaryDto = z.strictObject(summary);
export type VersionSummaryDto = z.infer<typeof VersionSummaryDto>;

export const VersionDto = z.strictObject({
  ...summary,
  model: NodeDto,
  description: z.string(),
  facts: VersionFacts,
  documents: Documents,
  custom: CustomValues,
  artifacts: z.array(ArtifactDto),
  links: z.array(LinkDto).describe("What it states, and the first 200 of what others state of it"),
  createdBy: PersonDto.nullable(),
  releasedBy: PersonDto.nullable(),
  retiredAt: z.iso.datetime().nullable(),
  source: JsonValue.nullable().describe("What the imported file said of it"),
  abilities: z.strictObject({ edit: z.boolean(), release: z.boolean() }),
});
export type VersionDto = z.infer<typeof VersionDto>;

export const ListVersionsInput = z.strictObject({
  id: ModelId,
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Versions a page, at most 200"),
});

export const VersionListDto = z.strictObject({
  items: z.array(VersionSummaryDto),
  nextCursor: z.string().nullable(),
  total: z.int(),
  abilities: z.strictObject({ create: z.boolean() }),
});
export type VersionListDto = z.infer<typeof VersionListDto>;

export const VersionHistoryInput = z.strictObject({
  id: ModelId,
  version: Version,
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});
export const VersionHistoryDto = EntryPage;
