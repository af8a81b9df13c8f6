import {
  addConfidence,
  decodeConfidenceHistogram,
  emptyConfidenceHistogram,
  encodeConfidenceHistogram,
  mergeConfidenceHistogram,
  type ConfidenceHistogram,
} from "../../stats/states/confidence-histogram.ts";
import {
  addToSample,
  decodeSample,
  emptyHashSample,
  encodeSample,
  mergeSample,
  type HashSample,
} from "../../stats/states/hash-sample.ts";
import {
  addHash,
  decodeHyperLogLog,
  emptyHyperLogLog,
  encodeHyperLogLog,
  mergeHyperLogLog,
  type HyperLogLog,
} from "../../stats/states/hyperloglog.ts";
import { decodeVector, encodeVector, mergeVector } from "../../stats/states/integer-vector.ts";
import { trafficCounters } from "../rules.ts";
import { decodeParts, encodeParts } from "./parts.ts";

const VERSION = 1;
const LABELS = 64;

/** What one client did to one model in an hour. */
export interface ClientState {
  readonly counters: Float64Array;
  /** Predictions that it got, by name. */
  readonly labels: HashSample;
  /** Different inputs; and different after rounding, so that small changes of one input count once. */
  readonly inputs: HyperLogLog;
  readonly coarse: HyperLogLog;
  readonly confidence: ConfidenceHistogram;
}

export function emptyClient(): ClientState {
  return {
    counters: new Float64Array(trafficCounters.length),
    labels: emptyHashSample(LABELS),
    inputs: emptyHyperLogLog(),
    coarse: emptyHyperLogLog(),
    confidence: emptyConfidenceHistogram(),
  };
}

/** What of an event says how its client asks. Hashes of at least eight bytes. */
export interface ClientFacts {
  readonly prediction?: string;
  readonly confidence?: number;
  readonly input?: Uint8Array;
  readonly coarse?: Uint8Array;
}

/** Adds what one event says beside the counters. Changes the state. */
export function addClientFacts(state: ClientState, facts: ClientFacts): void {
  if (facts.prediction !== undefined) addToSample(state.labels, facts.prediction);
  if (facts.confidence !== undefined) addConfidence(state.confidence, facts.confidence, null);
  if (facts.input !== undefined) addHash(state.inputs, facts.input);
  if (facts.coarse !== undefined) addHash(state.coarse, facts.coarse);
}

/** Adds another state. Changes the first. */
export function mergeClient(into: ClientState, from: ClientState): void {
  mergeVector(into.counters, from.counters);
  mergeSample(into.labels, from.labels);
  mergeHyperLogLog(into.inputs, from.inputs);
  mergeHyperLogLog(into.coarse, from.coarse);
  mergeConfidenceHistogram(into.confidence, from.confidence);
}

export function encodeClient(state: ClientState): Uint8Array {
  return encodeParts(VERSION, [
    encodeVector(state.counters),
    encodeSample(state.labels),
    encodeHyperLogLog(state.inputs),
    encodeHyperLogLog(state.coarse),
    encodeConfidenceHistogram(state.confidence),
  ]);
}

/** The state of its bytes, undefined for bytes that are none. */
export function decodeClient(bytes: Uint8Array): ClientState | undefined {
  const [first, second, third, fourth, fifth, ...more] = decodeParts(VERSION, bytes) ?? [];
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return undefined;
  if (fourth === undefined || fifth === undefined) return undefined;
  const counters = decodeVector(first, trafficCounters.length);
  const labels = decodeSample(second);
  const inputs = decodeHyperLogLog(third);
  const coarse = decodeHyperLogLog(fourth);
  const confidence = decodeConfidenceHistogram(fifth);
  if (counters === undefined || labels?.capacity !== LABELS || inputs === undefined) return undefined;
  if (coarse === undefined || confidence === undefined) return undefined;
  return { counters, labels, inputs, coarse, confidence };
}
