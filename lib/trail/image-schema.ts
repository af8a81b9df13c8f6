import { z } from "../zod.ts";
import { TrailEntryDto } from "./schema.ts";

const Types = z.array(z.string().max(60)).min(1).max(20);

export const ImageAtInput = z.strictObject({
  entityTypes: Types.describe("The types the thing may be of"),
  entityId: z.string().max(100),
  time: z.iso.datetime({ offset: true }),
});

export const ImageAtDto = z.strictObject({
  entry: TrailEntryDto.nullable().describe("The newest entry at that millisecond or before"),
  first: z.iso.datetime().nullable(),
  next: z.strictObject({ uuid: z.uuid(), at: z.iso.datetime() }).nullable(),
});

export const ImagesAtInput = z.strictObject({
  entityType: z.string().max(60),
  time: z.iso.datetime({ offset: true }),
  having: z
    .array(z.strictObject({ path: z.array(z.string().max(60)).min(1).max(5), anyOf: z.array(z.string()).min(1) }))
    .max(5)
    .describe("What must stand at these places of the image"),
  cursor: z.string().max(100).optional().describe("The id of the last thing of the page before"),
  limit: z.int().min(1).max(200),
});

export const ImagesAtDto = z.strictObject({
  items: z.array(TrailEntryDto).describe("The newest entries of the things that fit, by the things' ids"),
  nextCursor: z.string().nullable(),
  total: z.int(),
  erased: z.int().describe("Things whose image of that time was erased"),
});
