import { z } from "../zod.ts";

/** What a column of a reference is counted by, as it is stored. */
export const ReferenceEdgesRow = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("number"),
    points: z.array(z.number()).max(128),
    atoms: z.array(z.boolean()).max(128),
  }),
  z.strictObject({ type: z.literal("category"), categories: z.array(z.string()).max(256) }),
]);
export type ReferenceEdgesRow = z.infer<typeof ReferenceEdgesRow>;

/** Under what windows keep their counts by a reference: its id without dashes. */
export function cellsName(referenceId: string): string {
  return referenceId.replaceAll("-", "");
}
