import { digest, type SeedAsset } from "./northwind-assets.ts";

const kiran = "kiran@northwind.example";
const adaeze = "adaeze@northwind.example";
const lena = "lena@northwind.example";

const vendors: readonly SeedAsset[] = [
  {
    kind: "vendor",
    name: "Meridian AI",
    owner: lena,
    team: "Third-party risk",
    description: "Chat and summarization models by API. Used by the support assistant and for call summaries.",
    facts: {
      website: "https://meridian-ai.example",
      contact: "security@meridian-ai.example, +49 30 5550 112 day and night",
      country: "Germany",
      services: "Large language models by API, with an address in Frankfurt.",
      dataProcessing:
        "Customer questions without account numbers; processed in the EU, kept for 30 days, under the agreement of March 2026.",
      assessedOn: "2026-03-18",
    },
    documents: [{ title: "Data processing agreement", url: "https://contracts.northwind.example/meridian/dpa" }],
  },
  {
    kind: "vendor",
    name: "Harbour Sanctions Data",
    owner: lena,
    team: "Financial crime",
    description: "Delivers consolidated sanctions and watch lists every night.",
    facts: {
      website: "https://harbour-data.example",
      contact: "",
      country: "United Kingdom",
      services: "Consolidated sanctions lists, changed nightly.",
      dataProcessing: "Receives nothing from us; we fetch.",
      assessedOn: "2025-06-02",
    },
  },
  {
    kind: "vendor",
    name: "Lumen Documents",
    owner: null,
    description: "Text recognition as a service, used as a fallback when our own reading of a document is unsure.",
    facts: { website: "https://lumen-documents.example", country: "Ireland", services: "OCR by API." },
  },
];

const components: readonly SeedAsset[] = [
  {
    kind: "component",
    name: "XGBoost",
    owner: kiran,
    team: "Data platform",
    description: "Gradient-boosted trees.",
    tags: ["pinned"],
    facts: {
      category: "library",
      release: "2.1.4",
      purl: "pkg:pypi/xgboost@2.1.4",
      licence: "Apache-2.0",
      supplier: "DMLC",
    },
  },
  {
    kind: "component",
    name: "PyTorch",
    owner: kiran,
    team: "Data platform",
    facts: {
      category: "framework",
      release: "2.6.0",
      purl: "pkg:pypi/torch@2.6.0",
      licence: "BSD-3-Clause",
      supplier: "PyTorch Foundation",
    },
  },
  {
    kind: "component",
    name: "Meridian Chat Large",
    owner: adaeze,
    team: "Customer service",
    description: "The language model behind the support assistant, by API.",
    sensitivity: "confidential",
    facts: {
      category: "api",
      release: "2026-08",
      supplier: "Meridian AI",
      location: "https://api.meridian-ai.example/v2",
    },
    links: [["supplied_by", "Meridian AI"]],
  },
  {
    kind: "component",
    name: "Help page vector store",
    owner: adaeze,
    team: "Customer service",
    description: "Embeddings of the public help pages, rebuilt every night.",
    facts: { category: "vector_store", release: "0.9.2", licence: "Apache-2.0", supplier: "Northwind Bank" },
  },
  {
    kind: "component",
    name: "Support assistant system prompt",
    owner: adaeze,
    team: "Customer service",
    description: "Tone, limits and the rule never to speak of a customer's account.",
    facts: { category: "prompt", release: "14" },
  },
  {
    kind: "component",
    name: "Nordic BERT base",
    owner: null,
    team: "Data platform",
    description: "Base of the payment text embeddings, taken from a public hub in 2024.",
    facts: {
      category: "base_model",
      release: "1.0",
      licence: "CC-BY-4.0",
      location: "https://models.example/nordic-bert-base",
    },
  },
];

const paymentColumns = [
  { name: "payment_id", type: "uuid" },
  { name: "card_token", type: "string", personal: true },
  { name: "amount_eur", type: "decimal(12, 2)" },
  { name: "merchant_category", type: "string" },
  { name: "merchant_country", type: "char(2)" },
  { name: "device_fingerprint", type: "string", personal: true },
  { name: "authorized_at", type: "timestamp" },
  { name: "label_fraud", type: "boolean" },
];

