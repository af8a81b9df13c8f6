import { z } from "../zod.ts";

const Image = z.record(z.string(), z.json()).nullable();

export const TrailEntryDto = z.strictObject({
  entryId: z.string().describe("Position-independent number of the entry, a decimal text"),
  uuid: z.uuid(),
  version: z.int().describe("Version of the thing after this change"),
  action: z.string(),
  at: z.iso.datetime(),
  actor: z.strictObject({ type: z.string(), ref: z.string(), name: z.string() }),
  entity: z.strictObject({ type: z.string(), id: z.string(), label: z.string() }),
  before: Image.describe("Old values of the fields that changed; null for a new thing"),
  after: Image.describe("All values after the change; null when the thing is gone"),
  reason: z.string().nullable(),
  requestId: z.string(),
  erased: z.boolean(),
});

export type TrailEntry = z.output<typeof TrailEntryDto>;

const Cursor = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, "This is not a page of the trail.")
  .optional();

const Limit = z.coerce.number().int().min(1).max(200).default(50);

export const ListEntriesInput = z.strictObject({
  actor: z.string().max(100).optional().describe("Reference of a person or key, or the word for a system actor"),
  action: z.string().max(100).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe("First instant, with zone"),
  to: z.iso.datetime({ offset: true }).optional().describe("Instant before which, with zone"),
  cursor: Cursor,
  limit: Limit,
});

export const EntryPage = z.strictObject({ items: z.array(TrailEntryDto), nextCursor: z.string().nullable() });

export const ReadEntryInput = z.strictObject({ id: z.uuid().describe("The entry's UUID") });

export const EntityHistoryInput = z.strictObject({
  entityType: z.string().max(60),
  entityId: z.string().max(100),
  cursor: Cursor,
  limit: Limit,
});
