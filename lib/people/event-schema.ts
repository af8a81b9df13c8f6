import { z } from "../zod.ts";

/** What other domains learn when a person is shut out; whoever cares handles it as a job of this name. */
export const userDisabled = {
  name: "user.was_disabled",
  input: z.strictObject({ orgId: z.uuid(), userId: z.uuid() }),
  maxAttempts: 10,
} as const;
