import { z } from "../../zod.ts";
import { ImportProblem } from "../import-problem.ts";
import { JsonValue } from "../json-value.ts";
import { supplyKinds, supplyRelationNames } from "./relations.ts";

/** The words of the inventory's own lists; a test compares them with it. */
export const modelKinds = [
  "predictive",
  "generative",
  "agentic",
  "embedding",
  "ranking",
  "recommender",
  "other",
] as const;
export const sensitivities = ["public", "internal", "confidential", "restricted"] as const;
export const lifecycleStages = [
  "design",
  "data_sourcing",
  "training",
  "validation",
  "deployment",
  "operation",
  "retirement",
] as const;

/** Where a value comes from: `path` is a JSON pointer, or for a table the column's heading; `line` counts from 1. */
export const SupplyOrigin = z.strictObject({
  source: z.enum(["file", "derived"]).describe("file: stated there; derived: concluded from what is stated there"),
  path: z.string(),
  line: z.int().min(1),
});
export type SupplyOrigin = z.infer<typeof SupplyOrigin>;

/** A file of a model version; `digest` is its SHA-256, 64 small hexadecimal digits, or null. */
export const SupplyArtifact = z.strictObject({
  name: z.string().min(1),
  mediaType: z.string(),
  sizeBytes: z.int().min(0).nullable(),
  digest: z.string().nullable(),
  location: z.string(),
});
export type SupplyArtifact = z.infer<typeof SupplyArtifact>;

/**
 * Fields that are no facts, named as the inventory names them; absent = the file does not say. Models know all of them,
 * other kinds `slug`, `ownerEmail`, `team` and `sensitivity`.
 */
export const SupplyFields = z
  .strictObject({
    slug: z.string(),
    ownerEmail: z.string(),
    team: z.string(),
    sensitivity: z.enum(sensitivities),
    purpose: z.string(),
    provider: z.string(),
    kind: z.enum(modelKinds),
    tasks: z.array(z.string()),
    licence: z.string(),
    stage: z.enum(lifecycleStages),
  })
  .partial();
export type SupplyFields = z.infer<typeof SupplyFields>;

/** What the file states about one record, as it states it, without the parts that are records of their own. */
export const SupplyRest = z.strictObject({
  format: z.enum(["cyclonedx", "spdx3", "csv", "model-signing", "mlflow"]),
  specVersion: z.string().describe("Version of the format; empty where it has none"),
  pointer: z.string().describe("JSON pointer of the value in the file, or its row"),
  value: JsonValue,
});
export type SupplyRest = z.infer<typeof SupplyRest>;

/**
 * One thing of the supply chain as a file states it. Texts already fit the inventory's lengths (what was longer is cut, said
 * as a problem, and whole in `rest`). Everything the file leaves open is absent from `fields` and `facts`, or empty.
 */
export const SupplyRecord = z.strictObject({
  key: z.string().min(1).describe("Unique in the draft: bom-ref, spdxId or row"),
  kind: z.enum(supplyKinds),
  parentKey: z.string().nullable().describe("A model version's model, a dataset version's dataset"),
  name: z.string().min(1),
  description: z.string().describe("Markdown"),
  tags: z.array(z.string()),
  fields: SupplyFields,
  facts: z
    .record(z.string(), JsonValue)
    .describe("Named as in the inventory: an asset's facts; of a model version `label` and its facts; of a model none"),
  documents: z.array(z.strictObject({ title: z.string(), url: z.string() })),
  artifacts: z.array(SupplyArtifact).describe("Of model versions only"),
  sourceKey: z.string().describe("Tells the same thing again in the next import; unique in the draft"),
  origins: z
    .record(z.string(), SupplyOrigin)
    .describe("By name, description, tags, documents, artifacts, the name of a field, or facts.<name>"),
  rest: SupplyRest.nullable(),
});
export type SupplyRecord = z.infer<typeof SupplyRecord>;

/** A link as the record `from` states it; only pairs that the inventory allows. */
export const SupplyLink = z.strictObject({
  from: z.string(),
  relation: z.enum(supplyRelationNames),
  to: z.string(),
});
export type SupplyLink = z.infer<typeof SupplyLink>;

/** What a file states beside its records, whole; it belongs to the import, not to a record. */
export const SupplyUnknown = z.strictObject({ pointer: z.string(), value: JsonValue, line: z.int().min(1) });
export type SupplyUnknown = z.infer<typeof SupplyUnknown>;

/** What all formats of the supply chain are read into and printed from. Each link is there once; keys and sourceKeys too. */
export const SupplyDraft = z.strictObject({
  records: z.array(SupplyRecord),
  links: z.array(SupplyLink),
  unknown: z.array(SupplyUnknown),
});
export type SupplyDraft = z.infer<typeof SupplyDraft>;

/** Something stated that neither a record nor a link keeps. */
export const SupplyLoss = z.strictObject({ path: z.string(), line: z.int().min(1), message: z.string() });
export type SupplyLoss = z.infer<typeof SupplyLoss>;

/** A draft and what is worth telling about it; an error among the problems means: do not apply the file as it is. */
export const ParsedSupply = z.strictObject({
  draft: SupplyDraft,
  problems: z.array(ImportProblem),
  losses: z.array(SupplyLoss),
});
export type ParsedSupply = z.infer<typeof ParsedSupply>;

/** What a parser is given: a hash (SHA-256 of a text's UTF-8, hexadecimal) and, for tests, smaller limits. */
export type SupplyReading = {
  sha256Hex: (text: string) => string;
  maxBytes?: number;
  maxRecords?: number;
};

/** A printed file, and what of the draft the format cannot carry. */
export type PrintedSupply = { text: string; losses: { key: string; message: string }[] };
