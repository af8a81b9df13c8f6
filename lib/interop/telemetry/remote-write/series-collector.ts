import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { WireReader } from "../protobuf/wire-reader.ts";
import type { RejectedRecord, TelemetryLimits, TelemetryMeasure } from "../record.ts";
import { storableText } from "../series/storable-text.ts";
import { type LabelledSeries, seriesOfLabels } from "./labels.ts";
import { isTotal, type MetricMetadata } from "./metric-types.ts";
import { histogramOf, type NativeHistogram } from "./native-histogram.ts";

const STALE = [0x7ff0_0000, 0x0000_0002] as const;
const MOST_BUCKETS = 500_000;

export interface Sample {
  readonly value: number;
  readonly stale: boolean;
  readonly at: number;
  readonly startedAt: number;
}

/** A TimeSeries as it was read, before it is known what its metric is. */
export interface RawSeries {
  /** Names and values in turn. */
  readonly labels: string[];
  readonly samples: Sample[];
  readonly histograms: NativeHistogram[];
  exemplars: number;
  /** Version 2 only: when the counter began, for all samples without a start of their own. */
  createdAt: number;
}

/** How much of a request was written, as version 2 wants it said. */
export interface RemoteWriteStatistics {
  readonly samples: number;
  readonly histograms: number;
  readonly exemplars: number;
}

/** Reads a Sample: 1 value, 2 timestamp, in version 2 also 3 start. */
export function readSample(reader: WireReader): Sample {
  let [value, at, startedAt] = [0, 0, 0];
  let stale = false;
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      stale = reader.doubleIs(...STALE);
      value = reader.double();
    } else if (field === 2) at = Number(reader.signed());
    else if (field === 3) startedAt = Number(reader.signed());
    else reader.skip();
  }
  reader.close(outerEnd);
  return { value, stale, at, startedAt };
}

/** Makes measures of series, in their order. */
export class SeriesCollector {
  readonly measures: TelemetryMeasure[] = [];
  readonly rejected: RejectedRecord[] = [];
  ignored = 0;
  readonly #limits: TelemetryLimits;
  #samples = 0;
  #histograms = 0;
  #buckets = 0;
  #index = -1;

  constructor(limits: TelemetryLimits) {
    this.#limits = limits;
  }

  /** Exemplars are counted among the ignored: none is kept. */
  get statistics(): RemoteWriteStatistics {
    return { samples: this.#samples, histograms: this.#histograms, exemplars: 0 };
  }

  series(raw: RawSeries, metadataOf: (metric: string) => MetricMetadata | undefined): void {
    this.#index += 1;
    this.ignored += raw.exemplars;
    if (raw.samples.length + raw.histograms.length === 0) return;
    const series = seriesOfLabels(raw.labels);
    if (typeof series === "string") return this.#rejectAll(raw, series);
    const metadata = metadataOf(series.metric) ?? { type: 0, unit: "" };
    const unit = metadata.unit === "" ? {} : { unit: storableText(metadata.unit, this.#limits.nameLength) };
    const total = isTotal(series.metric, metadata.type);
    for (const sample of raw.samples) this.#sample(series, sample, unit, total ? (raw.createdAt ?? 0) : null);
    for (const [at, histogram] of raw.histograms.entries()) {
      this.#histogram(series, histogram, unit, { at, createdAt: raw.createdAt });
    }
  }

  /** `createdAt` is null for a gauge. A NaN or an infinite value is no number to draw: it is written as nothing. */
  #sample({ head }: LabelledSeries, sample: Sample, unit: { unit?: string }, createdAt: number | null): void {
    const { at, value, stale } = sample;
    this.#samples += 1;
    if (stale) this.measures.push({ ...head, at, ...unit, value: { kind: "stale" } });
    else if (!Number.isFinite(value)) this.ignored += 1;
    else if (createdAt === null) this.measures.push({ ...head, at, ...unit, value: { kind: "gauge", value } });
    else {
      const startedAt = sample.startedAt || createdAt || null;
      this.measures.push({ ...head, at, ...unit, value: { kind: "total", value, startedAt } });
    }
    this.#count();
  }

  #histogram(
    { head }: LabelledSeries,
    histogram: NativeHistogram,
    unit: { unit?: string },
    place: { at: number; createdAt: number },
  ): void {
    const { at, stale, gauge } = histogram;
    const value = stale ? "" : histogramOf(histogram);
    if (stale) this.measures.push({ ...head, at, ...unit, value: { kind: "stale" } });
    else if (typeof value === "string") {
      this.rejected.push({
        place: `/timeseries/${this.#index}/histograms/${place.at}`,
        code: "invalid",
        message: value,
      });
      this.#histograms -= 1;
    } else {
      const startedAt = gauge ? null : histogram.startedAt || place.createdAt || null;
      this.measures.push({
        ...head,
        at,
        ...unit,
        value: { kind: "histogram", cumulative: !gauge, startedAt, ...value },
      });
      this.#buckets += value.buckets.length;
    }
    this.#histograms += 1;
    this.#count();
  }

  #rejectAll({ samples, histograms }: RawSeries, message: string): void {
    for (const [name, list] of [["samples", samples] as const, ["histograms", histograms] as const]) {
      for (const at of list.keys()) {
        this.rejected.push({ place: `/timeseries/${this.#index}/${name}/${at}`, code: "invalid", message });
        this.#count();
      }
    }
  }

  #count(): void {
    const { events } = this.#limits;
    const what =
      this.measures.length + this.rejected.length > events
        ? `${events} samples`
        : this.#buckets > MOST_BUCKETS
          ? `${MOST_BUCKETS} buckets`
          : "";
    if (what === "") return;
    const message = `The request holds more than ${what}. Send smaller ones.`;
    throw new UnreadableBatchError("too_large", message, `/timeseries/${this.#index}`);
  }
}
