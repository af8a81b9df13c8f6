import {
  decodeHyperLogLog,
  emptyHyperLogLog,
  encodeHyperLogLog,
  mergeHyperLogLog,
  type HyperLogLog,
} from "../../stats/states/hyperloglog.ts";
import { decodeVector, encodeVector, mergeVector } from "../../stats/states/integer-vector.ts";
import { trafficCounters, type TrafficCounter } from "../rules.ts";
import { decodeParts, encodeParts } from "./parts.ts";

const VERSION = 1;

/** How many events of each sort a window had, and how many different clients and inputs. */
export interface TrafficState {
  /** In the order of trafficCounters. */
  readonly counters: Float64Array;
  readonly clients: HyperLogLog;
  readonly inputs: HyperLogLog;
}

/** Where a counter stands in the vector. */
export const counterPlace = Object.fromEntries(trafficCounters.map((name, index) => [name, index])) as Record<
  TrafficCounter,
  number
>;

export function emptyTraffic(): TrafficState {
  return {
    counters: new Float64Array(trafficCounters.length),
    clients: emptyHyperLogLog(),
    inputs: emptyHyperLogLog(),
  };
}

/** Adds one to a counter. Changes the vector. */
export function countOne(counters: Float64Array, name: TrafficCounter): void {
  const place = counterPlace[name];
  counters[place] = (counters[place] ?? 0) + 1;
}

/** Adds another state. Changes the first. */
export function mergeTraffic(into: TrafficState, from: TrafficState): void {
  mergeVector(into.counters, from.counters);
  mergeHyperLogLog(into.clients, from.clients);
  mergeHyperLogLog(into.inputs, from.inputs);
}

export function encodeTraffic({ counters, clients, inputs }: TrafficState): Uint8Array {
  return encodeParts(VERSION, [encodeVector(counters), encodeHyperLogLog(clients), encodeHyperLogLog(inputs)]);
}

/** The state of its bytes, undefined for bytes that are none. */
export function decodeTraffic(bytes: Uint8Array): TrafficState | undefined {
  const [first, second, third, ...more] = decodeParts(VERSION, bytes) ?? [];
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return undefined;
  const counters = decodeVector(first, trafficCounters.length);
  const clients = decodeHyperLogLog(second);
  const inputs = decodeHyperLogLog(third);
  if (counters === undefined || clients === undefined || inputs === undefined) return undefined;
  return { counters, clients, inputs };
}
