import { z } from "../../zod.ts";
import type { AssetKind } from "./rules.ts";
import { line, prose } from "../../kernel/text-schema.ts";

const digest = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 digest is 64 hexadecimal digits.")
  .nullable();
const day = z.iso.date("Write the day as 2026-05-12.").nullable();
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const address = line(2000);

export const PersonalData = z.enum(["unknown", "no", "yes", "special"]);
export const OrganizationRole = z.enum([
  "unknown",
  "provider",
  "deployer",
  "importer",
  "distributor",
  "product_manufacturer",
]);
export const ComponentCategory = z.enum([
  "base_model",
  "library",
  "framework",
  "vector_store",
  "tool",
  "prompt",
  "api",
  "service",
  "other",
]);
export const DeploymentEnvironment = z.enum(["development", "test", "staging", "production", "edge"]);
export const Exposure = z.enum(["internal", "partner", "public"]);
export const Authentication = z.enum(["unknown", "none", "api_key", "oauth", "mtls", "network", "other"]);

const Column = z.strictObject({
  name: line(200).min(1, "A column needs a name."),
  type: line(80).default(""),
  personal: z.boolean().default(false).describe("Whether it holds personal data"),
});

export const SystemFacts = z.strictObject({
  purpose: prose().default("").describe("What the business uses it for; Markdown"),
  usersAffected: prose().default("").describe("Who is affected by its results, and how many"),
  organizationRole: OrganizationRole.default("unknown").describe("The organization's role under the EU AI Act"),
  humanOversight: prose().default("").describe("Who can look at, override or stop it, and how"),
  status: z.enum(["planned", "in_use", "ended"]).default("planned").describe("Whether the business uses it"),
});

export const DatasetFacts = z.strictObject({
  source: line(500).default("").describe("Where the data comes from"),
  sourceUrl: address.default("").describe("Address of the source"),
  licence: line(200).default("").describe("Licence, as an SPDX identifier where there is one"),
  collection: prose().default("").describe("How it was collected; Markdown"),
  personalData: PersonalData.default("unknown").describe("Whether it holds personal data; special: of Art. 9 GDPR"),
  personalDataDetail: prose().default("").describe("Which personal data, on what ground"),
  retention: line(500).default("").describe("How long it is kept and what happens then"),
  labelling: prose().default("").describe("Who labelled it, how, and how the labels were checked"),
  intendedUse: prose().default("").describe("What it is meant to be used for"),
  knownBias: prose().default("").describe("Known bias and gaps"),
});

export const DatasetVersionFacts = z.strictObject({
  label: line(120).min(1, "Give the version a label, such as 2026-05.").describe("What people call this version"),
  digest: digest.default(null).describe("SHA-256 of the data, hexadecimal"),
  location: address.default("").describe("Where it is kept"),
  rowCount: count.default(null).describe("Rows"),
  sizeBytes: count.default(null).describe("Size in bytes"),
  columns: z.array(Column).max(2000).default([]).describe("The columns"),
  transformations: prose().default("").describe("What was done to the data, in order"),
  validation: z.enum(["not_run", "passed", "failed"]).default("not_run").describe("Result of the data's validation"),
  validationDetail: prose().default("").describe("What was validated, with which tool, and what it found"),
  collectedFrom: day.default(null).describe("First day the data speaks of"),
  collectedTo: day.default(null).describe("Last day the data speaks of"),
});

export const ComponentFacts = z.strictObject({
  category: ComponentCategory.default("other").describe("What sort of component it is"),
  release: line(120).default("").describe("Its version, as its maker writes it"),
  purl: line(500).default("").describe("Package URL, such as pkg:pypi/torch@2.6.0"),
  digest: digest.default(null).describe("SHA-256 of its file, hexadecimal"),
  licence: line(500).default("").describe("Licence, as an SPDX identifier where there is one"),
  supplier: line(200).default("").describe("Who makes it"),
  location: address.default("").describe("Where it comes from"),
});

export const VendorFacts = z.strictObject({
  website: address.default("").describe("Its website"),
  contact: line(300).default("").describe("Whom to ask about security there"),
  country: line(120).default("").describe("Where it is established"),
  services: prose().default("").describe("What it provides"),
  dataProcessing: prose()
    .default("")
    .describe("What data it receives, where it processes it, and the agreement on that"),
  assessedOn: day.default(null).describe("When it was last assessed"),
});

export const DeploymentFacts = z.strictObject({
  environment: DeploymentEnvironment.default("development").describe("Where it runs"),
  endpoint: address.default("").describe("Address of the endpoint"),
  exposure: Exposure.default("internal").describe("Who can reach it"),
  authentication: Authentication.default("unknown").describe("How callers prove who they are"),
  rateLimit: line(200).default("").describe("How many requests a caller may make"),
  region: line(120).default("").describe("Where in the world it runs"),
  status: z.enum(["planned", "live", "throttled", "stopped", "ended"]).default("planned").describe("Whether it runs"),
});

/** What is recorded of each kind of asset beside what all have. */
export const assetFacts = {
  system: SystemFacts,
  dataset: DatasetFacts,
  dataset_version: DatasetVersionFacts,
  component: ComponentFacts,
  vendor: VendorFacts,
  deployment: DeploymentFacts,
} as const satisfies Readonly<Record<AssetKind, z.ZodObject>>;

export type AssetFactsOf<Kind extends AssetKind> = z.output<(typeof assetFacts)[Kind]>;
