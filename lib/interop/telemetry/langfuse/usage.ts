import type { JsonValue } from "../../json-value.ts";
import { type JsonObject, objectOf } from "../../supply-chain/json/parts.ts";

/** Tokens and cost of one generation, as far as it says them. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cost?: number;
}

/**
 * Tokens and cost of a generation, from `usageDetails` and `costDetails`, or the older `usage`, in Langfuse's own names and
 * those of OpenAI's two interfaces. What is no whole number from 0 (a cost: no number from 0) is left out.
 */
export function usageOf(body: JsonObject): Usage {
  const details = objectOf(body.usageDetails);
  const usage = objectOf(body.usage);
  const costs = objectOf(body.costDetails);
  const inputTokens = whole(
    details.input,
    details.prompt_tokens,
    details.input_tokens,
    usage.input,
    usage.promptTokens,
  );
  const outputTokens = whole(
    details.output,
    details.completion_tokens,
    details.output_tokens,
    usage.output,
    usage.completionTokens,
  );
  const cost = firstOf(isAmount, [costs.total, usage.totalCost, sumOf(costs.input, costs.output)]);
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cost === undefined ? {} : { cost }),
  };
}

function whole(...values: (JsonValue | undefined)[]): number | undefined {
  return firstOf((value): value is number => isAmount(value) && Number.isSafeInteger(value), values);
}

function firstOf(
  isFit: (value: JsonValue | undefined) => value is number,
  values: readonly (JsonValue | undefined)[],
): number | undefined {
  return values.find((value): value is number => isFit(value));
}

function isAmount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && value >= 0 && Number.isFinite(value);
}

function sumOf(first: JsonValue | undefined, second: JsonValue | undefined): number | undefined {
  return isAmount(first) && isAmount(second) ? first + second : undefined;
}
