import type { FeatureValue } from "../../interop/telemetry/record.ts";

const scratch = new DataView(new ArrayBuffer(8));
/** Sign, exponent and two bits of the fraction: values within about an eighth of each other mostly agree. */
const DROPPED_BITS = 18;

function nearNumber(value: number): string {
  scratch.setFloat64(0, value + 0);
  return String.fromCharCode(scratch.getUint32(0) >>> DROPPED_BITS);
}

/**
 * A text that mostly stays the same when an input changes only a little: numbers by their magnitude, texts without case, digits
 * and spaces. Inputs that are many and all but equal under it are near-duplicates. The order of the features counts.
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
  let near = words;
  for (const name of Object.keys(features)) {
    const value = features[name];
    near += typeof value === "number" ? nearNumber(value) : `\n${String(value)}\n`;
  }
  return near;
}
