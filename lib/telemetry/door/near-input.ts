import type { FeatureValue } from "../../interop/telemetry/record.ts";

/**
 * A text that stays the same when an input changes only a little: numbers to one significant digit, texts without case,
 * digits and spaces. Inputs that are many and all but equal under it are near-duplicates.
 */
export function nearInput(
  features: Readonly<Record<string, FeatureValue>> | undefined,
  text: string | undefined,
): string {
  const words =
    text
      ?.toLowerCase()
      .replaceAll(/[\d\s]+/g, " ")
      .trim() ?? "";
  if (features === undefined) return words;
  const columns = Object.keys(features).sort();
  const rounded = columns.map((name) => {
    const value = features[name];
    return typeof value === "number" ? Number(value.toPrecision(1)) : value;
  });
  return JSON.stringify([columns, rounded, words]);
}
