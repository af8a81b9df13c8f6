import {
  addConfidence,
  emptyConfidenceHistogram,
  type ConfidenceHistogram,
} from "../../stats/states/confidence-histogram.ts";
import { addToSample, emptyHashSample, type HashSample } from "../../stats/states/hash-sample.ts";
import { addHash } from "../../stats/states/hyperloglog.ts";
import { resolutions, type SeriesKind } from "../rules.ts";
import { addHistogramValue } from "../states/add-histogram.ts";
import { addClientFacts, emptyClient, type ClientState } from "../states/client-state.ts";
import { groupOf } from "../states/client-groups.ts";
import {
  addFeature,
  addToGroup,
  cellsOf,
  emptyFeature,
  type FeatureState,
  type FrozenCells,
} from "../states/feature-state.ts";
import { countOne, emptyTraffic, type TrafficState } from "../states/traffic-state.ts";
import { OUTCOMES } from "../states/window-kinds.ts";
import type { StoredBatch, StoredEvent, StoredMeasure, StoredWindow, Subject } from "./stored-batch.ts";

const LOW_MARGIN = 0.1;
const HASH_BYTES = 12;
/** A batch with something older than this is history that somebody sends afterwards, and nothing in it is late. */
const HISTORY_MS = resolutions["1d"];

export interface SeriesKey {
  readonly modelId: string;
  readonly versionId: string;
  readonly kind: SeriesKind;
  readonly name: string;
  readonly unit: string;
}

/** The states of one series by the begin of their five minutes. */
export interface FoldedSeries<State> {
  readonly key: SeriesKey;
  readonly windows: Map<number, State>;
}

export interface FoldedClient {
  readonly modelId: string;
  /** Begin of the hour. */
  readonly bucket: number;
  readonly client: string;
  readonly state: ClientState;
}

/** How the columns of models are counted by their frozen references; undefined where there is none. */
export type FrozenOf = (modelId: string, kind: "feature" | "output", name: string) => FrozenCells | undefined;

export interface FoldOptions {
  readonly frozenOf: FrozenOf;
  /** When the batch was received, and how long after its end a window is still on time. Milliseconds. */
  readonly receivedAt: number;
  readonly latenessMs: number;
  /** Keys of events that were counted before. */
  readonly known?: ReadonlySet<string>;
}

/** By what a column is counted besides: the cells of a reference, and the group of the client where there is one. */
type Counted = { readonly frozenOf: FrozenOf; readonly group: number | undefined };

type OfSubject = {
  readonly subject: Subject;
  readonly columns: Map<string, FoldedSeries<FeatureState>>;
  readonly traffic: FoldedSeries<TrafficState>;
  readonly confidence: FoldedSeries<ConfidenceHistogram>;
  readonly outcome: FoldedSeries<HashSample>;
};

const bucketOf = (at: number): number => Math.floor(at / resolutions["5m"]) * resolutions["5m"];
const hourOf = (at: number): number => Math.floor(at / resolutions["1h"]) * resolutions["1h"];

function windowOf<State>(series: FoldedSeries<State>, bucket: number, empty: () => State): State {
  const known = series.windows.get(bucket);
  if (known !== undefined) return known;
  const state = empty();
  series.windows.set(bucket, state);
  return state;
}

/**
 * Counts batches into windows of five minutes and clients into hours. Only whole numbers and sets are added, so any order
 * and any split of the same events gives the same bytes.
 */
export class TelemetryFold {
  readonly #subjects = new Map<string, OfSubject>();
  readonly #clients = new Map<string, FoldedClient>();

