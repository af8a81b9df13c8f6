import { ModelCardDraft } from "../interop/model-card/schema.ts";
import { listSorts } from "../kernel/list-schema.ts";
import { line, prose, words } from "../kernel/text-schema.ts";
import { CustomValues } from "../fields/schema.ts";
import { Origin } from "../interop/origin.ts";
import { SupplyOrigin } from "../interop/supply-chain/draft.ts";
import { EntityHistoryInput, EntryPage } from "../trail/schema.ts";
import { z } from "../zod.ts";
import { Documents } from "./documents-schema.ts";
import { isReservedSlug } from "./rules.ts";

export const ModelKind = z
  .enum(
    ["predictive", "generative", "agentic", "embedding", "ranking", "recommender", "other"],
    "Choose the kind of model.",
  )
  .describe("What sort of model it is");
export type ModelKind = z.infer<typeof ModelKind>;

export const Sensitivity = z
  .enum(["public", "internal", "confidential", "restricted"])
  .describe("How sensitive the model and the data it handles are");
export type Sensitivity = z.infer<typeof Sensitivity>;

export const LifecycleStage = z
  .enum(["design", "data_sourcing", "training", "validation", "deployment", "operation", "retirement"])
  .describe("Where in its life the model is");
export type LifecycleStage = z.infer<typeof LifecycleStage>;

export const ModelState = z.enum(["active", "archived"]).describe("Archived models are kept and can be restored");
export type ModelState = z.infer<typeof ModelState>;

export const ModelSlug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens, such as card-fraud.")
  .max(63, "Use at most 63 characters.")
  .refine((slug) => !isReservedSlug(slug), "This word is an address of Modelkeep itself. Choose another.")
  .describe("Short name in addresses; unique in the organization and never changed");

const fields = {
  name: line(200).min(1, "Give the model a name.").describe("What people call the model"),
  description: prose().describe("What it is and does; Markdown"),
  purpose: prose().describe("What it is meant to be used for; Markdown"),
  ownerId: z.uuid().nullable().describe("The person who answers for it; null while nobody does"),
  team: line(120).describe("The team that runs it"),
  provider: line(200).describe("Who made it: a company, a lab, or the organization itself"),
  kind: ModelKind,
  tasks: words("task").describe("What it does, such as text-classification"),
  licence: line(200).describe("The licence it is used under, as an SPDX identifier where there is one"),
  sensitivity: Sensitivity,
  stage: LifecycleStage,
  tags: words("tag").describe("Free words to find it by"),
};

/** What people add to the fields; no import fills it in. */
const additions = {
  documents: Documents.describe("Documents that belong to it"),
  custom: CustomValues.describe("Values of the organization's own fields"),
};

export const ModelAdditions = z.strictObject(additions);
export type ModelAdditions = z.infer<typeof ModelAdditions>;

/** The fields that people fill in. */
export const ModelFields = z.strictObject(fields);
export type ModelFields = z.infer<typeof ModelFields>;
export type ModelField = keyof ModelFields;

/** What the form of a model holds. */
export const ModelForm = z.strictObject({ ...fields, ...additions });
export type ModelForm = z.infer<typeof ModelForm>;

export const RegisterModelInput = z.strictObject({
  ...fields,
  slug: ModelSlug.optional().describe("Short name in addresses; made from the name when left out"),
  description: fields.description.default(""),
  purpose: fields.purpose.default(""),
  ownerId: fields.ownerId.optional().describe("The person who answers for it; you, when left out"),
  team: fields.team.default(""),
  provider: fields.provider.default(""),
  tasks: fields.tasks.default([]),
  licence: fields.licence.default(""),
  sensitivity: fields.sensitivity.default("internal"),
  stage: fields.stage.default("design"),
  tags: fields.tags.default([]),
  documents: additions.documents.default([]),
  custom: additions.custom.default({}),
});

const ExpectedVersion = z.int().min(1).describe("The version this change was made on; a newer one is a conflict");
const Reason = line(500).optional().describe("Why; kept in the trail");

export const UpdateModelInput = z.strictObject({
  ...ModelFields.partial().shape,
  ...ModelAdditions.partial().shape,
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  confirm: z
    .array(ModelFields.keyof())
    .max(20)
    .optional()
    .describe("Fields whose value the import assumed, and which are right as they are"),
  reason: Reason,
});

export const ArchiveModelInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion, reason: Reason });
export const RestoreModelInput = ArchiveModelInput;

export const ReadModelInput = z.strictObject({
  id: z.string().min(1).max(63).describe("The model's id or slug"),
});

/** Where a field's value comes from: a place of an imported file, a guess of the import, or a person in its review. */
export const FieldOrigin = z.union([
  Origin,
  SupplyOrigin,
  z.strictObject({ source: z.literal("assumed") }),
  z.strictObject({ source: z.literal("edited") }),
]);
export type FieldOrigin = z.infer<typeof FieldOrigin>;
export const FieldOrigins = z.record(z.string(), FieldOrigin);
export type FieldOrigins = z.infer<typeof FieldOrigins>;

