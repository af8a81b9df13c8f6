import { LifecycleStage, Sensitivity } from "../inventory/schema.ts";
import { z } from "../zod.ts";

const ModelLine = z.strictObject({ slug: z.string(), name: z.string() });

export const Attention = z.strictObject({
  kind: z.enum(["alerts", "no_owner", "no_purpose", "sensitive_without_owner", "second_factor"]),
  count: z.int().min(1),
  examples: z.array(ModelLine).describe("The first few models, by name"),
});
export type Attention = z.output<typeof Attention>;

export const OverviewDto = z.strictObject({
  models: z.int().min(0).describe("Models that are not archived"),
  archived: z.int().min(0),
  matrix: z
    .array(z.strictObject({ sensitivity: Sensitivity, stage: LifecycleStage, count: z.int().min(1) }))
    .describe("How many models are at each stage, by sensitivity; cells with none are left out"),
  attention: z.array(Attention),
  myOpenTasks: z.int().min(0),
  peopleCount: z.int().min(0),
  recent: z.array(
    z.strictObject({ slug: z.string(), name: z.string(), updatedAt: z.iso.datetime(), version: z.int() }),
  ),
  trail: z
    .strictObject({ entries: z.int().min(0), lastDay: z.int().min(0) })
    .nullable()
    .describe("Entries of the audit trail; null for those who may not read it"),
  abilities: z.strictObject({ register: z.boolean(), importCards: z.boolean(), invite: z.boolean() }),
});
export type Overview = z.output<typeof OverviewDto>;

export const OverviewInput = z.strictObject({});
