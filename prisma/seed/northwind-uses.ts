import { digest, type SeedAsset, type SeedVersion } from "./northwind-assets.ts";

const kiran = "kiran@northwind.example";
const adaeze = "adaeze@northwind.example";
const lena = "lena@northwind.example";

const artifact = (name: string, sizeBytes: number) => ({
  name,
  mediaType: "application/octet-stream",
  sizeBytes,
  digest: digest(name),
  location: `s3://northwind-ml/models/${name}`,
});

/** Versions of the demonstration's models, in the stage that the model is in. */
export const northwindVersions: readonly SeedVersion[] = [
  {
    model: "Card fraud GBM",
    label: "4.1.0",
    stage: "operation",
    description: "Trained on August; in production since September.",
    facts: {
      framework: "XGBoost 2.1.4",
      architecture: "Gradient-boosted trees, 900 rounds",
      metrics: [
        { name: "recall at 0.1 % false positives", value: 0.81, dataset: "Card payments EU 2026-08" },
        { name: "AUC", value: 0.973, dataset: "Card payments EU 2026-08" },
      ],
    },
    artifacts: [artifact("card-fraud-4.1.0.ubj", 48_204_112)],
    links: [
      ["trained_on", "Card payments EU 2026-08"],
      ["depends_on", "XGBoost"],
    ],
    release: true,
  },
  {
    model: "Card fraud GBM",
    label: "4.2.0",
    stage: "validation",
    description: "Adds payments by wallet.",
    facts: { framework: "XGBoost 2.1.4", rollbackTo: "4.1.0" },
    artifacts: [artifact("card-fraud-4.2.0.ubj", 51_882_901)],
    links: [
      ["trained_on", "Card payments EU 2026-09"],
      ["evaluated_on", "Card payments EU 2026-10"],
      ["derived_from", "Card fraud GBM 4.1.0"],
      ["depends_on", "XGBoost"],
    ],
    release: false,
  },
  {
    model: "Credit limit XGB",
    label: "2.3.1",
    stage: "operation",
    facts: { framework: "XGBoost 2.1.4" },
    artifacts: [artifact("credit-limit-2.3.1.ubj", 12_004_551)],
    links: [
      ["trained_on", "Credit applications 2025-12"],
      ["depends_on", "XGBoost"],
    ],
    release: true,
  },
  {
    model: "Payment text embeddings",
    label: "1.4",
    stage: "operation",
    facts: { framework: "PyTorch 2.6.0" },
    artifacts: [artifact("payment-text-1.4.safetensors", 438_100_220)],
    links: [
      ["derived_from", "Nordic BERT base"],
      ["trained_on", "Card payments EU 2026-08"],
      ["depends_on", "PyTorch"],
    ],
    release: true,
  },
];

