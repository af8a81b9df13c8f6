import { RiskMatrix } from "../../knowledge/schema.ts";
import { z } from "../../zod.ts";

export const ReadThreatSettingsInput = z.strictObject({});

export const UpdateThreatSettingsInput = z.strictObject({
  expectedVersion: z.int().min(0).optional().describe("The version it was changed on; 0 before the first change"),
  matrix: RiskMatrix,
  reviewDays: z
    .int()
    .min(1)
    .max(1096)
    .describe("An approval older than this many days is stale, unless a threat model says otherwise"),
});

export const ThreatSettingsDto = z.strictObject({
  matrix: RiskMatrix,
  reviewDays: z.int(),
  version: z.int().describe("0 while nobody changed what the product brings"),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type ThreatSettingsDto = z.infer<typeof ThreatSettingsDto>;
