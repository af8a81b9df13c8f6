import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { HistogramValue, MeasureValue, RejectedRecord, TelemetryLimits, TelemetryMeasure } from "../record.ts";
import { exponentialBuckets } from "../series/exponential-buckets.ts";
import { seriesName } from "../series/series-name.ts";
import { storableText } from "../series/storable-text.ts";
import { wordsOf } from "./attributes.ts";
import type { BatchPlace } from "./batch-place.ts";
import { explicitBuckets, problemOfNumbers, sparseBuckets } from "./histogram-points.ts";
import type { ExponentialPoint, HistogramPoint, NumberPoint, OtlpMetric, OtlpOrigin, SummaryPoint } from "./parts.ts";
import { SUBJECT_ATTRIBUTES, sourceOf, subjectOf } from "./subject.ts";

const ENDED = 1;
const DELTA = 1;
const CUMULATIVE = 2;

/** Buckets of one batch that hold something. */
const MOST_BUCKETS = 500_000;

type Point = NumberPoint | HistogramPoint | ExponentialPoint | SummaryPoint;
type Mutable<Record> = { -readonly [Member in keyof Record]: Record[Member] };
type Spread = { readonly cumulative: boolean; readonly startedAt: number | null };

/** Makes measures of the points of OpenTelemetry, in their order; what cannot be taken is rejected at the place where the decoder stands. */
export class MetricCollector {
  readonly measures: TelemetryMeasure[] = [];
  readonly rejected: RejectedRecord[] = [];
  readonly place: BatchPlace;
  readonly #limits: TelemetryLimits;
  #origin: OtlpOrigin = { resource: new Map(), scope: new Map(), scopeName: "" };
  #subject: { model: string | null; version?: string } = { model: null };
  #source: string | undefined;
  #buckets = 0;

  constructor(place: BatchPlace, limits: TelemetryLimits) {
    this.place = place;
    this.#limits = limits;
  }

  /** What stands above the points that come now. */
  origin(origin: OtlpOrigin): void {
    this.#origin = origin;
    this.#subject = subjectOf(new Map(), origin);
    this.#source = sourceOf(origin);
  }

