import { line, prose } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";

const Id = z.uuid();

/** How much one attack path may hold. */
export const pathLimits = { steps: 100, after: 20 } as const;

/**
 * One step of an attack: possible once the steps it comes after are done, all of them or any one. A step that comes after none
 * can be taken at once. Effort 0 is a junction: nothing of its own to do.
 */
export const AttackStep = z.strictObject({
  id: Id,
  title: line(200).min(1, "A step needs words."),
  threatId: Id.nullable().describe("The threat that is used; null for free text"),
  elementId: Id.nullable().describe("The element or flow where it happens"),
  effort: z.int().min(0).max(5).describe("What it takes, from 1 (little) to 5 (very much); 0 for a mere junction"),
  likelihood: z.int().min(1).max(5).nullable().describe("How likely it works when tried; null when nobody rated it"),
  needs: z.enum(["all", "any"]).describe("Whether all of the steps before are needed, or any one of them"),
  after: z.array(Id).max(pathLimits.after).describe("The steps it comes after"),
});
export type AttackStep = z.infer<typeof AttackStep>;

/** How somebody gets from an entry to an asset, as a graph of steps that ends in one. */
export const AttackPath = z.strictObject({
  id: Id,
  name: line(200).min(1, "A path needs a name."),
  description: prose(),
  entryId: Id.nullable().describe("The element where the attack begins"),
  assetId: Id.nullable().describe("The element that it is after"),
  goalId: Id.describe("The last step: with it the attack has succeeded"),
  steps: z.array(AttackStep).min(1, "A path needs a step.").max(pathLimits.steps),
});
export type AttackPath = z.infer<typeof AttackPath>;

/** Something that stops steps. `working` is false while it is planned, broken or removed. */
export const Mitigation = z.strictObject({
  id: Id,
  name: line(200),
  working: z.boolean(),
  threatIds: z.array(Id).describe("Steps that use one of these threats are stopped"),
  stepIds: z.array(Id).describe("Steps that are stopped beside those"),
});
export type Mitigation = z.infer<typeof Mitigation>;

/** What is wrong with a path. */
export const PathProblem = z.strictObject({
  code: z.enum(["twice", "no_goal", "missing", "cycle", "unreachable", "too_many"]),
  stepId: Id.nullable(),
  message: z.string(),
});
export type PathProblem = z.infer<typeof PathProblem>;
