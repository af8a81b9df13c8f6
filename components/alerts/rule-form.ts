import { burning, type Watched } from "@/lib/alerts/rules.ts";
import { AddRuleInput, ConditionDto, type RuleDto } from "@/lib/alerts/schema-rules.ts";
import { signalSeverities } from "@/lib/telemetry/rules.ts";
import { z } from "@/lib/zod.ts";

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 10_080;
const WINDOWS = "Give a whole number from 1 to 100.";
const windows = z.int(WINDOWS).min(1, WINDOWS).max(100, WINDOWS);
const MOST_REST = "Give minutes from 0 to 10,080, a week.";
const OBJECTIVE = "Give a percentage between 0 and 100, such as 99.9, or leave it empty.";
const NO_DATA = "Give 5 minutes or more, or leave it empty.";

/** A rule as its form holds it: an empty number is the empty text, spans are in minutes, the objective in percent. */
export const RuleForm = z
  .strictObject({
    name: AddRuleInput.shape.name,
    model: z.string(),
    watches: AddRuleInput.shape.watches,
    resolution: z.enum(["5m", "1h"]),
    severity: z.enum(signalSeverities),
    slowSeverity: z.enum(signalSeverities),
    objective: z.union([z.literal(""), z.number().gt(0, OBJECTIVE).lt(100, OBJECTIVE)], OBJECTIVE),
    condition: z.strictObject({
      direction: ConditionDto.shape.direction,
      fire: z.number("Give the level at which it starts."),
      clear: z.number("Give the level at which it ends."),
      windows,
      clearWindows: windows,
      noDataMinutes: z.union([z.literal(""), z.number().min(5, NO_DATA)], NO_DATA),
      cooldownMinutes: z.number(MOST_REST).min(0, MOST_REST).max(WEEK_MINUTES, MOST_REST),
    }),
  })
  .superRefine(({ condition: { direction, fire, clear } }, check) => {
    if (direction === "above" ? clear <= fire : clear >= fire) return;
    const message = "The level at which it ends must not be beyond the one at which it starts.";
    check.addIssue({ code: "custom", path: ["condition", "clear"], message });
  });

type Checked = z.output<typeof RuleForm>;
export type RuleValues = Omit<Checked, "condition"> & {
  condition: Omit<Checked["condition"], "fire" | "clear"> & { fire: number | ""; clear: number | "" };
};

/** The form of a new rule. */
export const newRule: RuleValues = {
  name: "",
  model: "",
  watches: "errors",
  resolution: "5m",
  severity: "medium",
  slowSeverity: "low",
  objective: "",
  condition: {
    direction: "above",
    fire: "",
    clear: "",
    windows: 3,
    clearWindows: 1,
    noDataMinutes: "",
    cooldownMinutes: 0,
  },
};

const percent = (share: number): number => Number((share * 100).toPrecision(12));

/** The form of a rule that there is. */
export function valuesOf(rule: RuleDto): RuleValues {
  const { name, model, watches, resolution, severity, slowSeverity, objective, condition } = rule;
  const { noDataAfterMs, cooldownMs, ...levels } = condition;
  return {
    name,
    model: model?.id ?? "",
    watches,
    resolution,
    severity,
    slowSeverity: slowSeverity ?? severity,
    objective: objective === null ? "" : percent(objective),
    condition: {
      ...levels,
      noDataMinutes: noDataAfterMs === null ? "" : noDataAfterMs / MINUTE_MS,
      cooldownMinutes: cooldownMs / MINUTE_MS,
    },
  };
}

/** Whether a rule can have an objective: only shares of which a part is bad have one. */
export const canBurn = (watches: Watched, direction: string): boolean =>
  burning.includes(watches) && direction === "above";

/** The levels with an objective: the limits of fast and slow burns are fixed, so it starts at once beyond them. */
export const burnLevels = { fire: 1, clear: 1, windows: 1, clearWindows: 1 };

/** What the server is asked, from a form that was checked. Throws where it was not. */
export function ruleOf(values: RuleValues): z.output<typeof AddRuleInput> {
  const { model, objective, slowSeverity, condition, ...told } = RuleForm.parse(values);
  const { noDataMinutes, cooldownMinutes, ...levels } = condition;
  const burns = objective !== "" && canBurn(told.watches, condition.direction);
  return {
    ...told,
    model: model === "" ? null : model,
    ...(burns ? { resolution: "5m" as const } : {}),
    slowSeverity: burns ? slowSeverity : null,
    objective: burns ? objective / 100 : null,
    condition: {
      ...levels,
      noDataAfterMs: noDataMinutes === "" ? null : Math.round(noDataMinutes * MINUTE_MS),
      cooldownMs: Math.round(cooldownMinutes * MINUTE_MS),
    },
  };
}