  number(metric: OtlpMetric, point: NumberPoint): void {
    const { value } = point;
    if (!this.#begins(metric, point)) return;
    if ((point.flags & ENDED) !== 0) return this.#push(metric, point, "", { kind: "stale" });
    if (value === null) return this.#reject("The point has no value.");
    if (!Number.isFinite(value)) return this.#reject("The value is not a finite number.");
    if (metric.kind === "gauge") return this.#push(metric, point, "", { kind: "gauge", value });
    const spread = this.#spread(metric, point);
    if (spread === null) return;
    if (!spread.cumulative) return this.#push(metric, point, "", { kind: "delta", value });
    if (!metric.monotonic) return this.#push(metric, point, "", { kind: "gauge", value });
    this.#push(metric, point, "", { kind: "total", value, startedAt: spread.startedAt });
  }

  histogram(metric: OtlpMetric, point: HistogramPoint): void {
    this.#distribution(metric, point, () => explicitBuckets(point));
  }

  exponential(metric: OtlpMetric, point: ExponentialPoint): void {
    this.#distribution(metric, point, () => {
      const { scale, zeroCount, zeroThreshold } = point;
      if (!Number.isInteger(scale) || scale < -10 || scale > 20) return "The scale is not between -10 and 20.";
      if (!(zeroThreshold >= 0 && Number.isFinite(zeroThreshold)))
        return "The zero threshold is not a number from 0 on.";
      const [positive, negative] = [sparseBuckets(point.positive), sparseBuckets(point.negative)];
      return exponentialBuckets({ scale, zeroCount, zeroThreshold, positive, negative });
    });
  }

  /** A summary is taken apart: quantiles are gauges, count and sum are totals. */
  summary(metric: OtlpMetric, point: SummaryPoint): void {
    if (!this.#begins(metric, point)) return;
    const ended = (point.flags & ENDED) !== 0;
    const numbers = [point.count, point.sum, ...point.quantiles.flatMap(({ quantile, value }) => [quantile, value])];
    if (!ended && !numbers.every(Number.isFinite))
      return this.#reject("A value of the summary is not a finite number.");
    const startedAt = point.startedAt === 0 ? null : point.startedAt;
    const stale = { kind: "stale" } as const;
    for (const { quantile, value } of point.quantiles) {
      this.#push(metric, point, "", ended ? stale : { kind: "gauge", value }, ["quantile", String(quantile)]);
    }
    const [count, sum] = [point.count, point.sum].map((value) => ({ kind: "total", value, startedAt }) as const);
    this.#push(metric, point, "_count", ended || count === undefined ? stale : count);
    this.#push(metric, point, "_sum", ended || sum === undefined ? stale : sum);
  }

  #distribution(
    metric: OtlpMetric,
    point: HistogramPoint | ExponentialPoint,
    bucketsOf: () => HistogramValue["buckets"] | string,
  ): void {
    if (!this.#begins(metric, point)) return;
    if ((point.flags & ENDED) !== 0) return this.#push(metric, point, "", { kind: "stale" });
    const spread = this.#spread(metric, point);
    if (spread === null) return;
    const { count, sum, min, max } = point;
    const buckets = problemOfNumbers(point) ?? bucketsOf();
    if (typeof buckets === "string") return this.#reject(buckets);
    this.#buckets += buckets.length;
    if (this.#buckets > MOST_BUCKETS) this.#tooLarge(`more than ${MOST_BUCKETS} buckets`);
    if (buckets.some(([, , some]) => some < 0)) return this.#reject("A bucket holds less than nothing.");
    const inBuckets = buckets.reduce((all, [, , some]) => all + some, 0);
    if (buckets.length > 0 && inBuckets !== count) {
      return this.#reject(`The count is ${count}, but the buckets hold ${inBuckets}.`);
    }
    this.#push(metric, point, "", { kind: "histogram", ...spread, count, sum, min, max, buckets });
  }

  /** Whether a point can be read at all; rejects it when not. */
  #begins(metric: OtlpMetric, point: Point): boolean {
    if (metric.name === "") this.#reject("The metric has no name.");
    else if (point.at === 0) this.#reject("The point has no time.");
    else return true;
    return false;
  }

  #spread({ temporality }: OtlpMetric, { startedAt }: Point): Spread | null {
    if (temporality === DELTA || temporality === CUMULATIVE) {
      return { cumulative: temporality === CUMULATIVE, startedAt: startedAt === 0 ? null : startedAt };
    }
    this.#reject("The metric does not say whether its points are increments or totals (aggregation temporality).");
    return null;
  }

  #push(metric: OtlpMetric, point: Point, suffix: string, value: MeasureValue, label?: [string, string]): void {
    const labels: [string, string][] = label === undefined ? [] : [label];
    let named = false;
    for (const [key, words] of point.attributes) {
      if (SUBJECT_ATTRIBUTES.has(key)) named = true;
      else labels.push([key, wordsOf(words)]);
    }
    const subject = named ? subjectOf(point.attributes, this.#origin) : this.#subject;
    const measure: Mutable<TelemetryMeasure> = {
      ...subject,
      at: point.at,
      name: seriesName(suffix === "" ? metric.name : metric.name + suffix, labels),
      value,
    };
    if (this.#source !== undefined) measure.source = this.#source;
    if (metric.unit !== "") measure.unit = storableText(metric.unit, this.#limits.nameLength);
    this.measures.push(measure);
    this.#count();
  }

  #reject(message: string): void {
    this.rejected.push({ place: this.place.pointer(), code: "invalid", message });
    this.#count();
  }

  #count(): void {
    if (this.measures.length + this.rejected.length > this.#limits.events) {
      this.#tooLarge(`more than ${this.#limits.events} points`);
    }
  }

  #tooLarge(what: string): never {
    const message = `The batch holds ${what}. Send smaller batches.`;
    throw new UnreadableBatchError("too_large", message, this.place.pointer());
  }
}
