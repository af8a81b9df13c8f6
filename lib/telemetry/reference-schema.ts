import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { ReferenceDto } from "./schema.ts";

const Instant = z.iso.datetime({ offset: true, error: "Write the time as 2026-05-12T09:30:00Z." });
const reason = z.string().trim().max(1_000).min(1, "Say why this time is what windows should be compared with.");

export const ProposeReferenceInput = z
  .strictObject({
    id: z.string().max(200),
    from: Instant.describe("Begin of the time whose windows become the reference"),
    to: Instant.describe("Its end"),
    reason: reason.describe("Why this time is a good one to compare with"),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "The end must lie after the begin.",
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 92 * 86_400_000, {
    path: ["from"],
    error: "A reference spans at most 92 days.",
  });

export const UploadReferenceInput = z.strictObject({
  id: z.string().max(200),
  columns: z
    .record(line(256), z.array(z.union([z.number(), z.string().max(8_192), z.boolean(), z.null()])).max(100_000))
    .refine((columns) => Object.keys(columns).length <= 500, "A reference has at most 500 columns.")
    .describe("Cells by the name of the feature, at most 1 MB: a fair sample of the training data"),
  reason: reason.describe("Where these rows come from"),
});

export const DecideReferenceInput = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().max(1_000).default("").describe("Why"),
  expectedVersion: z.int().min(1).optional(),
});

export const ListReferencesInput = z.strictObject({ id: z.string().max(200) });
export const ReferenceList = z.strictObject({ items: z.array(ReferenceDto) });
