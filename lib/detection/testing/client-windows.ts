import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import type { ClientWindow } from "../clients/client-window.ts";
import { poisson } from "./labelled-series.ts";

/** How a made client behaves: shares of 0 to 1. */
export interface Behaviour {
  readonly queries: number;
  readonly distinct: number;
  readonly variants: number;
  readonly labels: readonly number[];
  readonly lowMargin: number;
  readonly confident: number;
}

export const ORDINARY: Behaviour = {
  queries: 120,
  distinct: 0.7,
  variants: 0.05,
  labels: [0.8, 0.15, 0.05],
  lowMargin: 0.05,
  confident: 0.5,
};

export const COPYING: Behaviour = {
  ...ORDINARY,
  queries: 2000,
  distinct: 0.999,
  variants: 0.4,
  labels: [0.34, 0.33, 0.33],
  lowMargin: 0.3,
};

/** One window of a client, drawn with a fixed seed. */
export function clientWindow(seed: number, behaviour: Behaviour = ORDINARY): ClientWindow {
  const [uniform, normal] = [uniformStream(seed), normalStream(seed + 1)];
  const n = poisson(behaviour.queries, uniform, normal);
  const hits = (total: number, share: number): number => {
    let count = 0;
    for (let k = 0; k < total; k += 1) if (uniform() < share) count += 1;
    return count;
  };
  const labelCounts: Record<string, number> = {};
  for (let k = 0; k < n; k += 1) {
    const u = uniform();
    let label = 0;
    let sum = behaviour.labels[0] ?? 1;
    while (u > sum && label < behaviour.labels.length - 1) sum += behaviour.labels[(label += 1)] ?? 1;
    labelCounts[`label ${label}`] = (labelCounts[`label ${label}`] ?? 0) + 1;
  }
  const distinctInputs = hits(n, behaviour.distinct);
  const sure = hits(n, behaviour.confident);
  const confidenceBins = Array.from({ length: 20 }, (_, bin) => (bin === 19 ? sure : bin === 14 ? n - sure : 0));
  return {
    n,
    distinctInputs,
    distinctCoarse: distinctInputs - hits(distinctInputs, behaviour.variants),
    labelCounts,
    lowMargin: hits(n, behaviour.lowMargin),
    marginKnown: n,
    confidenceBins,
    errors: 0,
    blocked: 0,
    injections: 0,
    injectionsPassed: 0,
  };
}

export function crowd(size: number, seed = 100, behaviour = ORDINARY): ClientWindow[] {
  return Array.from({ length: size }, (_, k) => clientWindow(seed + 7 * k, behaviour));
}
