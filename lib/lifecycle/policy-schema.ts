import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { gateTargets, sensitivityOrder } from "./rules.ts";

export const GateTargetName = z.enum(gateTargets).describe("What the gate leads to");
export const SensitivityLevel = z.enum(sensitivityOrder);

export const GateCondition = z
  .strictObject({
    sensitivityFrom: SensitivityLevel.optional().describe("The lowest sensitivity it holds for; any, when left out"),
  })
  .describe("When it holds: all of its parts together; always, when empty");
export type GateCondition = z.infer<typeof GateCondition>;

export const CriterionId = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]{1,79}$/, "Use small letters, digits and . _ - , such as own.red-team.")
  .describe("The criterion's id; it never changes");

const wording = {
  title: line(200).min(1, "Say what must be so.").describe("What must be so"),
  why: line(600).describe("Why it matters"),
  source: line(300).describe("Where the demand comes from"),
  gates: z.array(GateTargetName).min(1, "Choose at least one gate.").max(7).describe("The gates it belongs to"),
  evidence: z.boolean().describe("Whether attesting it takes evidence"),
};

const strictness = {
  enabled: z.boolean().describe("Whether the gates look at it at all"),
  applies: GateCondition.describe("Which versions it applies to"),
  blocks: GateCondition.nullable().describe("Which of them it stops; null only advises"),
};

/** A criterion as gates use it: satisfied by facts, or, when it names none, attested by a person. */
export const Criterion = z.strictObject({
  id: CriterionId,
  ...wording,
  ...strictness,
  facts: z.array(z.string()).describe("Computed facts that must all hold; empty: a person attests it"),
  own: z.boolean().describe("Whether the organization added it"),
});
export type Criterion = z.infer<typeof Criterion>;

/** What an organization sets of a criterion that came with the product. */
export const CriterionSettings = z.strictObject(strictness);
export type CriterionSettings = z.infer<typeof CriterionSettings>;

export const OwnCriterion = z.strictObject({ id: CriterionId, ...wording, ...strictness });
export type OwnCriterion = z.infer<typeof OwnCriterion>;

export const UpdateGatePolicyInput = z.strictObject({
  expectedVersion: z
    .int()
    .min(0)
    .describe("The policy version this change was made on, 0 while there is none; a newer one is a conflict"),
  settings: z
    .record(CriterionId, CriterionSettings)
    .describe("Settings of shipped criteria that differ from the default"),
  own: z
    .array(OwnCriterion)
    .max(100, "At most 100 criteria of your own fit here.")
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Each criterion needs an id of its own.")
    .describe("The organization's own criteria; a person attests each"),
  reason: line(500).optional().describe("Why; kept in the trail"),
});
export type UpdateGatePolicyInput = z.infer<typeof UpdateGatePolicyInput>;

export const ReadGatePolicyInput = z.strictObject({});

export const GatePolicyDto = z.strictObject({
  version: z.int().describe("Counts the saved versions; 0 while the organization uses the defaults"),
  updatedAt: z.iso.datetime().nullable(),
  criteria: z.array(Criterion),
  defaults: z.record(z.string(), CriterionSettings).describe("What the product ships for its own criteria"),
  facts: z.record(z.string(), z.string()).describe("What each computed fact says"),
  abilities: z.strictObject({ update: z.boolean() }),
});
export type GatePolicyDto = z.infer<typeof GatePolicyDto>;
