import {
  decodeConfidenceHistogram,
  emptyConfidenceHistogram,
  encodeConfidenceHistogram,
  mergeConfidenceHistogram,
  type ConfidenceHistogram,
} from "../../stats/states/confidence-histogram.ts";
import { histogramQuantile, type ExponentialHistogram } from "../../stats/states/exponential-histogram.ts";
import {
  decodeSample,
  emptyHashSample,
  encodeSample,
  mergeSample,
  type HashSample,
} from "../../stats/states/hash-sample.ts";
import { sumToInteger, SUM_SCALE_BITS } from "../../stats/states/exact-sum.ts";
import { ratioToNumber } from "../../stats/states/ratio-to-number.ts";
import type { Resolution } from "../rules.ts";
import {
  decodeFeature,
  emptyFeature,
  encodeFeature,
  mergeFeature,
  rowsOf,
  type FeatureState,
} from "./feature-state.ts";
import { decodeTraffic, emptyTraffic, encodeTraffic, mergeTraffic, type TrafficState } from "./traffic-state.ts";

/** Pairs of prediction and truth that a window counts by name. */
export const OUTCOMES = 256;

/** The numbers that stand beside a state in the table, so that charts need not open it. */
export interface WindowNumbers {
  readonly n: number;
  readonly nulls: number;
  readonly mean: number | null;
  readonly least: number | null;
  readonly largest: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly counters: readonly number[] | null;
}

/** What can be done with the states of one sort of series. */
export interface WindowKind<State> {
  readonly empty: () => State;
  /** Adds what a window of this resolution keeps. */
  readonly merge: (into: State, from: State, resolution: Resolution) => void;
  readonly encode: (state: State, resolution: Resolution) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => State | undefined;
  readonly numbers: (state: State) => WindowNumbers;
}

const nothing = { nulls: 0, mean: null, least: null, largest: null, p50: null, p95: null, p99: null, counters: null };

function quantile(histogram: ExponentialHistogram, q: number): number | null {
  const found = histogramQuantile(histogram, q);
  return found.status === "ok" ? found.value : null;
}

export const columnKind: WindowKind<FeatureState> = {
  empty: emptyFeature,
  merge: (into, from, resolution) => mergeFeature(into, from, resolution === "1h"),
  encode: (state, resolution) => encodeFeature(state, { sample: resolution !== "5m", groups: resolution === "1h" }),
  decode: decodeFeature,
  numbers: (state) => {
    const { n, least, largest, sum } = state.numbers;
    const plain = { ...nothing, n: rowsOf(state), nulls: state.nulls };
    if (n === 0) return plain;
    return {
      ...plain,
      mean: ratioToNumber(sumToInteger(sum), BigInt(n) << BigInt(SUM_SCALE_BITS)),
      least,
      largest,
      p50: quantile(state.histogram, 0.5),
      p95: quantile(state.histogram, 0.95),
      p99: quantile(state.histogram, 0.99),
    };
  },
};

export const trafficKind: WindowKind<TrafficState> = {
  empty: emptyTraffic,
  merge: mergeTraffic,
  encode: encodeTraffic,
  decode: decodeTraffic,
  numbers: ({ counters }) => ({ ...nothing, n: counters[0] ?? 0, counters: [...counters] }),
};

export const confidenceKind: WindowKind<ConfidenceHistogram> = {
  empty: emptyConfidenceHistogram,
  merge: mergeConfidenceHistogram,
  encode: encodeConfidenceHistogram,
  decode: decodeConfidenceHistogram,
  numbers: (state) => ({ ...nothing, n: state.reduce((sum, count) => sum + count, 0), counters: [...state] }),
};

export const outcomeKind: WindowKind<HashSample> = {
  empty: () => emptyHashSample(OUTCOMES),
  merge: mergeSample,
  encode: encodeSample,
  decode: decodeSample,
  numbers: (state) => ({ ...nothing, n: state.total }),
};
