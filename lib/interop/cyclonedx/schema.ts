import { z } from "../../zod.ts";

/** Versions of CycloneDX that are read; 1.2 to 1.4 know no models, but what they know they say alike. */
export const readSpecVersions = ["1.7", "1.6", "1.5", "1.4", "1.3", "1.2"] as const;
/** Versions that are printed. */
export const printSpecVersions = ["1.7", "1.6"] as const;
export type PrintSpecVersion = (typeof printSpecVersions)[number];

export const componentTypes = [
  "application",
  "framework",
  "library",
  "container",
  "platform",
  "operating-system",
  "device",
  "device-driver",
  "firmware",
  "file",
  "machine-learning-model",
  "data",
  "cryptographic-asset",
] as const;

const hashNames = `MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-384 SHA3-512 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512
  BLAKE3`.split(/\s+/);
const referenceNames = `vcs issue-tracker website advisories bom mailing-list social chat documentation support
  source-distribution distribution distribution-intake license build-meta build-system release-notes security-contact
  model-card log configuration evidence formulation attestation threat-model adversary-model risk-assessment
  vulnerability-assertion exploitability-statement pentest-report static-analysis-report dynamic-analysis-report
  runtime-analysis-report component-analysis-report maturity-report certification-report codified-infrastructure
  quality-metrics poam electronic-signature digital-signature rfc-9116 other`.split(/\s+/);

