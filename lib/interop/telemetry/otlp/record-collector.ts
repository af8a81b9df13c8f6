import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { RejectedRecord, TelemetryEvent, TelemetryLimits, TelemetryMeasure } from "../record.ts";
import { seriesName } from "../series/series-name.ts";
import { firstOf, numberOf, wordsOf } from "./attributes.ts";
import type { AttributeValue, Attributes } from "./attributes.ts";
import type { BatchPlace } from "./batch-place.ts";
import { EVALUATION_ATTRIBUTES, EVALUATION_EVENT, namesOf } from "./conventions.ts";
import { eventOf, isOfModel } from "./event-of.ts";
import type { OtlpOrigin, OtlpRecord, OtlpSignal } from "./parts.ts";
import { sourceOf, subjectOf } from "./subject.ts";

const NAME = namesOf(EVALUATION_ATTRIBUTES.name);
const VALUE = namesOf(EVALUATION_ATTRIBUTES.value);
const LABEL = namesOf(EVALUATION_ATTRIBUTES.label);

/** Labels of evaluations that are a yes or a no, as 1 and 0. */
const VALUE_OF_LABEL: ReadonlyMap<string, number> = new Map([
  ...["pass", "passed", "true", "yes", "relevant", "correct"].map((label) => [label, 1] as const),
  ...["fail", "failed", "false", "no", "irrelevant", "not_relevant", "incorrect"].map((label) => [label, 0] as const),
]);

/** Makes events and measures of evaluations from spans and records of logs; others are only counted. */
export class RecordCollector {
  readonly events: TelemetryEvent[] = [];
  readonly measures: TelemetryMeasure[] = [];
  readonly rejected: RejectedRecord[] = [];
  readonly place: BatchPlace;
  ignored = 0;
  readonly #signal: OtlpSignal;
  readonly #limits: TelemetryLimits;
  #origin: OtlpOrigin = { resource: new Map(), scope: new Map(), scopeName: "" };

  constructor(signal: OtlpSignal, place: BatchPlace, limits: TelemetryLimits) {
    this.#signal = signal;
    this.place = place;
    this.#limits = limits;
  }

  /** What stands above the records that come now. */
  origin(origin: OtlpOrigin): void {
    this.#origin = origin;
  }

  record(record: OtlpRecord): void {
    const evaluations = this.#signal === "logs" ? [record] : record.events;
    let taken = false;
    for (const { name, at, attributes } of evaluations) {
      if (name !== EVALUATION_EVENT) continue;
      taken = this.#evaluation(at === 0 ? record.at : at, attributes, record.attributes) || taken;
    }
    if (record.name !== EVALUATION_EVENT && isOfModel(record, this.#signal)) {
      const event = eventOf(record, this.#signal, subjectOf(record.attributes, this.#origin), this.#limits);
      if (typeof event === "string") this.#reject(event);
      else this.events.push(event);
      taken = true;
    }
    if (!taken) this.ignored += 1;
    if (this.events.length + this.measures.length + this.rejected.length > this.#limits.events) {
      const message = `The batch holds more than ${this.#limits.events} records. Send smaller batches.`;
      throw new UnreadableBatchError("too_large", message, this.place.pointer());
    }
  }

  /** Whether something came of it: a measure or a rejection. */
  #evaluation(at: number, attributes: Attributes, above: Attributes): boolean {
    const name = wordsOf(firstOf(attributes, NAME));
    const value = numberOf(firstOf(attributes, VALUE)) ?? valueOfLabel(firstOf(attributes, LABEL));
    if (name === "" || value === undefined) return false;
    if (at === 0) this.#reject("The evaluation has no time.");
    else {
      const source = sourceOf(this.#origin);
      this.measures.push({
        ...subjectOf(new Map([...above, ...attributes]), this.#origin),
        at,
        name: seriesName(`evaluation.${name}`, []),
        ...(source === undefined ? {} : { source }),
        value: { kind: "gauge", value },
      });
    }
    return true;
  }

  #reject(message: string): void {
    this.rejected.push({ place: this.place.pointer(), code: "invalid", message });
  }
}

function valueOfLabel(label: AttributeValue): number | undefined {
  return VALUE_OF_LABEL.get(wordsOf(label).toLowerCase());
}