/** What a model keeps of the file it was imported from: everything it stated. */
export const ModelCard = z.strictObject({
  format: z.literal("model-card"),
  digest: z.string().describe("SHA-256 of the file, hexadecimal"),
  importedAt: z.iso.datetime(),
  /** What the file stated for the record's fields, before anybody edited them: the base of the next comparison. */
  stated: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  draft: ModelCardDraft,
});
export type ModelCard = z.infer<typeof ModelCard>;

export const PersonDto = z.strictObject({ id: z.uuid(), name: z.string(), active: z.boolean() });
export type PersonDto = z.infer<typeof PersonDto>;

const summary = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  owner: PersonDto.nullable(),
  team: z.string(),
  provider: z.string(),
  kind: ModelKind,
  tasks: z.array(z.string()),
  licence: z.string(),
  sensitivity: Sensitivity,
  stage: LifecycleStage,
  tags: z.array(z.string()),
  state: ModelState,
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** A model as lists show it. */
export const ModelSummaryDto = z.strictObject(summary);
export type ModelSummaryDto = z.infer<typeof ModelSummaryDto>;

export const ModelAbilities = z.strictObject({
  edit: z.boolean(),
  archive: z.boolean(),
  restore: z.boolean(),
});
export type ModelAbilities = z.infer<typeof ModelAbilities>;

/** A model with everything known of it. */
export const ModelDto = z.strictObject({
  ...summary,
  description: z.string(),
  purpose: z.string(),
  ownerId: z.uuid().nullable(),
  documents: Documents,
  custom: CustomValues,
  createdBy: PersonDto.nullable(),
  archivedAt: z.iso.datetime().nullable(),
  card: ModelCard.nullable(),
  origins: FieldOrigins.nullable(),
  abilities: ModelAbilities,
});
export type ModelDto = z.infer<typeof ModelDto>;

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

const filters = {
  q: z.string().trim().max(200).optional().describe("Words of the name, provider, team, tags, tasks or description"),
  kind: oneOrMany(ModelKind).describe("Kinds, read as “or”"),
  sensitivity: oneOrMany(Sensitivity).describe("Sensitivities, read as “or”"),
  stage: oneOrMany(LifecycleStage).describe("Lifecycle stages, read as “or”"),
  owner: z
    .union([z.uuid(), z.enum(["me", "nobody"])])
    .optional()
    .describe("A person's id, “me” or “nobody”"),
  tag: oneOrMany(z.string().min(1).max(120)).describe("Tags; a model must carry all of them"),
  gate: z.enum(["invalid"]).optional().describe("Only models with a version in use without a valid gate"),
  state: z.enum(["active", "archived", "all"]).default("active").describe("Which models: active, archived or all"),
};

/** The state of the list: the same in the address, in the API and in the form. */
export const ListModelsInput = z.strictObject({
  ...filters,
  sort: z.enum(listSorts).default("-updatedAt").describe("Field to sort by; a leading minus is descending"),
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Models a page, at most 200"),
});
export type ListModelsInput = z.infer<typeof ListModelsInput>;

export const ModelListDto = z.strictObject({
  items: z.array(ModelSummaryDto),
  nextCursor: z.string().nullable(),
  total: z.int().describe("How many models fit the filter; counted up to 20,000"),
  abilities: z.strictObject({ register: z.boolean(), import: z.boolean(), export: z.boolean() }),
});
export type ModelListDto = z.infer<typeof ModelListDto>;

export const ModelFilters = z.strictObject(filters);
export type ModelFilters = z.infer<typeof ModelFilters>;

const Facet = z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }));

/** For each filter its values and how many models each would leave, the other filters being as they are. */
export const ModelFacetsDto = z.strictObject({
  kind: Facet,
  sensitivity: Facet,
  stage: Facet,
  owner: Facet,
  tag: Facet,
  gate: Facet,
  state: Facet,
});
export type ModelFacetsDto = z.infer<typeof ModelFacetsDto>;

export const ExportModelsInput = z.strictObject({
  ...filters,
  format: z.enum(["csv", "json"]).describe("csv for spreadsheets, json for programs"),
});

export const ExportedFileDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  content: z.string(),
  models: z.int(),
});

export const SearchModelsInput = z.strictObject({
  q: z.string().trim().max(200),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});
export const ModelHitsDto = z.strictObject({
  items: z.array(
    z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string(), kind: ModelKind, state: ModelState }),
  ),
});

export const OwnerChoicesInput = z.strictObject({});
export const OwnerChoicesDto = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() })),
});

export const ModelHistoryInput = z.strictObject({
  id: z.string().min(1).max(63).describe("The model's id or slug"),
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});

export const ModelHistoryDto = z.strictObject({
  ...EntryPage.shape,
  people: z.record(z.string(), z.string()).describe("Names of the people whom values of the entries refer to, by id"),
});
export type ModelHistoryDto = z.infer<typeof ModelHistoryDto>;
