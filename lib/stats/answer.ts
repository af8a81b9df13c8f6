/**
 * Why a statistic gives no number. `not_enough_data`: fewer values than it needs. `constant`: all values are the same,
 * so that the question has no answer. `invalid_input`: what was handed in is no sample, count or setting of that kind.
 */
export type Refusal = "not_enough_data" | "constant" | "invalid_input";

/** A number with status "ok", or the reason why there is none: statistics never throw and never answer NaN. */
export type Answer<T> = ({ readonly status: "ok" } & T) | { readonly status: Refusal };

/**
 * Closes an answer: "ok" when every number in it is finite, else "invalid_input". The last line of a statistic, so that
 * an overflow deep inside comes out as a status.
 */
export function answer<T extends object>(value: T): Answer<T> {
  const wrong = Object.values(value).some((part) => typeof part === "number" && !Number.isFinite(part));
  return wrong ? { status: "invalid_input" } : { status: "ok", ...value };
}
