import { z } from "../../zod.ts";
import { ImportProblem } from "../import-problem.ts";
import { JsonValue } from "../json-value.ts";
import { Origin, stated } from "../origin.ts";

const text = stated(z.string().min(1));
const texts = stated(z.array(z.string().min(1)).min(1));

/** Kinds a card can be recognised as; absent when nothing in the card tells. */
export const CardModelKind = z.enum(["predictive", "generative", "agentic"]);
export type CardModelKind = z.infer<typeof CardModelKind>;

/** One licence as the card writes it, and its SPDX identifier where there is one. */
export const CardLicence = z.strictObject({ stated: z.string().min(1), spdx: z.string().min(1).optional() });
export type CardLicence = z.infer<typeof CardLicence>;

/** A model this one was made from. `relation` is finetune, adapter, quantized, merge or whatever the card writes. */
export const CardBaseModel = z.strictObject({ id: z.string().min(1), relation: z.string().min(1).optional() });
export type CardBaseModel = z.infer<typeof CardBaseModel>;

/** Emissions of training; `grams` of CO2 equivalent. */
export const CardEmissions = z.strictObject({
  grams: z.number().optional(),
  source: z.string().optional(),
  trainingType: z.string().optional(),
  location: z.string().optional(),
  hardware: z.string().optional(),
});
export type CardEmissions = z.infer<typeof CardEmissions>;

/** What a model record can take over from a card. Texts are Markdown, never interpreted; absent = the card does not say. */
export const ModelCardFields = z.strictObject({
  name: text.optional(),
  slug: text.optional(),
  description: text.optional(),
  purpose: text.optional(),
  outOfScope: text.optional(),
  limitations: text.optional(),
  provider: text.optional(),
  kind: stated(CardModelKind).optional(),
  tasks: z.array(text),
  licences: stated(z.array(CardLicence).min(1)).optional(),
  licenceName: text.optional(),
  licenceLink: text.optional(),
  licenceText: text.optional(),
  languages: texts.optional(),
  tags: texts.optional(),
  datasets: texts.optional(),
  metrics: texts.optional(),
  baseModels: stated(z.array(CardBaseModel).min(1)).optional(),
  library: text.optional(),
  newVersion: text.optional(),
  emissions: stated(CardEmissions).optional(),
  trainingData: text.optional(),
  evaluation: text.optional(),
  usage: text.optional(),
  citation: text.optional(),
  ethics: text.optional(),
  environment: text.optional(),
  contact: text.optional(),
});
export type ModelCardFields = z.infer<typeof ModelCardFields>;

/** One measured value. `verified` is the card's own claim; nothing here checks it. */
export const CardMetric = z.strictObject({
  type: z.string().optional(),
  name: z.string().optional(),
  value: JsonValue.optional(),
  config: z.string().optional(),
  args: JsonValue.optional(),
  verified: z.boolean().optional(),
  verifyToken: z.string().optional(),
});
export type CardMetric = z.infer<typeof CardMetric>;

/** One result of the card's model-index: what was measured, on which data. */
export const CardEvaluation = z.strictObject({
  model: z.string().optional(),
  task: z.strictObject({ type: z.string().optional(), name: z.string().optional() }).optional(),
  dataset: z
    .strictObject({
      type: z.string().optional(),
      name: z.string().optional(),
      config: z.string().optional(),
      split: z.string().optional(),
      revision: z.string().optional(),
      args: JsonValue.optional(),
    })
    .optional(),
  metrics: z.array(CardMetric),
  source: z.strictObject({ name: z.string().optional(), url: z.string().optional() }).optional(),
  origin: Origin,
});
export type CardEvaluation = z.infer<typeof CardEvaluation>;

/** A web address the card names under a known label; always http or https. */
export const CardLink = z.strictObject({
  kind: z.enum(["repository", "paper", "demo", "website", "documentation"]),
  url: z.string().regex(/^https?:\/\//),
  origin: Origin,
});
export type CardLink = z.infer<typeof CardLink>;

/** What a section is about; a section can have several roles. */
export const SectionRole = z.enum([
  "description",
  "purpose",
  "outOfScope",
  "limitations",
  "trainingData",
  "evaluation",
  "usage",
  "citation",
  "licence",
  "ethics",
  "environment",
  "contact",
]);
export type SectionRole = z.infer<typeof SectionRole>;

/**
 * One section, verbatim: `head` is its heading with line end, `text` everything up to the next heading; all heads and texts
 * joined are the body. Level 0 (once at most, first) is what stands before the first heading. `heading` is plain text.
 */
export const CardSection = z.strictObject({
  level: z.int().min(0).max(6),
  heading: z.string(),
  head: z.string(),
  text: z.string(),
  line: z.int().min(1),
  roles: z.array(SectionRole),
});
export type CardSection = z.infer<typeof CardSection>;

/** A front-matter field no column takes (`unmapped`), or one whose value has an unusual shape and is kept whole (`shape`). */
export const UnknownField = z.strictObject({
  pointer: z.string(),
  value: JsonValue,
  line: z.int().min(1),
  reason: z.enum(["unmapped", "shape"]),
});
export type UnknownField = z.infer<typeof UnknownField>;

/** Everything a card states: the proposed record, and the rest. */
export const ModelCardDraft = z.strictObject({
  fields: ModelCardFields,
  evaluations: z.array(CardEvaluation),
  links: z.array(CardLink),
  sections: z.array(CardSection),
  unknown: z.array(UnknownField),
});
export type ModelCardDraft = z.infer<typeof ModelCardDraft>;

/** A draft and what is worth telling about it. An error among the problems must be solved in the review before the draft is applied. */
export const ParsedModelCard = z.strictObject({ draft: ModelCardDraft, problems: z.array(ImportProblem) });
export type ParsedModelCard = z.infer<typeof ParsedModelCard>;
