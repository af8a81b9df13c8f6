import { z } from "../../zod.ts";

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What is sealed of an event. A client is a keyed hash; answers of models are never part of an event. */
export const SampleContent = z.strictObject({
  operation: z.string().optional(),
  client: z.string().optional().describe("Keyed hash"),
  prediction: z.union([z.string(), z.number()]).optional(),
  confidence: z.number().optional(),
  margin: z.number().optional(),
  label: z.union([z.string(), z.number()]).optional(),
  latencyMs: z.number().optional(),
  inputTokens: z.number().optional(),
  outputTokens: z.number().optional(),
  cost: z.number().optional(),
  error: z.string().optional(),
  refused: z.boolean().optional(),
  input: z.string().optional().describe("The text that the model got"),
  features: z.record(z.string(), Value).optional(),
  flags: z.record(z.string(), Value).optional(),
  leftOut: z.int().optional().describe("Features that were too long to be kept"),
});
export type SampleContent = z.infer<typeof SampleContent>;

export const OpenSamplesInput = z.strictObject({
  id: z.string().max(200),
  to: z.iso.datetime({ offset: true }).optional().describe("Only older ones; `at` of the last one seen"),
  toId: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .describe("With `to`: the `id` of the last one seen, since several may be of one moment"),
  limit: z.int().min(1).max(100).default(25),
});

export const SampleDto = z.strictObject({
  id: z.string().describe("Its rank, as hexadecimal"),
  at: z.iso.datetime(),
  version: z.string().nullable().describe("Label of the version; null when none was stated"),
  content: SampleContent.nullable().describe("Null when it cannot be opened: sealed with another key"),
});
export type Sample = z.infer<typeof SampleDto>;

export const SamplesDto = z.strictObject({
  sampling: z.boolean().describe("Whether the organization keeps samples"),
  items: z.array(SampleDto).describe("The newest first"),
  total: z.int().describe("How many are kept of this model"),
});
