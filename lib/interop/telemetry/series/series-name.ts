import { TELEMETRY_LIMITS } from "../record.ts";
import { storableText } from "./storable-text.ts";

/**
 * The name of a series: the metric's name with its labels in braces, sorted, values quoted and escaped as in the exposition format
 * of Prometheus: `http_requests_total{code="500"}`. Sorts `labels` in place. At most 256 UTF-16 units, a longer one told apart.
 */
export function seriesName(name: string, labels: [key: string, value: string][]): string {
  if (labels.length === 0) return storableText(name, TELEMETRY_LIMITS.nameLength);
  labels.sort(byKey);
  let text = `${name}{`;
  for (const [index, [key, value]] of labels.entries()) {
    text += `${index === 0 ? "" : ","}${key}="${/["\\\n]/.test(value) ? escaped(value) : value}"`;
  }
  return storableText(`${text}}`, TELEMETRY_LIMITS.nameLength);
}

function byKey([left]: [string, string], [right]: [string, string]): number {
  return left < right ? -1 : Number(left > right);
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
