import { z } from "../../zod.ts";

const decided = {
  pagesAMonth: z
    .number()
    .min(0.1)
    .max(1_000)
    .describe("False pages that are accepted of a model in a month: the budget that the alphas of all tests share"),
  eventsAMinute: z
    .int()
    .min(60)
    .max(10_000_000)
    .describe("Records that the organization may send a minute, over all processes"),
  latenessMinutes: z
    .int()
    .min(0)
    .max(1_440)
    .describe("How long after its end a window is waited for before it is judged"),
  sampling: z.boolean().describe("Whether some raw events are kept, sealed; off unless somebody switches it on"),
  samplesAnHour: z.int().min(1).max(1_000).describe("Raw events kept of a model and hour while sampling is on"),
  sampleDays: z.int().min(1).max(90).describe("Days after which samples are deleted"),
};

export const ReadTelemetrySettingsInput = z.strictObject({});

export const UpdateTelemetrySettingsInput = z.strictObject({
  expectedVersion: z.int().min(0).optional().describe("The version it was changed on; 0 before the first change"),
  ...decided,
});

export const TelemetrySettingsDto = z.strictObject({
  ...decided,
  version: z.int().describe("0 while nobody changed what the product brings"),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type TelemetrySettingsDto = z.infer<typeof TelemetrySettingsDto>;

export const ReadTelemetryUseInput = z.strictObject({});

export const ParkedBatchDto = z.strictObject({
  id: z.uuid(),
  source: z.string().describe("The door it came through"),
  receivedAt: z.iso.datetime(),
  parkedAt: z.iso.datetime(),
  events: z.int().describe("Records in it"),
  tries: z.int(),
  reason: z.string().describe("What the last try failed with"),
});
export type ParkedBatch = z.infer<typeof ParkedBatchDto>;

export const TelemetryUseDto = z.strictObject({
  lastMinute: z.int().describe("Records that came in the minute before this one"),
  lastHour: z.int().describe("Records of the last 60 minutes"),
  busiestMinute: z.int().describe("The most of one minute within the last day"),
  waiting: z.int().describe("Batches that are accepted and not yet counted"),
  oldestSeconds: z.int().describe("How long the oldest of them waits; 0 when none does"),
  samples: z.int().describe("Samples that are kept now"),
  parked: z.array(ParkedBatchDto).describe("Batches that could not be counted, the newest first, at most a hundred"),
  parkedCount: z.int(),
});
export type TelemetryUse = z.infer<typeof TelemetryUseDto>;

export const RetryBatchInput = z.strictObject({ id: z.uuid() });
export const DiscardBatchInput = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(1, "Say why it may be lost.").max(1_000).describe("Why it may be lost"),
});
export const DecidedBatchDto = z.strictObject({ id: z.uuid(), events: z.int() });