/** What uses the models, and where they run. */
export const northwindUses: readonly SeedAsset[] = [
  {
    kind: "system",
    name: "Card payment screening",
    owner: kiran,
    team: "Fraud ML",
    sensitivity: "restricted",
    tags: ["critical"],
    description: "Decides within 80 ms whether a card payment goes through, is confirmed in the app, or is declined.",
    facts: {
      status: "in_use",
      organizationRole: "provider",
      purpose:
        "Stops fraudulent card payments. A score above 0.92 declines, between 0.60 and 0.92 the customer confirms in the app.",
      usersAffected: "1.9 million card holders; about 240 wrong declines a day.",
      humanOversight:
        "The fraud desk reviews every disputed decline and can switch the system to rules only within five minutes.",
    },
    links: [
      ["made_of", "Card fraud GBM"],
      ["made_of", "Payment text embeddings"],
    ],
    documents: [{ title: "Runbook: rules only", url: "https://wiki.northwind.example/fraud/rules-only" }],
  },
  {
    kind: "system",
    name: "Customer support assistant",
    owner: adaeze,
    team: "Customer service",
    sensitivity: "confidential",
    description: "Drafts answers to customer questions. An agent reads and sends each of them.",
    facts: {
      status: "in_use",
      organizationRole: "deployer",
      purpose: "Shortens the time to an answer. It never speaks of a customer's own account.",
      usersAffected: "About 4,000 customers a day, through an agent.",
      humanOversight: "",
    },
    links: [
      ["made_of", "Support assistant"],
      ["made_of", "Meridian Chat Large"],
      ["depends_on", "Help page vector store"],
      ["depends_on", "Support assistant system prompt"],
      ["depends_on", "Public help pages 2026-11"],
      ["supplied_by", "Meridian AI"],
    ],
  },
  {
    kind: "system",
    name: "Credit limit decisions",
    owner: kiran,
    team: "Retail credit",
    sensitivity: "restricted",
    description: "Proposes credit limits; an underwriter confirms every limit above 5,000 euro.",
    facts: {
      status: "in_use",
      organizationRole: "provider",
      purpose: "Credit limits for existing customers: high-risk under Annex III of the AI Act.",
      usersAffected: "620,000 customers with a card.",
      humanOversight: "Underwriters confirm every limit above 5,000 euro and may overrule any proposal, with a reason.",
    },
    links: [["made_of", "Credit limit XGB"]],
  },
  {
    kind: "system",
    name: "Sanctions screening",
    owner: lena,
    team: "Financial crime",
    sensitivity: "restricted",
    facts: {
      status: "in_use",
      purpose: "Finds payment parties that are on a sanctions list.",
      humanOversight: "An analyst decides each hit.",
    },
    links: [
      ["made_of", "Sanctions match"],
      ["depends_on", "Sanctions lists 2026-11-20"],
    ],
  },
  {
    kind: "system",
    name: "Branch planning",
    owner: null,
    team: "Treasury",
    facts: { status: "planned" },
    links: [["made_of", "Branch cash forecast"]],
  },
  {
    kind: "deployment",
    name: "Fraud scoring, production",
    owner: kiran,
    team: "Fraud ML",
    sensitivity: "restricted",
    description: "Two regions, eight instances each, behind the payment gateway.",
    facts: {
      status: "live",
      environment: "production",
      endpoint: "https://fraud-scoring.internal.northwind.example/v4/score",
      region: "eu-central-1, eu-west-1",
      exposure: "internal",
      authentication: "mtls",
      rateLimit: "2,000 a second",
    },
    links: [
      ["runs", "Card fraud GBM 4.1.0"],
      ["serves", "Card payment screening"],
    ],
  },
  {
    kind: "deployment",
    name: "Fraud scoring, staging",
    owner: kiran,
    team: "Fraud ML",
    facts: {
      status: "live",
      environment: "staging",
      endpoint: "https://fraud-scoring.staging.northwind.example",
      authentication: "network",
    },
    links: [["runs", "Card fraud GBM 4.2.0"]],
  },
  {
    kind: "deployment",
    name: "Support assistant for the website",
    owner: adaeze,
    team: "Customer service",
    sensitivity: "confidential",
    description: "A trial on the public website, opened in October for one week and never closed.",
    facts: {
      status: "live",
      environment: "production",
      endpoint: "https://assistant.northwind.example/chat",
      region: "eu-central-1",
      exposure: "public",
      authentication: "none",
      rateLimit: "",
    },
    links: [
      ["runs", "Support assistant"],
      ["serves", "Customer support assistant"],
      ["depends_on", "Meridian Chat Large"],
    ],
  },
  {
    kind: "deployment",
    name: "Credit limit batch",
    owner: kiran,
    team: "Retail credit",
    sensitivity: "restricted",
    facts: {
      status: "live",
      environment: "production",
      endpoint: "airflow://credit/limits",
      authentication: "oauth",
      region: "eu-central-1",
    },
    links: [
      ["runs", "Credit limit XGB 2.3.1"],
      ["serves", "Credit limit decisions"],
    ],
  },
  {
    kind: "deployment",
    name: "Voice check at the hotline",
    owner: kiran,
    team: "Customer service",
    sensitivity: "restricted",
    facts: { status: "stopped", environment: "production", exposure: "partner", authentication: "api_key" },
    links: [["runs", "Voice biometrics"]],
  },
];

/** The demonstration's own fields. */
export const northwindFields = [
  {
    label: "Cost centre",
    type: "text",
    help: "Who pays for running it, such as 4711",
    appliesTo: ["model", "system", "deployment"],
  },
  {
    label: "Works council agreement",
    type: "date",
    help: "The day of the agreement, where staff are affected",
    appliesTo: ["model", "system"],
  },
  {
    label: "Review rhythm",
    type: "choice",
    choices: ["monthly", "quarterly", "yearly"],
    help: "How often its owner looks at it",
    appliesTo: ["model", "dataset", "vendor"],
  },
] as const;
