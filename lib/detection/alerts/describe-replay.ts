import { sayNumber } from "../words/say-number.ts";
import type { RuleReplay } from "./replay-rule.ts";

const DAY = 24 * 3_600_000;

/** A replay in words: "Would have fired 3 times in 90 days, for 14 hours in all." */
export function describeReplay({ fired, noData, windowsWithData, spanMs }: RuleReplay): string {
  if (windowsWithData === 0) return "There is no history with data to replay the rule over.";
  const days = Math.max(1, Math.round(spanMs / DAY));
  const times = (n: number): string => (n === 1 ? "once" : `${sayNumber(n)} times`);
  const often = fired.length === 0 ? "Would not have fired" : `Would have fired ${times(fired.length)}`;
  const span = `in ${days === 1 ? "one day" : `${sayNumber(days)} days`}`;
  const gaps = noData.length === 0 ? "" : ` Data was missing ${times(noData.length)}.`;
  return `${often} ${span}.${gaps}`;
}
