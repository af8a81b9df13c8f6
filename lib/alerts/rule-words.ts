import type { AlertRule } from "../detection/alerts/alert-rule.ts";
import { sayNumber } from "../detection/words/say-number.ts";
import { burnWords, ruleWindows, watchedWords, type RulePart, type RuleResolution, type Watched } from "./rules.ts";

type Told = {
  watches: Watched;
  resolution: RuleResolution;
  objective: number | null;
  condition: AlertRule;
  part: RulePart;
};

/** What a rule saw, in a sentence: "Share of errors is 7%, above 5%, in 3 windows of 5 minutes in a row." */
export function ruleWords({ watches, resolution, objective, condition, part }: Told, value: number | null): string {
  const [label, unit] = watchedWords[watches];
  if (value === null) return `${label}: no data came for longer than the rule allows.`;
  if (objective !== null) {
    const [burn, limit] = burnWords[part === "slow" ? "slow" : "fast"];
    const speed = `${sayNumber(value)} times as fast as the limit of a ${burn}`;
    return `${label} uses up what ${sayNumber(objective * 100)}% as objective allows ${speed} (${limit}).`;
  }
  const { direction, fire, windows } = condition;
  const long = ruleWindows[resolution].words;
  const often = windows === 1 ? `in a window of ${long}` : `in ${windows} windows of ${long} in a row`;
  return `${label} is ${sayNumber(value)}${unit}, ${direction} ${sayNumber(fire)}${unit}, ${often}.`;
}
