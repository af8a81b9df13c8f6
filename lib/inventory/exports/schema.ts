import { z } from "../../zod.ts";

export const exportFormats = ["cyclonedx", "model-card", "csv", "json"] as const;

export const ExportInventoryInput = z.strictObject({
  format: z.enum(exportFormats).describe("The format of the file"),
  of: z
    .string()
    .max(63)
    .optional()
    .describe("Id of the model, version, system or other thing to export with all it is made of; a model's slug too"),
  spec: z.enum(["1.6", "1.7"]).default("1.7").describe("Version of CycloneDX"),
});

export const InventoryFileDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  content: z.string(),
  records: z.int(),
  losses: z.int().describe("Facts that the format cannot carry"),
});
