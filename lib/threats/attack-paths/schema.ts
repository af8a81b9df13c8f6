import { AttackPath, Mitigation } from "../../graph/paths/schema.ts";
import { z } from "../../zod.ts";

const Id = z.uuid();
const ThreatModelId = z.string().min(1).max(200).describe("The threat model's id or slug");
const path = AttackPath.omit({ id: true }).shape;

/** What a path holds beside its name, as the row keeps it. */
export const PathContent = AttackPath.pick({ entryId: true, assetId: true, goalId: true, steps: true });
export type PathContent = z.infer<typeof PathContent>;

export const SavePathInput = z.strictObject({
  id: Id.describe("The threat model"),
  ...path,
  description: path.description.default(""),
});
export const UpdatePathInput = z.strictObject({
  id: Id.describe("The threat model"),
  pathId: Id,
  expectedVersion: z.int().min(1).describe("Version that the change was made from; another one is a conflict"),
  ...path,
});
export const RemovePathInput = z.strictObject({ id: Id.describe("The threat model"), pathId: Id });

export const ReadPathInput = z.strictObject({ id: ThreatModelId, pathId: Id });
export const ListPathsInput = z.strictObject({
  id: ThreatModelId,
  limit: z.coerce.number().int().min(1).max(200).default(200),
});
export const SuggestPathsInput = z.strictObject({
  id: ThreatModelId,
  diagramId: Id,
  assetId: Id.describe("The element that somebody may be after"),
});
export const PathEffectsInput = z.strictObject({ id: ThreatModelId });

const names = z.record(z.string(), z.string()).describe("What the elements and flows of the steps are called, by id");

export const PathDto = z.strictObject({
  ...AttackPath.shape,
  version: z.int(),
  stopped: z.array(Id).describe("Steps that what is in place stops"),
  cost: z.number().nullable().describe("Effort of the cheapest way that is open; null when there is none"),
  names,
  updatedAt: z.iso.datetime(),
});
export type PathDto = z.infer<typeof PathDto>;

export const PathListDto = z.strictObject({
  items: z.array(PathDto).describe("The cheapest to walk first; those without an open way last"),
  total: z.int(),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type PathListDto = z.infer<typeof PathListDto>;

export const SuggestedPathsDto = z.strictObject({ items: z.array(AttackPath), names });
export type SuggestedPathsDto = z.infer<typeof SuggestedPathsDto>;

const Way = z.strictObject({
  cost: z.number(),
  stepIds: z.array(Id),
  likelihood: z.number().nullable(),
  exact: z.boolean(),
});
const Effect = z.strictObject({ pathId: Id, withIt: Way.nullable(), withoutIt: Way.nullable() });

export const PathEffectsDto = z.strictObject({
  mitigations: z.array(
    z.strictObject({
      ...Mitigation.pick({ id: true, name: true, working: true }).shape,
      threats: z.array(z.strictObject({ id: Id, title: z.string() })).describe("What it is against"),
      opens: z.array(Effect).describe("Paths that become possible without it"),
      cheapens: z.array(Effect).describe("Paths that become cheaper without it"),
      cutsAlone: z.array(Id).describe("Paths that it alone leaves no way on"),
    }),
  ),
  threats: z
    .array(z.strictObject({ threatId: Id, title: z.string(), paths: z.int(), cheapest: z.int() }))
    .describe("On how many paths each threat lies, the most first"),
});
export type PathEffectsDto = z.infer<typeof PathEffectsDto>;
