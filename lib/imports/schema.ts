import { ImportProblem } from "../interop/import-problem.ts";
import { ModelCardDraft } from "../interop/model-card/schema.ts";
import {
  FieldOrigins,
  ModelFields,
  ModelKind,
  ModelSlug,
  ModelState,
  LifecycleStage,
  Sensitivity,
} from "../inventory/schema.ts";
import { nodeTypes } from "../inventory/assets/rules.ts";
import type { Tx } from "../db/types.ts";
import type { AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext, Context } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import { z } from "../zod.ts";
import { importFormats, recordsAPage, threatParts, type ImportFormatId } from "./rules.ts";

const formatIds = Object.keys(importFormats) as [ImportFormatId, ...ImportFormatId[]];
export const ImportFormatName = z.enum(formatIds).describe("The format of the file");

const RecordKind = z.enum([...nodeTypes, ...threatParts]).describe("The kind of thing");
export type RecordKind = z.infer<typeof RecordKind>;

/** The fields of a proposed record; what the file leaves open is empty, and may have to be filled in. */
export const ProposedFields = z.strictObject({
  name: z.string(),
  description: z.string(),
  purpose: z.string(),
  ownerId: z.uuid().nullable(),
  team: z.string(),
  provider: z.string(),
  kind: ModelKind,
  tasks: z.array(z.string()),
  licence: z.string(),
  sensitivity: Sensitivity,
  stage: LifecycleStage,
  tags: z.array(z.string()),
});
export type ProposedFields = z.infer<typeof ProposedFields>;

const FieldValue = z.union([z.string(), z.array(z.string()), z.null()]);

/** A field that the file would change in a record that exists. */
export const FieldChange = z.strictObject({ field: z.string(), before: FieldValue, after: FieldValue });
export type FieldChange = z.infer<typeof FieldChange>;

export const ImportRecord = z.strictObject({
  index: z.int().min(0),
  action: z.enum(["create", "update", "keep"]).describe("What applying does with this record"),
  target: z
    .strictObject({ id: z.uuid(), slug: z.string(), name: z.string(), version: z.int(), state: ModelState })
    .nullable()
    .describe("The record that is there already"),
  matchedBy: z.enum(["source", "slug"]).nullable().describe("How it was recognised: same source, or same address"),
  slug: z.string().describe("Address of the record"),
  freeSlug: z.string().describe("An address that is free, to register it as a new one instead"),
  fields: ProposedFields,
  origins: FieldOrigins.describe("Where each field's value comes from"),
  changes: z.array(FieldChange),
  blocked: z.string().nullable().describe("Why it cannot be applied as it is"),
  card: ModelCardDraft.nullable().describe("Everything the file states; kept with the record"),
});
export type ImportRecord = z.infer<typeof ImportRecord>;

/** One of many records of a file, compared with what is there. */
export const SupplyPlanRecord = z.strictObject({
  key: z.string().describe("What the file calls it"),
  kind: RecordKind,
  name: z.string(),
  detail: z.string().describe("Its version, if it has one"),
  parentKey: z.string().nullable(),
  path: z.string().describe("Where it stands in the file"),
  action: z
    .enum(["create", "update", "keep", "remove"])
    .describe("What applying does with this record; remove: the file has it no more, and it stays unless chosen"),
  target: z
    .strictObject({ type: RecordKind, id: z.uuid(), slug: z.string(), name: z.string(), version: z.int() })
    .nullable()
    .describe("The record that is there already"),
  matchedBy: z.enum(["source", "slug"]).nullable().describe("How it was recognised: same source, or same address"),
  changes: z.array(FieldChange),
  linksAdded: z.int(),
  linksGone: z.int(),
  blocked: z.string().nullable().describe("Why it cannot be applied as it is"),
});
export type SupplyPlanRecord = z.infer<typeof SupplyPlanRecord>;

