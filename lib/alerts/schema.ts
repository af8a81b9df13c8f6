import { z } from "../zod.ts";
import { line } from "../kernel/text-schema.ts";

const ExpectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this change was made on; a newer one is a conflict");

export const ReadAlertInput = z.strictObject({ id: z.uuid() });
export const ResolveAlertInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  reason: line(1_000).default("").describe("What it was, for the trail"),
});
