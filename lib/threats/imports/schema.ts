import { z } from "../../zod.ts";

/** How a file of a threat model is taken: into which threat model. Left out: the one it was imported into before, else a new one. */
export const ThreatImportOptions = z.strictObject({
  into: z.union([z.uuid(), z.literal("new")]).optional(),
});
export type ThreatImportOptions = z.infer<typeof ThreatImportOptions>;
