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
import type { AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext, Context } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import { z } from "../zod.ts";
import { importFormats, type ImportFormatId } from "./rules.ts";

const formatIds = Object.keys(importFormats) as [ImportFormatId, ...ImportFormatId[]];
export const ImportFormatName = z.enum(formatIds).describe("The format of the file");

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
  records: z.array(ImportRecord),
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
});
export type ApplyImportInput = z.infer<typeof ApplyImportInput>;

export const AppliedRecord = z.strictObject({
  index: z.int(),
  action: z.enum(["create", "update", "keep", "skip"]),
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
  problems: readonly ImportProblem[];
  losses: readonly { path: string; line: number; message: string }[];
};

type Tables = Pick<Reader, "model" | "user">;

/**
 * One format, as the domain that keeps its records plugs it in. `plan` reads the file and changes nothing; it throws
 * UnreadableImportError. `apply` carries a plan out, record by record, and gives the account of it.
 */
export type ImportFormat = {
  id: ImportFormatId;
  plan: (args: { db: Tables; ctx: Context; source: Uint8Array; digest: string }) => Promise<ImportPlan>;
  apply: (args: {
    tx: Tables;
    ctx: CommandContext;
    source: Uint8Array;
    plan: ImportPlan;
    digest: string;
    decisions: readonly ImportDecision[];
  }) => Promise<{ records: AppliedRecord[]; audit: AuditItem[] }>;
};
