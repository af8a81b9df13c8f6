import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";

/**
 * The share of past values at or above this one, (1 + #)/(1 + n), so that it is never 0 and valid as a p-value
 * (Phipson and Smyth 2010): calibrates a statistic without a distribution on the user's own quiet history.
 */
export function empiricalP(value: unknown, history: readonly unknown[]): Answer<{ p: number; n: number }> {
  if (typeof value !== "number" || !Number.isFinite(value)) return { status: "invalid_input" };
  const { values } = finiteNumbers(history);
  if (values.length === 0) return { status: "not_enough_data" };
  const above = values.reduce((count, past) => count + (past >= value ? 1 : 0), 0);
  return answer({ p: (1 + above) / (1 + values.length), n: values.length });
}
