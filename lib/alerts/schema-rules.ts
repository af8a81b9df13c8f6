import { line } from "../kernel/text-schema.ts";
import { signalSeverities } from "../telemetry/rules.ts";
import { z } from "../zod.ts";
import { ruleParts, ruleResolutions, watchedNames } from "./rules.ts";

const Moment = z.iso.datetime();
const ExpectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this change was made on; a newer one is a conflict");

export const ConditionDto = z.strictObject({
  direction: z.enum(["above", "below"]),
  fire: z.number().describe("Beyond this it starts; requests an hour, percent, or the unit of the quantity"),
  clear: z.number().describe("Back within this it ends; not beyond `fire`, so that it does not flutter"),
  windows: z.int().min(1).max(100).default(1).describe("Windows with data in a row before it fires"),
  clearWindows: z.int().min(1).max(100).default(1).describe("Windows with data in a row before it ends"),
  noDataAfterMs: z
    .int()
    .min(300_000)
    .nullable()
    .default(null)
    .describe("Without data for so many milliseconds it says so; null to leave it at that"),
  cooldownMs: z.int().min(0).max(604_800_000).default(0).describe("After it ended it does not start for so long"),
});

const watched = {
  model: z.string().max(200).nullable().default(null).describe("Id or slug; null is every model with telemetry"),
  watches: z.enum(watchedNames),
  resolution: z
    .enum(ruleResolutions)
    .default("5m")
    .describe("Length of its windows; those of 5m are stored a week, 1h 90 days"),
  condition: ConditionDto,
  objective: z
    .number()
    .gt(0)
    .lt(1)
    .nullable()
    .default(null)
    .describe(
      "For shares, such as 0.999: fires by how fast it is used up, in units of the limits of fast and slow burns; wants windows of 5m",
    ),
};
const told = {
  name: line(120).min(1, "Give the rule a name."),
  severity: z.enum(signalSeverities).describe("Of its alerts; with an objective, of fast burns"),
};
const slowSeverity = z
  .enum(signalSeverities)
  .nullable()
  .describe("With an objective: of slow burns, which make a ticket instead of a page; null is as grave as fast ones");

export const AddRuleInput = z.strictObject({
  ...told,
  severity: told.severity.default("medium"),
  slowSeverity: slowSeverity.default(null),
  ...watched,
});
export const UpdateRuleInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  name: told.name.optional(),
  severity: told.severity.optional(),
  slowSeverity: slowSeverity.optional(),
  condition: ConditionDto.optional(),
});
export const RuleInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion });
export const ListRulesInput = z.strictObject({});

const ModelDto = z.strictObject({ id: z.uuid(), name: z.string(), slug: z.string() });

export const RuleDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  model: ModelDto.nullable(),
  severity: z.enum(signalSeverities),
  slowSeverity,
  watches: z.enum(watchedNames),
  resolution: z.enum(ruleResolutions),
  condition: ConditionDto,
  objective: z.number().nullable(),
  enabled: z.boolean(),
  open: z.int().describe("How many of its alerts are open"),
  version: z.int(),
});
export type RuleDto = z.output<typeof RuleDto>;
export const RuleListDto = z.strictObject({ items: z.array(RuleDto).describe("At most 500, by name") });

export const ReplayRuleInput = z.strictObject({
  ...watched,
  days: z.int().min(1).max(90).default(90).describe("How far back, as far as windows of this length are stored"),
});
export const ReplayDto = z.strictObject({
  from: Moment,
  to: Moment,
  fired: z.int().describe("How often it would have fired, over all models"),
  models: z
    .array(
      z.strictObject({
        model: ModelDto,
        words: z
          .string()
          .describe(
            "Would have fired 3 times in 90 days. With an objective a sentence for fast and one for slow burns.",
          ),
        fired: z.array(
          z.strictObject({ from: Moment, to: Moment.nullable(), peak: z.number(), part: z.enum(ruleParts) }),
        ),
        noData: z.int(),
        windows: z.int(),
        windowsWithData: z.int(),
      }),
    )
    .describe("At most 50 models"),
});
