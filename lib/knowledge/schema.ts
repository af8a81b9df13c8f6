import { assetTypes } from "../graph/kinds.ts";
import { z } from "../zod.ts";
import { predicateIds } from "./predicates.ts";
import { severities } from "./severity.ts";

const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "This needs words.")
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => !CONTROL_CHARACTERS.test(value), "This holds control characters. Remove them.");
const id = (pattern: RegExp, example: string) => z.string().regex(pattern, `Write it like ${example}.`);

export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

export const Stride = z.enum([
  "spoofing",
  "tampering",
  "repudiation",
  "information_disclosure",
  "denial_of_service",
  "elevation_of_privilege",
]);
export type Stride = z.infer<typeof Stride>;

export const Linddun = z.enum([
  "linking",
  "identifying",
  "non_repudiation",
  "detecting",
  "data_disclosure",
  "unawareness",
  "non_compliance",
]);
export type Linddun = z.infer<typeof Linddun>;

export const Stage = z.enum([
  "design",
  "data_sourcing",
  "training",
  "validation",
  "deployment",
  "operation",
  "retirement",
]);

export const PredicateName = z.enum(predicateIds).describe("A fact about an element (node.…) or a flow (flow.…)");

const Techniques = z.array(id(/^AML\.T\d{4}(\.\d{3})?$/, "AML.T0051.001")).max(30);
const Mitigations = z.array(id(/^AML\.M\d{4}$/, "AML.M0015")).max(30);
const LlmRisks = z.array(id(/^LLM(0[1-9]|10)$/, "LLM01")).max(10);

/** Where a threat stands in published taxonomies; each key stands for one edition, named in `taxonomies`. */
export const Mappings = z.strictObject({
  atlas: Techniques.default([]),
  atlasMitigations: Mitigations.default([]),
  owaspLlm2025: LlmRisks.default([]),
  owaspLlm2026: LlmRisks.default([]),
  owaspMl2023: z
    .array(id(/^ML(0[1-9]|10)$/, "ML02"))
    .max(10)
    .default([]),
  owaspAgentic2026: z
    .array(id(/^ASI(0[1-9]|10)$/, "ASI01"))
    .max(10)
    .default([]),
  nistAi6001: z
    .array(id(/^(?:[1-9]|1[0-2])$/, "9"))
    .max(12)
    .default([]),
  nistAiRmf: z
    .array(id(/^(?:GOVERN|MAP|MEASURE|MANAGE) \d\.\d{1,2}$/, "MEASURE 2.7"))
    .max(20)
    .default([]),
  euAiAct: z
    .array(id(/^Art\.\d{1,3}(?:\([0-9a-z]{1,3}\))*$/, "Art.15(5)"))
    .max(20)
    .default([]),
});
export type Mappings = z.infer<typeof Mappings>;

const Predicates = z.array(PredicateName).max(20);

export const Threat = z.strictObject({
  id: id(/^[A-Z][A-Z0-9]{1,9}-\d{1,4}$/, "ACME-12"),
  title: text(120),
  description: text(600).describe("What happens, in one or two sentences"),
  how: text(600).describe("How somebody does it, or how it comes about"),
  first: text(600).describe("What to do first"),
  about: z.array(z.enum(assetTypes)).min(1, "Name at least one kind that it is about.").max(20),
  stride: z.array(Stride).max(6).default([]),
  linddun: z.array(Linddun).max(7).default([]),
  stages: z.array(Stage).min(1).max(7),
  when: z
    .strictObject({ all: Predicates.default([]), any: Predicates.default([]) })
    .describe("Proposed when every fact of `all` holds and, if `any` names some, at least one of them"),
  severity: Severity,
  raiseWhen: Predicates.default([]).describe("One level more when any of these holds"),
  mappings: Mappings,
  controls: z
    .array(id(/^[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{2,10})?-\d{1,4}$/, "C-SRV-01"))
    .max(30)
    .default([]),
  playbook: id(/^[A-Z][A-Z0-9-]{1,30}$/, "PB-POISON")
    .nullable()
    .default(null),
});
export type Threat = z.infer<typeof Threat>;

/** A list of threats that can be switched on for a threat model. */
export const ThreatPack = z.strictObject({
  format: z.literal("modelkeep-threat-pack/1").describe("The name and number of this format"),
  id: id(/^[a-z][a-z0-9-]{1,59}$/, "acme-payments"),
  name: text(120),
  version: id(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, "1.0.0"),
  description: z.string().trim().max(2000).default(""),
  threats: z.array(Threat).min(1, "A pack needs a threat.").max(500),
});
export type ThreatPack = z.infer<typeof ThreatPack>;

export const Control = z.strictObject({
  id: id(/^C-[A-Z]{3}-\d{2}$/, "C-SRV-01"),
  title: text(200),
  kind: z.enum(["preventive", "detective", "corrective"]),
  stages: z.array(Stage).min(1),
  atlasMitigations: Mitigations,
  nistAiRmf: z.array(z.string()),
  euAiAct: z.array(z.string()),
  iso42001: z.array(z.string()),
  owaspAisvs: z.array(z.string()),
});
export type Control = z.infer<typeof Control>;

/** A threat that somebody wrote, in parts that make one sentence. */
export const CustomThreat = z.strictObject({
  source: text(200).describe("Who or what does it: an outsider, a labeller, a supplier's update"),
  prerequisites: z.string().trim().max(300).default("").describe("What has to be so: who can send mail to the inbox"),
  action: text(300).describe("What they do: make the assistant forward letters"),
  impact: text(300).describe("What comes of it: customer data leaves the company"),
  asset: text(200).describe("What is harmed: the correspondence of customers"),
});
export type CustomThreat = z.infer<typeof CustomThreat>;

const words = z.tuple([text(40), text(40), text(40), text(40), text(40)]);
const row = z.tuple([Severity, Severity, Severity, Severity, Severity]);

/** How likely × how bad. `severity[likelihood - 1][impact - 1]`, both from 1 (least) to 5 (most). */
export const RiskMatrix = z.strictObject({
  likelihood: words.describe("Words for likelihood 1 to 5"),
  impact: words.describe("Words for impact 1 to 5"),
  severity: z
    .tuple([row, row, row, row, row])
    .describe("One row for each likelihood, least likely first; in it one severity for each impact, least bad first"),
});
export type RiskMatrix = z.infer<typeof RiskMatrix>;