/** How far an import in the background is. */
export const ImportRunDto = z.strictObject({
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  done: z.int(),
  total: z.int(),
  cancelRequested: z.boolean(),
  silent: z.boolean().describe("No sign of life for minutes: it can be started again"),
  failure: z.string().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportRunDto = z.infer<typeof ImportRunDto>;

export const ImportLoss = z.strictObject({ path: z.string(), line: z.int().min(1), message: z.string() });

export const ImportPreviewDto = z.strictObject({
  id: z.uuid(),
  format: ImportFormatName,
  digest: z.string().describe("SHA-256 of the file, hexadecimal"),
  sizeBytes: z.int(),
  creates: z.int(),
  updates: z.int(),
  keeps: z.int(),
  losses: z.array(ImportLoss).describe("What the file states and the record would not keep"),
  problems: z.array(ImportProblem),
  records: z.array(ImportRecord).describe("Records whose fields a person reviews"),
  supply: z.array(SupplyPlanRecord).describe("Records of a supply chain; the first 200, the others page by page"),
  supplyTotal: z.int(),
  run: ImportRunDto.nullable().describe("Applying in the background"),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
});
export type ImportPreviewDto = z.infer<typeof ImportPreviewDto>;

export const PreviewImportInput = z.strictObject({
  format: ImportFormatName,
  source: z
    .custom<Uint8Array>((value) => value instanceof Uint8Array, "Send the file as the raw body.")
    .describe("The file, as the raw body"),
  options: z.string().max(10_000).default("").describe("How to read it, as JSON: the columns of a spreadsheet"),
  name: z.string().max(1000).default("").describe("What the file is called; kept with it when it is applied"),
});

export const ListImportFilesInput = z.strictObject({
  entity: z.uuid().describe("A model, version or asset"),
});
export const ImportFileDto = z.strictObject({
  id: z.uuid().describe("The import"),
  format: ImportFormatName,
  name: z.string(),
  sizeBytes: z.int(),
  digest: z.string().describe("SHA-256 of the file, hexadecimal"),
  importedBy: z.string().nullable().describe("Null when a key imported it"),
  importedAt: z.iso.datetime(),
  erased: z.boolean().describe("Whether the file was taken out because it named a person who was erased"),
});
export type ImportFileDto = z.infer<typeof ImportFileDto>;
export const ImportFilesDto = z.strictObject({ items: z.array(ImportFileDto) });

export const DownloadImportInput = z.strictObject({ id: z.uuid() });
export const ImportedFileDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

export const ListImportRecordsInput = z.strictObject({
  id: z.uuid(),
  q: z.string().trim().max(200).optional().describe("Words of the name, version or place in the file"),
  kind: RecordKind.optional(),
  action: z.enum(["create", "update", "keep", "remove", "blocked"]).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(recordsAPage).default(recordsAPage),
});
export const ImportRecordsDto = z.strictObject({
  items: z.array(SupplyPlanRecord),
  total: z.int(),
  kinds: z.array(z.strictObject({ kind: RecordKind, count: z.int() })),
});

export const ReadImportInput = z.strictObject({ id: z.uuid() });
export const RefreshImportInput = ReadImportInput;

export const ImportDecision = z.strictObject({
  index: z.int().min(0),
  action: z.enum(["create", "update", "skip"]).optional().describe("Instead of the proposed action"),
  slug: ModelSlug.optional().describe("Address of a new record"),
  fields: ModelFields.partial().optional().describe("Values from the review, instead of the proposed ones"),
});
export type ImportDecision = z.infer<typeof ImportDecision>;

export const ApplyImportInput = z.strictObject({
  id: z.uuid(),
  decisions: z.array(ImportDecision).max(500).default([]),
  skip: z.array(z.string().max(2000)).max(100_000).default([]).describe("Keys of records to leave out"),
  remove: z
    .array(z.string().max(2000))
    .max(100_000)
    .default([])
    .describe("Keys of records that the file has no more and that are to go here too"),
});
export type ApplyImportInput = z.infer<typeof ApplyImportInput>;

export const AppliedRecord = z.strictObject({
  index: z.int(),
  action: z.enum(["create", "update", "keep", "skip", "remove"]),
  id: z.uuid().nullable(),
  slug: z.string(),
  name: z.string(),
});
export type AppliedRecord = z.infer<typeof AppliedRecord>;

export const ImportAppliedDto = z.strictObject({
  id: z.uuid(),
  format: ImportFormatName,
  creates: z.int(),
  updates: z.int(),
  keeps: z.int(),
  skips: z.int(),
  records: z.array(AppliedRecord),
});
export type ImportAppliedDto = z.infer<typeof ImportAppliedDto>;

/** What a file says, compared with what is there. */
export type ImportPlan = {
  records: ImportRecord[];
  supply: SupplyPlanRecord[];
  problems: readonly ImportProblem[];
  losses: readonly { path: string; line: number; message: string }[];
};

type Tables = Pick<
  Reader,
  | "model"
  | "modelVersion"
  | "versionArtifact"
  | "asset"
  | "assetLink"
  | "user"
  | "importFile"
  | "threatModel"
  | "threatModelScope"
  | "threat"
  | "threatSettings"
  | "diagram"
  | "diagramZone"
  | "diagramElement"
  | "diagramFlow"
  | "diagramAssumption"
>;

/** Hears how far an import is, and stops it: `report` throws when somebody asked for that. */
export type ImportMonitor = { report: (done: number, total: number) => Promise<void> };

/**
 * One format, as the domain that keeps its records plugs it in. `plan` reads the file and changes nothing; it throws
 * UnreadableImportError. `apply` carries a plan out, record by record, and gives the account of it.
 */
export type ImportFormat = {
  id: ImportFormatId;
  plan: (args: {
    db: Tables;
    ctx: Context;
    source: Uint8Array;
    digest: string;
    options: string;
  }) => Promise<ImportPlan>;
  apply: (args: {
    tx: Tx;
    ctx: CommandContext;
    source: Uint8Array;
    plan: ImportPlan;
    digest: string;
    options: string;
    decisions: readonly ImportDecision[];
    skip: readonly string[];
    remove: readonly string[];
    monitor: ImportMonitor;
  }) => Promise<{ records: AppliedRecord[]; audit: AuditItem[] }>;
};
