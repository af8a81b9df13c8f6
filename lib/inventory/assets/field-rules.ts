import {
  authenticationLabels,
  categoryLabels,
  environmentLabels,
  exposureLabels,
  organizationRoleLabels,
  personalDataLabels,
  statusLabels,
  validationLabels,
} from "./fact-rules.ts";
import type { AssetKind } from "./rules.ts";

type Labels = Readonly<Record<string, string>>;

/** One fact of a kind of asset: what forms ask for, pages show and the history speaks of. */
export type FactField = {
  name: string;
  label: string;
  help?: string;
  placeholder?: string;
  input: "line" | "prose" | "choice" | "digest" | "count" | "bytes" | "day" | "address" | "columns";
  /** The words of a choice, by its value. */
  options?: Labels;
  required?: boolean;
};

/** Facts that belong together, under a heading. */
export type FactSection = { title: string; help?: string; fields: readonly FactField[] };

const pick = (labels: Labels, ...values: string[]): Labels =>
  Object.fromEntries(values.map((value) => [value, labels[value] ?? value]));

const systemStatus = pick(statusLabels, "planned", "in_use", "ended");
const deploymentStatus = pick(statusLabels, "planned", "live", "throttled", "stopped", "ended");

const system: readonly FactSection[] = [
  {
    title: "What the business does with it",
    fields: [
      { name: "status", label: "Use", input: "choice", options: systemStatus, help: "Whether the business uses it" },
      {
        name: "organizationRole",
        label: "Role under the EU AI Act",
        input: "choice",
        options: organizationRoleLabels,
        help: "Most organizations deploy what others provide",
      },
      {
        name: "purpose",
        label: "Purpose",
        input: "prose",
        help: "What it decides or produces, and what happens with the result",
      },
    ],
  },
  {
    title: "Whom it touches, and who can stop it",
    fields: [
      { name: "usersAffected", label: "People affected", input: "prose", help: "Who, and about how many" },
      {
        name: "humanOversight",
        label: "Human oversight",
        input: "prose",
        help: "Who can look at, override or stop it, and how",
      },
    ],
  },
];

const dataset: readonly FactSection[] = [
  {
    title: "Where it comes from",
    fields: [
      { name: "source", label: "Source", input: "line", help: "The system, supplier or study it comes from" },
      { name: "licence", label: "Licence", input: "line", placeholder: "CC-BY-4.0", help: "SPDX identifier if any" },
      { name: "sourceUrl", label: "Address of the source", input: "address", placeholder: "https://" },
      { name: "collection", label: "How it was collected", input: "prose" },
    ],
  },
  {
    title: "Personal data",
    fields: [
      {
        name: "personalData",
        label: "Personal data",
        input: "choice",
        options: personalDataLabels,
        help: "Special categories are health, origin, belief and the like",
      },
      { name: "retention", label: "Retention", input: "line", help: "How long it is kept, and what happens then" },
      { name: "personalDataDetail", label: "Which personal data", input: "prose", help: "Which, and on what ground" },
    ],
  },
  {
    title: "What it is fit for",
    fields: [
      { name: "intendedUse", label: "Intended use", input: "prose" },
      { name: "labelling", label: "Labelling", input: "prose", help: "Who labelled it, how, and how that was checked" },
      { name: "knownBias", label: "Known bias and gaps", input: "prose" },
    ],
  },
];

const datasetVersion: readonly FactSection[] = [
  {
    title: "Proof that it is the same data",
    fields: [
      { name: "label", label: "Version", input: "line", placeholder: "2026-05", required: true },
      { name: "location", label: "Where it is kept", input: "address", placeholder: "s3://bucket/path" },
      { name: "digest", label: "SHA-256 digest", input: "digest", help: "64 hexadecimal digits" },
      { name: "rowCount", label: "Rows", input: "count" },
      { name: "sizeBytes", label: "Size", input: "bytes", help: "In bytes" },
    ],
  },
  {
    title: "What is in it",
    fields: [
      { name: "collectedFrom", label: "First day", input: "day", help: "That the data speaks of" },
      { name: "collectedTo", label: "Last day", input: "day" },
      {
        name: "columns",
        label: "Columns",
        input: "columns",
        help: "One a line: name, type, and the word personal where it holds personal data",
        placeholder: "customer_id, string, personal\namount, decimal",
      },
      { name: "transformations", label: "Transformations", input: "prose", help: "What was done, in order" },
    ],
  },
  {
    title: "Validation",
    fields: [
      { name: "validation", label: "Result", input: "choice", options: validationLabels },
      {
        name: "validationDetail",
        label: "What was validated",
        input: "prose",
        help: "With which tool, and what it found",
      },
    ],
  },
];

const component: readonly FactSection[] = [
  {
    title: "What it is exactly",
    fields: [
      { name: "category", label: "Category", input: "choice", options: categoryLabels },
      { name: "release", label: "Version", input: "line", placeholder: "2.6.0", help: "As its maker writes it" },
      { name: "purl", label: "Package URL", input: "line", placeholder: "pkg:pypi/torch@2.6.0" },
      { name: "digest", label: "SHA-256 digest", input: "digest", help: "64 hexadecimal digits" },
    ],
  },
  {
    title: "Where it comes from",
    fields: [
      { name: "supplier", label: "Supplier", input: "line", help: "Who makes it" },
      { name: "licence", label: "Licence", input: "line", placeholder: "Apache-2.0", help: "SPDX identifier if any" },
      { name: "location", label: "Address", input: "address", placeholder: "https://" },
    ],
  },
];

const vendor: readonly FactSection[] = [
  {
    title: "Who they are",
    fields: [
      { name: "website", label: "Website", input: "address", placeholder: "https://" },
      { name: "country", label: "Established in", input: "line" },
      { name: "contact", label: "Security contact", input: "line", help: "Whom to ask when something happens" },
    ],
  },
  {
    title: "What they do for us",
    fields: [
      { name: "services", label: "Services", input: "prose" },
      {
        name: "dataProcessing",
        label: "Data they receive",
        input: "prose",
        help: "Which, where it is processed, and under which agreement",
      },
      { name: "assessedOn", label: "Last assessed on", input: "day" },
    ],
  },
];

const deployment: readonly FactSection[] = [
  {
    title: "Where it runs",
    fields: [
      { name: "status", label: "Status", input: "choice", options: deploymentStatus },
      { name: "environment", label: "Environment", input: "choice", options: environmentLabels },
      { name: "endpoint", label: "Endpoint", input: "address", placeholder: "https://" },
      { name: "region", label: "Region", input: "line", placeholder: "eu-central-1" },
    ],
  },
  {
    title: "Who can reach it",
    fields: [
      { name: "exposure", label: "Exposure", input: "choice", options: exposureLabels },
      {
        name: "authentication",
        label: "Authentication",
        input: "choice",
        options: authenticationLabels,
        help: "How callers prove who they are",
      },
      { name: "rateLimit", label: "Rate limit", input: "line", placeholder: "60 a minute and key" },
    ],
  },
];

/** The facts of each kind in the order in which people think of them: one table for forms, pages and history. */
export const assetSections: Readonly<Record<AssetKind, readonly FactSection[]>> = {
  system,
  dataset,
  dataset_version: datasetVersion,
  component,
  vendor,
  deployment,
};

/** A fact's description; undefined for one that the table does not know. */
export function factField(kind: AssetKind, name: string): FactField | undefined {
  return assetSections[kind].flatMap(({ fields }) => fields).find((field) => field.name === name);
}
