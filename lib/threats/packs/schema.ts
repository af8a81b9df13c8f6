import { ThreatPack } from "../../knowledge/schema.ts";
import { z } from "../../zod.ts";

const Id = z.uuid();

export const ThreatPackDto = z.strictObject({
  id: Id.nullable().describe("Null for what comes with the product"),
  key: z.string().describe("By this name threat models switch it on"),
  name: z.string(),
  packVersion: z.string(),
  description: z.string(),
  threats: z.int(),
  state: z.enum(["built_in", "active", "retired"]),
  usedBy: z.int().describe("Threat models that switched it on"),
  version: z.int(),
  updatedAt: z.iso.datetime().nullable(),
});
export type ThreatPackDto = z.infer<typeof ThreatPackDto>;

export const ListThreatPacksInput = z.strictObject({});
export const ThreatPackListDto = z.strictObject({
  items: z.array(ThreatPackDto).describe("What comes with the product first, then by name"),
  abilities: z.strictObject({ manage: z.boolean() }),
});

export const ReadThreatPackInput = z.strictObject({ key: z.string().min(1).max(60) });
export const ThreatPackContentDto = z.strictObject({ ...ThreatPackDto.shape, content: ThreatPack });

export const SaveThreatPackInput = z.strictObject({
  content: ThreatPack.describe("The whole pack; one with the same id takes the place of the stored one"),
  expectedVersion: z.int().min(1).optional().describe("The version that it takes the place of"),
});
export const RetireThreatPackInput = z.strictObject({
  key: z.string().min(1).max(60),
  expectedVersion: z.int().min(1).optional(),
  reason: z.string().trim().max(1000).optional(),
});