const datasets: readonly SeedAsset[] = [
  {
    kind: "dataset",
    name: "Card payments EU",
    owner: kiran,
    team: "Fraud ML",
    sensitivity: "restricted",
    tags: ["payments", "monthly"],
    description:
      "Card-not-present payments of the last 25 months with the outcome of the dispute, one version a month.",
    facts: {
      source: "Core banking, card authorization log",
      licence: "Internal",
      collection: "Exported nightly from the authorization log; joined with disputes once they are settled.",
      personalData: "yes",
      personalDataDetail: "Card token, device fingerprint, country. Ground: legitimate interest in preventing fraud.",
      retention: "25 months, then deleted by the export job",
      labelling:
        "A payment is fraud when the dispute was settled in the customer's favour. 2 in 100 labels are checked by hand each month.",
      intendedUse: "Fraud detection only. Not for marketing, not for credit.",
      knownBias:
        "Few payments from customers over 75; disputes take up to 90 days, so the newest labels are incomplete.",
    },
    documents: [
      { title: "Data protection impact assessment 2026", url: "https://dpo.northwind.example/dpia/card-fraud" },
    ],
  },
  {
    kind: "dataset",
    name: "Credit applications 2019–2025",
    owner: kiran,
    team: "Retail credit",
    sensitivity: "restricted",
    description: "Applications for consumer credit with income, existing debt and the course of repayment.",
    facts: {
      source: "Credit workflow system",
      licence: "Internal",
      personalData: "yes",
      personalDataDetail: "Income, debts, household size. Ground: contract.",
      retention: "10 years after the end of the contract",
      intendedUse: "Credit limits and early warning.",
      knownBias: "Declined applications have no course of repayment, so the model sees only those who got credit.",
    },
  },
  {
    kind: "dataset",
    name: "Sanctions lists",
    owner: lena,
    team: "Financial crime",
    sensitivity: "internal",
    description: "Names, aliases and dates of birth of sanctioned persons and companies.",
    facts: { source: "Harbour Sanctions Data", licence: "Commercial", personalData: "yes", retention: "" },
    links: [["supplied_by", "Harbour Sanctions Data"]],
  },
  {
    kind: "dataset",
    name: "Public help pages",
    owner: adaeze,
    team: "Customer service",
    sensitivity: "public",
    description: "The bank's own help pages, as customers see them.",
    facts: {
      source: "www.northwind.example/help",
      licence: "Internal",
      personalData: "no",
      intendedUse: "Answers to customers.",
    },
  },
  {
    kind: "dataset",
    name: "Service call recordings",
    owner: null,
    team: "Customer service",
    sensitivity: "confidential",
    description: "Recorded service calls with consent.",
    facts: {
      source: "Telephone system",
      personalData: "special",
      personalDataDetail: "Voices; customers speak of illness.",
    },
  },
];

const datasetVersions: readonly SeedAsset[] = [
  ...(["2026-08", "2026-09", "2026-10"] as const).map((label, at): SeedAsset => ({
    kind: "dataset_version",
    name: `Card payments EU ${label}`,
    parent: "Card payments EU",
    owner: kiran,
    sensitivity: "restricted",
    description: at === 2 ? "Adds payments by wallet, which were left out until September." : "",
    facts: {
      label,
      digest: digest(`card payments ${label}`),
      location: `s3://northwind-ml/card-payments/${label}.parquet`,
      rowCount: 46_812_004 + at * 1_204_331,
      sizeBytes: 18_400_000_000 + at * 510_000_000,
      columns: paymentColumns,
      transformations:
        "1. Drop test cards.\n2. Hash the card number with the yearly key.\n3. Join disputes up to the export day.",
      validation: at === 2 ? "failed" : "passed",
      validationDetail:
        at === 2
          ? "Great Expectations, 41 checks: merchant_country is empty in 3.1 % of the wallet payments, allowed is 0.5 %."
          : "Great Expectations, 41 checks, none failed.",
      collectedFrom: "2024-08-01",
      collectedTo: `${label}-28`,
    },
  })),
  {
    kind: "dataset_version",
    name: "Credit applications 2025-12",
    parent: "Credit applications 2019–2025",
    owner: kiran,
    sensitivity: "restricted",
    facts: {
      label: "2025-12",
      digest: digest("credit applications"),
      rowCount: 1_208_443,
      sizeBytes: 902_000_000,
      columns: [
        { name: "application_id", type: "uuid" },
        { name: "income_eur", type: "decimal(12, 2)", personal: true },
        { name: "existing_debt_eur", type: "decimal(12, 2)", personal: true },
        { name: "defaulted", type: "boolean" },
      ],
      validation: "passed",
      validationDetail: "Great Expectations, 28 checks, none failed.",
    },
  },
  {
    kind: "dataset_version",
    name: "Sanctions lists 2026-11-20",
    parent: "Sanctions lists",
    owner: lena,
    facts: { label: "2026-11-20", rowCount: 64_118 },
  },
  {
    kind: "dataset_version",
    name: "Public help pages 2026-11",
    parent: "Public help pages",
    owner: adaeze,
    sensitivity: "public",
    facts: { label: "2026-11", digest: digest("help pages"), rowCount: 1_204, validation: "passed" },
  },
];

/** Everything that versions of models are made from, in an order in which links find what they point at. */
export const northwindSources: readonly SeedAsset[] = [...vendors, ...components, ...datasets, ...datasetVersions];
