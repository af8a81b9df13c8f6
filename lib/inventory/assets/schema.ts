import { EntityHistoryInput, EntryPage } from "../../trail/schema.ts";
import { JsonValue } from "../../interop/json-value.ts";
import { listSorts } from "../../kernel/list-schema.ts";
import { line, prose, words } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";
import { CustomValues } from "../../fields/schema.ts";
import { Documents } from "../documents-schema.ts";
import { FieldOrigins, PersonDto, Sensitivity } from "../schema.ts";
import {
  assetFacts,
  Authentication,
  ComponentCategory,
  DeploymentEnvironment,
  Exposure,
  OrganizationRole,
  PersonalData,
} from "./facts-schema.ts";
import { assetKinds, nodeTypes, relationNames } from "./rules.ts";

export const AssetKindName = z.enum(assetKinds).describe("The kind of asset");
export const NodeTypeName = z.enum(nodeTypes).describe("The kind of thing");
export const RelationName = z.enum(relationNames).describe("How the two belong together");

export const AssetSlug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens, such as card-fraud.")
  .max(63, "Use at most 63 characters.")
  .describe("Short name in addresses; unique among its kind and never changed");

/** A link as the thing that states it gives it. */
export const LinkInput = z.strictObject({
  relation: RelationName,
  type: NodeTypeName.describe("What it points at"),
  id: z.uuid(),
});
export type LinkInput = z.infer<typeof LinkInput>;

export const Links = z.array(LinkInput).max(500, "At most 500 links fit here.");

const common = {
  name: line(200).min(1, "Give it a name.").describe("What people call it"),
  description: prose().describe("What it is; Markdown"),
  ownerId: z.uuid().nullable().describe("The person who answers for it; null while nobody does"),
  team: line(120).describe("The team that runs it"),
  sensitivity: Sensitivity,
  tags: words("tag").describe("Free words to find it by"),
  documents: Documents.describe("Documents that belong to it"),
  custom: CustomValues.describe("Values of the organization's own fields"),
  links: Links.describe("What it is made of, runs, depends on …; the whole set"),
};

const registering = {
  ...common,
  slug: AssetSlug.optional().describe("Short name in addresses; made from the name when left out"),
  description: common.description.default(""),
  ownerId: common.ownerId.optional().describe("The person who answers for it; you, when left out"),
  team: common.team.default(""),
  sensitivity: common.sensitivity.default("internal"),
  tags: common.tags.default([]),
  documents: common.documents.default([]),
  custom: common.custom.default({}),
  links: common.links.default([]),
};

export const RegisterAssetInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("system"), ...registering, facts: assetFacts.system.prefault({}) }),
  z.strictObject({ kind: z.literal("dataset"), ...registering, facts: assetFacts.dataset.prefault({}) }),
  z.strictObject({
    kind: z.literal("dataset_version"),
    ...registering,
    parentId: z.uuid().describe("The dataset it is a version of"),
    facts: assetFacts.dataset_version,
  }),
  z.strictObject({ kind: z.literal("component"), ...registering, facts: assetFacts.component.prefault({}) }),
  z.strictObject({ kind: z.literal("vendor"), ...registering, facts: assetFacts.vendor.prefault({}) }),
  z.strictObject({ kind: z.literal("deployment"), ...registering, facts: assetFacts.deployment.prefault({}) }),
]);
export type RegisterAssetInput = z.infer<typeof RegisterAssetInput>;

const ExpectedVersion = z.int().min(1).describe("The version this change was made on; a newer one is a conflict");
const Reason = line(500).optional().describe("Why; kept in the trail");

export const UpdateAssetInput = z.strictObject({
  ...z.strictObject(common).partial().shape,
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  facts: z.record(z.string(), JsonValue).optional().describe("The facts to change; the others stay"),
  reason: Reason,
});

export const ArchiveAssetInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion, reason: Reason });
export const RestoreAssetInput = ArchiveAssetInput;

/** One end of a link, as lists and graphs show it. */
export const NodeDto = z.strictObject({
  type: NodeTypeName,
  id: z.uuid(),
  slug: z.string().describe("Its place in addresses; a version's is model/label"),
  name: z.string(),
  detail: z.string().describe("What tells it from others of its kind: a version's label, a deployment's environment"),
  sensitivity: Sensitivity,
  state: z.string().describe("active, archived, draft, released or retired"),
  owner: PersonDto.nullable(),
});
export type NodeDto = z.infer<typeof NodeDto>;

export const LinkDto = z.strictObject({
  relation: RelationName,
  stated: z.enum(["here", "there"]).describe("Whether this thing states it, or the other one"),
  node: NodeDto,
});
export type LinkDto = z.infer<typeof LinkDto>;

export const AssetAbilities = z.strictObject({ edit: z.boolean(), archive: z.boolean(), restore: z.boolean() });

const summary = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  owner: PersonDto.nullable(),
  team: z.string(),
  sensitivity: Sensitivity,
  tags: z.array(z.string()),
  state: z.enum(["active", "archived"]),
  status: z.string().describe("A system's or deployment's status; empty for other kinds"),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** An asset as lists show it; `facts` holds the short ones only. */