const text = z.string();
const texts = z.array(text);
const ref = text.min(1);
const anything = z.unknown();
const address = text.regex(/^[^\s<>"{}|\\^`\u0000-\u001f]*$/, "is no address");
const mailAddress = text.regex(
  /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@.<>"(),:;[\]\\]+$/,
  "is no e-mail address",
);
const version = text.max(1024);
const property = z.strictObject({ name: text, value: text.optional() });
const properties = z.array(property).optional();
const attachment = z.strictObject({
  contentType: text.optional(),
  encoding: z.literal("base64").optional(),
  content: text,
});
const contact = z.strictObject({
  "bom-ref": ref.optional(),
  name: text.optional(),
  email: mailAddress.optional(),
  phone: text.optional(),
});
const postalAddress = z
  .strictObject({
    "bom-ref": ref,
    country: text,
    region: text,
    locality: text,
    postOfficeBoxNumber: text,
    postalCode: text,
    streetAddress: text,
  })
  .partial();

/** An organization, as supplier, manufacturer or provider. */
export const Organization = z
  .strictObject({
    "bom-ref": ref,
    name: text,
    address: postalAddress,
    url: z.array(address),
    contact: z.array(contact),
  })
  .partial();

const acknowledgement = z.enum(["declared", "concluded"]).optional();
const risk = z.strictObject({ name: text, mitigationStrategy: text }).partial();
const fairness = z.strictObject({ groupAtRisk: text, benefits: text, harms: text, mitigationStrategy: text }).partial();
const formats = z.array(z.strictObject({ format: text.optional() }));
const metric = z
  .strictObject({
    type: text,
    value: text,
    slice: text,
    confidenceInterval: z.strictObject({ lowerBound: text, upperBound: text }).partial(),
  })
  .partial();
const graphics = z
  .strictObject({
    description: text,
    collection: z.array(z.strictObject({ name: text, image: attachment }).partial()),
  })
  .partial();
const energy = z.strictObject({ value: z.number(), unit: z.literal("kWh") });
const carbon = z.strictObject({ value: z.number(), unit: z.literal("tCO2eq") });
const activities = `design data-collection data-preparation training fine-tuning validation deployment inference
  other`.split(/\s+/);
const energySources = `coal oil natural-gas nuclear wind solar geothermal hydropower biofuel unknown other`.split(" ");
const responsible = z
  .strictObject({ organization: Organization.optional(), contact: contact.optional() })
  .refine((party) => (party.organization === undefined) !== (party.contact === undefined), {
    error: "must name an organization or a contact",
  });
const governance = z
  .strictObject({ custodians: z.array(responsible), stewards: z.array(responsible), owners: z.array(responsible) })
  .partial();

/** A piece of data: inside a data component, or inline where a model names what it was trained on. */
export const ComponentData = z.strictObject({
  "bom-ref": ref.optional(),
  type: z.enum(["source-code", "configuration", "dataset", "definition", "other"]),
  name: text.optional(),
  contents: z
    .strictObject({ attachment, url: address, properties: z.array(property) })
    .partial()
    .optional(),
  classification: text.optional(),
  sensitiveData: texts.optional(),
  graphics: graphics.optional(),
  description: text.optional(),
  governance: governance.optional(),
});

/** What stands alike in 1.6 and 1.7, with the words that came with 1.7 when `isNewest`. */
function parts(isNewest: boolean) {
  const hashAlg = z.enum(isNewest ? [...hashNames, "Streebog-256", "Streebog-512"] : hashNames);
  const hash = z.strictObject({
    alg: hashAlg,
    content: text.regex(
      /^(?:[a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$/,
      "is no hash",
    ),
  });
  const referenceType = z.enum(
    isNewest ? [...referenceNames, "patent", "patent-family", "patent-assertion", "citation"] : referenceNames,
  );
  const newest = isNewest ? { properties } : {};
  const reference = z.strictObject({
    url: address,
    comment: text.optional(),
    type: referenceType,
    hashes: z.array(hash).optional(),
    ...newest,
  });
  const licence = z
    .strictObject({
      "bom-ref": ref.optional(),
      id: text.optional(),
      name: text.optional(),
      acknowledgement,
      text: attachment.optional(),
      url: address.optional(),
      properties,
      ...(isNewest ? { licensing: anything.optional() } : {}),
    })
    .refine((given) => (given.id === undefined) !== (given.name === undefined), {
      error: "must have an id or a name, not both",
    });
  const expression = isNewest ? { expressionDetails: anything, licensing: anything, properties } : {};
  const licenceChoice = z
    .strictObject({ license: licence, expression: text, acknowledgement, "bom-ref": ref, ...expression })
    .partial()
    .refine((given) => (given.license === undefined) !== (given.expression === undefined), {
      error: "must be a license or an expression",
    });
  return { hash, reference, licenceChoice };
}

const learning = ["supervised", "unsupervised", "reinforcement-learning", "semi-supervised", "self-supervised"];
const approach = z.strictObject({ type: z.enum(learning) }).partial();

function modelCard(reference: z.ZodType) {
  const provider = z.strictObject({
    "bom-ref": ref.optional(),
    description: text.optional(),
    organization: Organization,
    energySource: z.enum(energySources),
    energyProvided: energy,
    externalReferences: z.array(reference).optional(),
  });
  const consumption = z.strictObject({
    activity: z.enum(activities),
    energyProviders: z.array(provider),
    activityEnergyCost: energy,
    co2CostEquivalent: carbon.optional(),
    co2CostOffset: carbon.optional(),
    properties,
  });
  const parameters = z
    .strictObject({
      approach,
      task: text,
      architectureFamily: text,
      modelArchitecture: text,
      datasets: z.array(z.union([z.strictObject({ ref }), ComponentData])),
      inputs: formats,
      outputs: formats,
    })
    .partial();
  const considerations = z
    .strictObject({
      users: texts,
      useCases: texts,
      technicalLimitations: texts,
      performanceTradeoffs: texts,
      ethicalConsiderations: z.array(risk),
      environmentalConsiderations: z.strictObject({ energyConsumptions: z.array(consumption), properties }).partial(),
      fairnessAssessments: z.array(fairness),
    })
    .partial();
  return z
    .strictObject({
      "bom-ref": ref,
      modelParameters: parameters,
      quantitativeAnalysis: z.strictObject({ performanceMetrics: z.array(metric), graphics }).partial(),
      considerations,
      properties,
    })
    .partial();
}

function elementFields(isNewest: boolean) {
  const { hash, reference, licenceChoice } = parts(isNewest);
  const licenses = isNewest
    ? z.array(licenceChoice)
    : z.array(licenceChoice).refine((all) => all.length < 2 || all.every((each) => each.expression === undefined));
  const shared = {
    group: text,
    version,
    description: text,
    licenses,
    externalReferences: z.array(reference),
    properties: z.array(property),
    tags: texts,
  };
  const component = {
    ...shared,
    "mime-type": text.regex(/^[-+a-z0-9.]+\/[-+a-z0-9.]+$/, "is no media type"),
    supplier: Organization,
    manufacturer: Organization,
    authors: z.array(contact),
    author: text,
    publisher: text,
    scope: z.enum(["required", "optional", "excluded"]),
    hashes: z.array(hash),
    copyright: text,
    purl: text,
    omniborId: texts,
    swhid: texts,
    modified: z.boolean(),
    modelCard: modelCard(reference),
    data: z.array(ComponentData),
  };
  const service = {
    ...shared,
    provider: Organization,
    endpoints: z.array(address),
    authenticated: z.boolean(),
    "x-trust-boundary": z.boolean(),
    trustZone: text,
  };
  return { component, service };
}

/** Fields that may stand in a printed component or service of 1.6 and of 1.7 alike, when they fit. */
export const printableFields = elementFields(false);

const newest = elementFields(true);
const unread = (names: string) => Object.fromEntries(names.split(/\s+/).map((name) => [name, anything.optional()]));

/** A component as 1.7 has it. What is read elsewhere, or only kept, may be anything. */
export const ReadComponent = z.strictObject({
  ...z.strictObject(newest.component).partial().shape,
  ...unread(
    "components pedigree cpe swid evidence releaseNotes cryptoProperties signature versionRange patentAssertions",
  ),
  type: z.enum(componentTypes),
  name: text,
  "bom-ref": ref.optional(),
  isExternal: z.boolean().optional(),
});

/** A service as 1.7 has it. What is read elsewhere, or only kept, may be anything. */
export const ReadService = z.strictObject({
  ...z.strictObject(newest.service).partial().shape,
  ...unread("services data releaseNotes signature patentAssertions"),
  name: text,
  "bom-ref": ref.optional(),
});

/** One entry of `dependencies`. */
export const ReadDependency = z.strictObject({
  ref,
  dependsOn: z.array(ref).optional(),
  provides: z.array(ref).optional(),
});
