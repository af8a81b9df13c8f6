import { z } from "../../zod.ts";

/** What a change is about. */
export const ChangedPart = z.enum(["diagram", "zone", "element", "flow", "assumption", "threat"]);
export type ChangedPart = z.infer<typeof ChangedPart>;

/** What happened to it. */
export const ChangeKind = z.enum([
  "added",
  "removed",
  "renamed",
  "moved",
  "exposure",
  "rerouted",
  "kind",
  "binding",
  "scope",
  "answers",
  "state",
  "severity",
  "about",
  "validity",
  "described",
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One change of substance between two versions. */
export const Change = z.strictObject({
  kind: ChangeKind,
  mark: z.enum(["added", "removed", "changed"]),
  part: ChangedPart,
  id: z.uuid().describe("Of what changed, the same in both versions"),
  diagramId: z.uuid().nullable().describe("The diagram it is in; null for threats"),
  name: z.string().describe("What it is called now, or was called when it is gone"),
  weight: z.enum(["high", "medium", "low"]).describe("How much a reviewer should care"),
  words: z.string().describe("The change as a sentence"),
});
export type Change = z.infer<typeof Change>;

export const ModelDiff = z.strictObject({
  changes: z.array(Change).describe("The weightiest first"),
  drawingOnly: z.int().min(0).describe("Things that were only moved, sized or bent on the drawing"),
});
export type ModelDiff = z.infer<typeof ModelDiff>;
