import type { AlertLabels } from "./alert-labels.ts";

/** The three signs with a meaning of their own, as in an address. */
function escaped(text: string): string {
  return text.replace(/[%&=]/gu, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/**
 * One text for one alert, whatever the order of its labels: `feature=age&model=fraud`, names sorted by UTF-16 units. Two
 * alerts are the same when their labels are; empty labels do not count.
 */
export function fingerprint(labels: AlertLabels): string {
  return Object.entries(labels)
    .filter(([, value]) => value !== "")
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join("&");
}
