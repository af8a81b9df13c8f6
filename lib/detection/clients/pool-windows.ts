import { mergeFourierEmbedding, type FourierEmbedding } from "../../stats/states/fourier-embedding.ts";
import type { ClientWindow } from "./client-window.ts";

const NUMBERS = [
  "n",
  "distinctInputs",
  "distinctCoarse",
  "lowMargin",
  "marginKnown",
  "errors",
  "blocked",
  "injections",
  "injectionsPassed",
] as const;

function pooledEmbedding(windows: readonly ClientWindow[]): FourierEmbedding | undefined {
  const known = windows.flatMap(({ embedding }) => (embedding === undefined ? [] : [embedding]));
  const [first, ...others] = known;
  if (first === undefined) return undefined;
  const pooled = first.slice();
  for (const other of others) if (other.length === pooled.length) mergeFourierEmbedding(pooled, other);
  return pooled;
}

/** Several clients as if they were one. Distinct inputs add up: those that two clients share count twice. */
export function poolWindows(windows: readonly ClientWindow[]): ClientWindow {
  const sumOf = (name: (typeof NUMBERS)[number]): number => windows.reduce((sum, window) => sum + window[name], 0);
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, sumOf(name)])) as Record<
    (typeof NUMBERS)[number],
    number
  >;
  const labelCounts: Record<string, number> = {};
  const bins: number[] = [];
  for (const window of windows) {
    for (const [label, count] of Object.entries(window.labelCounts)) {
      labelCounts[label] = (labelCounts[label] ?? 0) + count;
    }
    window.confidenceBins.forEach((count, bin) => (bins[bin] = (bins[bin] ?? 0) + count));
  }
  const embedding = pooledEmbedding(windows);
  return { ...numbers, labelCounts, confidenceBins: bins, ...(embedding === undefined ? {} : { embedding }) };
}

/** The average of `clients` pooled windows, in whole numbers. */
export function averageWindow(pooled: ClientWindow, clients: number): ClientWindow {
  const part = (count: number): number => Math.round(count / clients);
  const { labelCounts, confidenceBins, embedding: _, ...numbers } = pooled;
  const averages = Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, part(count)]));
  return {
    ...(averages as Record<(typeof NUMBERS)[number], number>),
    labelCounts: Object.fromEntries(Object.entries(labelCounts).map(([label, count]) => [label, part(count)])),
    confidenceBins: confidenceBins.map(part),
  };
}
