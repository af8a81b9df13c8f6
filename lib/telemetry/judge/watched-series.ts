import { counterPlace } from "../states/traffic-state.ts";

/** A quantity of a window and how many values it rests on. */
export interface Measured {
  readonly value: number;
  readonly n: number;
}

/** What is known of a model in a window: counters of all versions, and its measured quantities. */
export interface Watch {
  readonly counters: readonly number[] | null;
  readonly latency: Measured | null;
  readonly confidence: Measured | null;
  readonly tokens: Measured | null;
  readonly cost: Measured | null;
  readonly strangeness: Measured | null;
}

export const emptyWatch: Watch = {
  counters: null,
  latency: null,
  confidence: null,
  tokens: null,
  cost: null,
  strangeness: null,
};

/** A series that is looked at by itself. */
export interface WatchedSeries {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /**
   * Values that a window must rest on: a percentile of few values lies lower than one of many, so it would follow the traffic. Windows of
   * five minutes with fewer say nothing; hours are looked at besides. 1 for what any window says.
   */
  readonly needs: number;
  readonly of: (watch: Watch) => Measured | null;
}

const count = ({ counters }: Watch, name: keyof typeof counterPlace): number => counters?.[counterPlace[name]] ?? 0;

function shareOf(watch: Watch, name: keyof typeof counterPlace, of: keyof typeof counterPlace): Measured | null {
  const n = count(watch, of);
  return n === 0 ? null : { value: count(watch, name) / n, n };
}

const PERCENTILE = 60;
const SHARE = 30;

/** Everything that is watched of every model, in the order in which it is looked at. */
export const watchedSeries: readonly WatchedSeries[] = [
  {
    ...{ id: "volume", label: "Requests in five minutes", unit: "", needs: 1 },
    of: (watch) => ({ value: count(watch, "events"), n: 1 }),
  },
  {
    ...{ id: "errors", label: "Share of errors", unit: "", needs: 1 },
    of: (watch) => shareOf(watch, "errors", "events"),
  },
  {
    ...{ id: "refused", label: "Share of refusals", unit: "", needs: 1 },
    of: (watch) => shareOf(watch, "refused", "events"),
  },
  {
    ...{ id: "latency", label: "Latency, 95th percentile", unit: " ms", needs: PERCENTILE },
    of: ({ latency }) => latency,
  },
  { ...{ id: "confidence", label: "Mean confidence", unit: "", needs: 1 }, of: ({ confidence }) => confidence },
  {
    ...{ id: "tokens", label: "Tokens of an answer, 95th percentile", unit: "", needs: PERCENTILE },
    of: ({ tokens }) => tokens,
  },
  {
    ...{ id: "accuracy", label: "Accuracy where the truth is known", unit: "", needs: SHARE },
    of: (watch) => shareOf(watch, "correct", "labelled"),
  },
  {
    ...{ id: "ood", label: "Distance from the training data, 95th percentile", unit: "", needs: PERCENTILE },
    of: ({ strangeness }) => strangeness,
  },
  { ...{ id: "cost", label: "Mean cost of a request", unit: " USD", needs: 1 }, of: ({ cost }) => cost },
];

export type WatchedResolution = "5m" | "1h";
/** The series that are looked at in windows of a length: all in five minutes, in hours those that may need them. */
export function seriesOf(resolution: WatchedResolution): readonly WatchedSeries[] {
  return resolution === "5m" ? watchedSeries : watchedSeries.filter(({ needs }) => needs > 1);
}

/** What a window says of a series, with the weight of its values; null when it has too few. */
export function pointOf({ needs, of }: WatchedSeries, watch: Watch): { value: number; weight: number } | null {
  const measured = of(watch);
  return measured === null || measured.n < needs ? null : { value: measured.value, weight: measured.n };
}
