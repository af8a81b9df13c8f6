import type { OtlpSignal } from "./parts.ts";

const LEVELS = {
  metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  traces: ["resourceSpans", "scopeSpans", "spans"],
} as const;

/** Where in a batch a decoder stands, as the JSON pointer of OTLP/JSON, whatever the encoding. Counts from 0. */
export class BatchPlace {
  readonly names: readonly [resources: string, scopes: string, items: string];
  #resource = -1;
  #scope = -1;
  #item = -1;
  #points = "";
  #point = -1;

  constructor(signal: OtlpSignal) {
    this.names = LEVELS[signal];
  }

  nextResource(): void {
    this.#resource += 1;
    this.#scope = -1;
    this.#item = -1;
    this.#point = -1;
  }

  nextScope(): void {
    this.#scope += 1;
    this.#item = -1;
    this.#point = -1;
  }

  nextItem(): void {
    this.#item += 1;
    this.#point = -1;
  }

  /** The next point of a metric's `kind`. */
  nextPoint(kind: string): void {
    this.#points = kind;
    this.#point += 1;
  }

  pointer(): string {
    const levels = [this.#resource, this.#scope, this.#item];
    const steps = levels.flatMap((index, level) => (index < 0 ? [] : [`/${this.names[level] ?? ""}/${index}`]));
    return steps.join("") + (this.#point < 0 ? "" : `/${this.#points}/dataPoints/${this.#point}`);
  }
}
