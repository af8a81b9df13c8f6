import { z } from "../zod.ts";
import { ruleParts, ruleResolutions, watchedNames } from "./rules.ts";
import { ConditionDto } from "./schema-rules.ts";

/** Where the alert of a rule stands at a model, as the detection room leaves it. */
export const RuleStateDto = z.strictObject({
  status: z.enum(["normal", "pending", "firing", "no_data"]),
  since: z.number().nullable(),
  startedAt: z.number().nullable(),
  beyond: z.int(),
  back: z.int(),
  lastDataAt: z.number().nullable(),
  peak: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  wasFiring: z.boolean(),
});

/** One rule at one model: how far it looked. */
export const RuleWork = z.strictObject({
  orgId: z.uuid(),
  ruleId: z.uuid(),
  modelId: z.uuid(),
  part: z.enum(ruleParts),
  watches: z.enum(watchedNames),
  resolution: z.enum(ruleResolutions),
  condition: ConditionDto,
  objective: z.number().nullable(),
  since: z.date().describe("When the rule was last changed, or the model first sent something"),
  at: z.date().nullable().describe("End of the last window it looked at"),
  state: RuleStateDto.nullable(),
});
export type RuleWork = z.output<typeof RuleWork>;

/** What a step writes, on the state that it was made on. */
const step = {
  ruleId: z.uuid(),
  modelId: z.uuid(),
  part: z.enum(ruleParts),
  was: z.date().nullable(),
  at: z.date(),
  state: RuleStateDto,
};
export const KeepStateInput = z.strictObject(step);
export const StepRuleInput = z.strictObject({
  ...step,
  event: z.enum(["pending", "withdrawn", "firing", "resolved", "no_data"]),
  value: z.number().nullable(),
});