  #of(subject: Subject): OfSubject {
    const [modelId, versionId] = subject;
    const id = `${modelId} ${versionId}`;
    const known = this.#subjects.get(id);
    if (known !== undefined) return known;
    const series = <State>(kind: SeriesKind): FoldedSeries<State> => ({
      key: { modelId, versionId, kind, name: "", unit: "" },
      windows: new Map<number, State>(),
    });
    const made: OfSubject = {
      subject,
      columns: new Map(),
      traffic: series("traffic"),
      confidence: series("confidence"),
      outcome: series("outcome"),
    };
    this.#subjects.set(id, made);
    return made;
  }

  #column(of: OfSubject, kind: "feature" | "output" | "measure", name: string, unit = ""): FoldedSeries<FeatureState> {
    const id = `${kind} ${name}`;
    const known = of.columns.get(id);
    if (known !== undefined) return known;
    const [modelId, versionId] = of.subject;
    const made = { key: { modelId, versionId, kind, name, unit }, windows: new Map<number, FeatureState>() };
    of.columns.set(id, made);
    return made;
  }

  /** Counts a batch. */
  add(batch: StoredBatch, options: FoldOptions): void {
    const asked = { ...options, history: batch.events.some(({ at }) => options.receivedAt - at > HISTORY_MS) };
    for (const event of batch.events) {
      const subject = batch.subjects[event.s];
      if (subject === undefined) continue;
      if (event.key !== undefined && options.known?.has(event.key) === true) continue;
      this.#addEvent(this.#of(subject), event, asked);
    }
    for (const measure of batch.measures) {
      const subject = batch.subjects[measure.s];
      if (subject !== undefined) this.#addMeasure(this.#of(subject), measure);
    }
    for (const window of batch.windows) {
      const subject = batch.subjects[window.s];
      if (subject !== undefined) this.#addWindow(this.#of(subject), window, options);
    }
  }

  #addEvent(of: OfSubject, event: StoredEvent, options: FoldOptions & { history: boolean }): void {
    const bucket = bucketOf(event.at);
    const traffic = windowOf(of.traffic, bucket, emptyTraffic);
    const late = !options.history && options.receivedAt > bucket + resolutions["5m"] + options.latenessMs;
    countEvent(traffic.counters, event, late);
    const client = event.client === undefined ? undefined : Buffer.from(event.client, "base64url");
    const input = event.input === undefined ? undefined : Buffer.from(event.input, "base64url");
    if (client !== undefined) addHash(traffic.clients, client);
    if (input !== undefined) addHash(traffic.inputs, input);
    const group = client?.length === HASH_BYTES ? groupOf(client) : undefined;
    this.#addColumns(of, event, bucket, { frozenOf: options.frozenOf, group });
    this.#addOutcome(of, event, bucket);
    if (client !== undefined && client.length === HASH_BYTES) this.#addClient(of, event, input, late);
  }

  #addColumns(of: OfSubject, event: StoredEvent, bucket: number, { frozenOf, group }: Counted): void {
    const [modelId] = of.subject;
    const add = (kind: "feature" | "output", name: string, value: string | number | boolean | null): void => {
      const state = windowOf(this.#column(of, kind, name), bucket, emptyFeature);
      const frozen = frozenOf(modelId, kind, name);
      const cell = addFeature(state, value, event.at, frozen);
      if (frozen !== undefined && group !== undefined) addToGroup(state, frozen, cell, group);
    };
    const { features } = event;
    if (features !== undefined) for (const name of Object.keys(features)) add("feature", name, features[name] ?? null);
    if (event.prediction !== undefined) add("output", "prediction", event.prediction);
    const measured: [name: string, unit: string, value: number | undefined][] = [
      ["latency", "ms", event.latencyMs],
      ["confidence", "", event.confidence],
      ["margin", "", event.margin],
      ["input tokens", "tokens", event.inputTokens],
      ["output tokens", "tokens", event.outputTokens],
      ["cost", "USD", event.cost],
      ["out-of-distribution score", "", event.flags?.oodScore],
    ];
    for (const [name, unit, value] of measured) {
      if (value === undefined) continue;
      addFeature(windowOf(this.#column(of, "measure", name, unit), bucket, emptyFeature), value, event.at);
    }
  }

  #addOutcome(of: OfSubject, event: StoredEvent, bucket: number): void {
    const { prediction, label, confidence } = event;
    const correct = prediction === undefined || label === undefined ? null : String(prediction) === String(label);
    if (confidence !== undefined) {
      addConfidence(windowOf(of.confidence, bucket, emptyConfidenceHistogram), confidence, correct);
    }
    if (correct === null) return;
    const pair = JSON.stringify([String(prediction), String(label)]);
    addToSample(
      windowOf(of.outcome, bucket, () => emptyHashSample(OUTCOMES)),
      pair,
    );
  }

  #addClient(of: OfSubject, event: StoredEvent, input: Uint8Array | undefined, late: boolean): void {
    const [modelId] = of.subject;
    const bucket = hourOf(event.at);
    const client = event.client ?? "";
    const id = `${modelId} ${bucket} ${client}`;
    let folded = this.#clients.get(id);
    if (folded === undefined) {
      folded = { modelId, bucket, client, state: emptyClient() };
      this.#clients.set(id, folded);
    }
    countEvent(folded.state.counters, event, late);
    addClientFacts(folded.state, {
      ...(event.prediction === undefined ? {} : { prediction: String(event.prediction).slice(0, 120) }),
      ...(event.confidence === undefined ? {} : { confidence: event.confidence }),
      ...(input === undefined ? {} : { input }),
      ...(event.coarse === undefined ? {} : { coarse: Buffer.from(event.coarse, "base64url") }),
    });
  }

  #addMeasure(of: OfSubject, { at, name, unit, value }: StoredMeasure): void {
    if (value.kind === "stale" || value.kind === "total") return;
    const state = windowOf(this.#column(of, "measure", name, unit), bucketOf(at), emptyFeature);
    if (value.kind === "histogram") addHistogramValue(state, value);
    else addFeature(state, value.value, at);
  }

  #addWindow(of: OfSubject, window: StoredWindow, { frozenOf }: FoldOptions): void {
    const frozen = frozenOf(of.subject[0], "feature", window.feature);
    const state = windowOf(this.#column(of, "feature", window.feature), bucketOf(window.from), emptyFeature);
    state.nulls += window.nulls;
    if (window.numbers !== undefined) addHistogramValue(state, window.numbers, frozen);
    let named = 0;
    for (const [category, count] of Object.entries(window.categories ?? {})) {
      if (count === 0) continue;
      addToSample(state.texts, category, count);
      named += count;
      if (frozen?.kind !== "category") continue;
      const counts = state.cells.get(frozen.id) ?? new Float64Array(cellsOf(frozen));
      const cell = frozen.counts.columns.get(category) ?? counts.length - 1;
      counts[cell] = (counts[cell] ?? 0) + count;
      state.cells.set(frozen.id, counts);
    }
    const rest = window.n - window.nulls - named - (window.numbers?.count ?? 0);
    if (window.categories !== undefined && rest > 0) state.texts.total += rest;
  }

  /** All series with their windows of five minutes. */
  columns(): FoldedSeries<FeatureState>[] {
    return [...this.#subjects.values()].flatMap(({ columns }) => [...columns.values()]);
  }

  traffic(): FoldedSeries<TrafficState>[] {
    return [...this.#subjects.values()].map(({ traffic }) => traffic).filter(({ windows }) => windows.size > 0);
  }

  confidence(): FoldedSeries<ConfidenceHistogram>[] {
    return [...this.#subjects.values()].map(({ confidence }) => confidence).filter(({ windows }) => windows.size > 0);
  }

  outcomes(): FoldedSeries<HashSample>[] {
    return [...this.#subjects.values()].map(({ outcome }) => outcome).filter(({ windows }) => windows.size > 0);
  }

  clients(): FoldedClient[] {
    return [...this.#clients.values()];
  }
}

/** Counts what an event is, in the order of trafficCounters. Changes the counters. */
function countEvent(counters: Float64Array, event: StoredEvent, late: boolean): void {
  const flags = event.flags ?? {};
  const whole = event.part !== true;
  if (whole) countOne(counters, "events");
  if (whole && late) countOne(counters, "late");
  if (event.error !== undefined) countOne(counters, "errors");
  if (event.refused === true) countOne(counters, "refused");
  if (flags.injection === true) countOne(counters, "injections");
  if (flags.injection === true && flags.blocked !== true) countOne(counters, "injectionsPassed");
  if (flags.blocked === true) countOne(counters, "blocked");
  if (flags.pii === true) countOne(counters, "pii");
  if (flags.secret === true) countOne(counters, "secrets");
  if (flags.canary === true) countOne(counters, "canaries");
  if (whole && event.input !== undefined) countOne(counters, "withInput");
  if (whole && event.client !== undefined) countOne(counters, "withClient");
  if (event.margin !== undefined) countOne(counters, "marginKnown");
  if (event.margin !== undefined && event.margin < LOW_MARGIN) countOne(counters, "lowMargin");
  if (event.prediction === undefined || event.label === undefined) return;
  countOne(counters, "labelled");
  if (String(event.prediction) === String(event.label)) countOne(counters, "correct");
}