export const AssetSummaryDto = z.strictObject({
  ...summary,
  kind: AssetKindName,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type AssetSummaryDto = z.infer<typeof AssetSummaryDto>;

const detail = {
  ...summary,
  description: z.string(),
  ownerId: z.uuid().nullable(),
  parent: NodeDto.nullable().describe("A dataset version's dataset"),
  digest: z.string().nullable(),
  documents: Documents,
  custom: CustomValues,
  links: z.array(LinkDto).describe("What it states, and the first 200 of what others state of it"),
  createdBy: PersonDto.nullable(),
  archivedAt: z.iso.datetime().nullable(),
  source: JsonValue.nullable().describe("What the imported file said of it"),
  origins: FieldOrigins.nullable(),
  abilities: AssetAbilities,
};

export const AssetDto = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("system"), ...detail, facts: assetFacts.system }),
  z.strictObject({ kind: z.literal("dataset"), ...detail, facts: assetFacts.dataset }),
  z.strictObject({ kind: z.literal("dataset_version"), ...detail, facts: assetFacts.dataset_version }),
  z.strictObject({ kind: z.literal("component"), ...detail, facts: assetFacts.component }),
  z.strictObject({ kind: z.literal("vendor"), ...detail, facts: assetFacts.vendor }),
  z.strictObject({ kind: z.literal("deployment"), ...detail, facts: assetFacts.deployment }),
]);
export type AssetDto = z.infer<typeof AssetDto>;

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

const filters = {
  kind: AssetKindName,
  q: z.string().trim().max(200).optional().describe("Words of the name, team, tags, facts or description"),
  sensitivity: oneOrMany(Sensitivity).describe("Sensitivities, read as “or”"),
  owner: z
    .union([z.uuid(), z.enum(["me", "nobody"])])
    .optional()
    .describe("A person's id, “me” or “nobody”"),
  tag: oneOrMany(z.string().min(1).max(120)).describe("Tags; an asset must carry all of them"),
  status: oneOrMany(z.string().min(1).max(40)).describe("Statuses of systems and deployments, read as “or”"),
  parent: z.uuid().optional().describe("The dataset whose versions to list"),
  personalData: oneOrMany(PersonalData).describe("Whether datasets hold personal data, read as “or”"),
  licence: z.enum(["stated", "missing"]).optional().describe("Whether a dataset's or component's licence is stated"),
  category: oneOrMany(ComponentCategory).describe("Sorts of components, read as “or”"),
  environment: oneOrMany(DeploymentEnvironment).describe("Where deployments run, read as “or”"),
  exposure: oneOrMany(Exposure).describe("Who can reach deployments, read as “or”"),
  authentication: oneOrMany(Authentication).describe("How callers of deployments prove who they are, read as “or”"),
  organizationRole: oneOrMany(OrganizationRole).describe("The organization's roles for systems, read as “or”"),
  assessed: z.enum(["once", "never"]).optional().describe("Whether a vendor was ever assessed"),
  state: z.enum(["active", "archived", "all"]).default("active").describe("Which assets: active, archived or all"),
};

export const AssetFilters = z.strictObject(filters);
export type AssetFilters = z.infer<typeof AssetFilters>;

export const ListAssetsInput = z.strictObject({
  ...filters,
  sort: z.enum(listSorts).default("-updatedAt").describe("Field to sort by; a leading minus is descending"),
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Assets a page, at most 200"),
});
export type ListAssetsInput = z.infer<typeof ListAssetsInput>;

export const AssetListDto = z.strictObject({
  items: z.array(AssetSummaryDto),
  nextCursor: z.string().nullable(),
  total: z.int().describe("How many fit the filter; counted up to 20,000"),
  abilities: z.strictObject({ register: z.boolean() }),
});
export type AssetListDto = z.infer<typeof AssetListDto>;

const Facet = z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }));
export const AssetFacetsDto = z.strictObject({
  sensitivity: Facet,
  status: Facet,
  owner: Facet,
  tag: Facet,
  state: Facet,
  personalData: Facet.describe("Of datasets; empty for other kinds, as below"),
  licence: Facet,
  category: Facet,
  environment: Facet,
  exposure: Facet,
  authentication: Facet,
  organizationRole: Facet,
  assessed: Facet,
});
export type AssetFacets = z.infer<typeof AssetFacetsDto>;

export const ReadAssetInput = z.strictObject({
  kind: AssetKindName.optional().describe("Needed to find an asset by its slug"),
  id: z.string().min(1).max(63).describe("The asset's id or, with the kind, its slug"),
});

export const AssetHistoryInput = z.strictObject({
  id: z.uuid(),
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});
export const AssetHistoryDto = z.strictObject({
  ...EntryPage.shape,
  names: z
    .record(z.string(), z.string())
    .describe("Names of the people and things that values of the entries refer to"),
});

export const FindNodesInput = z.strictObject({
  q: z.string().trim().max(200).default("").describe("Words to look for; the newest things when left out"),
  type: oneOrMany(NodeTypeName).describe("Kinds of things to look for; all, when left out"),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export const NodeHitsDto = z.strictObject({ items: z.array(NodeDto) });
