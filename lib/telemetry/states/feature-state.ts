import { emptyCategoryCounts, type CategoryCounts } from "../../stats/states/category-counts.ts";
import { ByteReader } from "../../stats/states/byte-reader.ts";
import { ByteWriter } from "../../stats/states/byte-writer.ts";
import {
  addToHistogram,
  decodeHistogram,
  emptyExponentialHistogram,
  encodeHistogram,
  mergeHistogram,
  type ExponentialHistogram,
} from "../../stats/states/exponential-histogram.ts";
import {
  addToSample,
  decodeSample,
  emptyHashSample,
  encodeSample,
  mergeSample,
  type HashSample,
} from "../../stats/states/hash-sample.ts";
import { mergeVector } from "../../stats/states/integer-vector.ts";
import {
  addNumber,
  decodeNumericState,
  emptyNumericState,
  encodeNumericState,
  mergeNumericState,
  type NumericState,
} from "../../stats/states/numeric-state.ts";
import { cellOf, cellTable, type CellTable, type ReferenceEdges } from "../../stats/states/reference-edges.ts";
import {
  emptyGroups,
  mergeGroups,
  noteValue,
  NO_VALUE,
  placeOf,
  readGroups,
  writeGroups,
  type ClientGroups,
} from "./client-groups.ts";
import { decodeParts, encodeParts } from "./parts.ts";
import { decodeValues, emptySample, encodeValues, mergeValues, offerValue, type ValueSample } from "./value-sample.ts";

const VERSION = 1;
/** Different texts that a window counts by name. */
const CATEGORIES = 256;

/**
 * The frozen cells of one column of a reference, by which windows are counted from the day it was frozen. `id` tells it from
 * all others, and is what a window's counts are kept under.
 */
export type FrozenCells =
  | { readonly id: string; readonly kind: "number"; readonly table: CellTable }
  | { readonly id: string; readonly kind: "category"; readonly counts: CategoryCounts };

/** Cells of numbers by the edges of a reference. */
export function numberCells(id: string, edges: ReferenceEdges): FrozenCells {
  return { id, kind: "number", table: cellTable(edges) };
}

/** Cells of texts by the categories of a reference; the two after them are nulls and all others. */
export function categoryCells(id: string, categories: readonly string[]): FrozenCells {
  return { id, kind: "category", counts: emptyCategoryCounts(categories) };
}

/** How many counts a window has by these cells: numbers have one more, for what is no number. */
export function cellsOf(cells: FrozenCells): number {
  return cells.kind === "number" ? cells.table.cells + 1 : cells.counts.counts.length;
}

/**
 * What a window knows of one column, whatever its type: numbers, texts (true and false are texts too) and missing values,
 * and the counts by the cells of each reference that was in force.
 */
export interface FeatureState {
  nulls: number;
  readonly numbers: NumericState;
  readonly histogram: ExponentialHistogram;
  readonly sample: ValueSample;
  readonly texts: HashSample;
  readonly cells: Map<string, Float64Array>;
  /** The cells by groups of clients, under the same names; only of events whose client is known. */
  readonly groups: Map<string, ClientGroups>;
}

export function emptyFeature(): FeatureState {
  return {
    nulls: 0,
    numbers: emptyNumericState(),
    histogram: emptyExponentialHistogram(),
    sample: emptySample(),
    texts: emptyHashSample(CATEGORIES),
    cells: new Map(),
    groups: new Map(),
  };
}

/** Rows of the column, with the missing ones. */
export function rowsOf(state: FeatureState): number {
  return state.nulls + state.numbers.n + state.numbers.invalid + state.texts.total;
}

/** What addFeature answers for a value that lies in no cell, and for a missing one. */
export const NO_CELL = -2;
export const NULL_CELL = -1;

function countCell(state: FeatureState, frozen: FrozenCells, value: string | number): number {
  let counts = state.cells.get(frozen.id);
  if (counts === undefined) {
    counts = new Float64Array(cellsOf(frozen));
    state.cells.set(frozen.id, counts);
  }
  let cell: number;
  if (frozen.kind === "number") cell = typeof value === "number" ? cellOf(frozen.table, value) : frozen.table.cells;
  else cell = frozen.counts.columns.get(String(value)) ?? counts.length - 1;
  counts[cell] = (counts[cell] ?? 0) + 1;
  return cell;
}

/** Adds a cell of the column that was seen at a time (milliseconds); answers in which of the frozen cells it lies. Changes the state. */
export function addFeature(
  state: FeatureState,
  value: string | number | boolean | null,
  at: number,
  frozen?: FrozenCells,
): number {
  if (value === null) {
    state.nulls += 1;
    return NULL_CELL;
  }
  if (typeof value === "number") {
    addNumber(state.numbers, value);
    if (!Number.isFinite(value)) return NO_CELL;
    addToHistogram(state.histogram, value);
    offerValue(state.sample, at, value);
    return frozen === undefined ? NO_CELL : countCell(state, frozen, value);
  }
  const text = String(value);
  addToSample(state.texts, text);
  return frozen === undefined ? NO_CELL : countCell(state, frozen, text);
}

/** Notes from which group of clients a value came; `cell` is what addFeature answered. Changes the state. */
export function addToGroup(state: FeatureState, frozen: FrozenCells, cell: number, group: number): void {
  if (cell === NO_CELL) return;
  let groups = state.groups.get(frozen.id);
  if (groups === undefined) {
    groups = emptyGroups();
    state.groups.set(frozen.id, groups);
  }
  noteValue(groups, group, cell === NULL_CELL ? NO_VALUE : placeOf(frozen.kind, cellsOf(frozen), cell));
}

/** Adds another state, its groups of clients only when asked for. Changes the first. */
export function mergeFeature(into: FeatureState, from: FeatureState, withGroups = true): void {
  into.nulls += from.nulls;
  mergeNumericState(into.numbers, from.numbers);
  mergeHistogram(into.histogram, from.histogram);
  mergeValues(into.sample, from.sample);
  mergeSample(into.texts, from.texts);
  for (const [id, counts] of from.cells) {
    const own = into.cells.get(id);
    if (own === undefined) into.cells.set(id, counts.slice());
    else mergeVector(own, counts);
  }
  if (!withGroups) return;
  for (const [id, groups] of from.groups) {
    let own = into.groups.get(id);
    if (own === undefined) {
      own = emptyGroups();
      into.groups.set(id, own);
    }
    mergeGroups(own, groups);
  }
}

function writeName(writer: ByteWriter, id: string): void {
  writer.count(id.length);
  for (let index = 0; index < id.length; index += 1) writer.byte(id.charCodeAt(index));
}

const readName = (reader: ByteReader): string =>
  Array.from({ length: Math.min(reader.count(), 256) }, () => String.fromCharCode(reader.byte())).join("");

function encodeCells(cells: ReadonlyMap<string, Float64Array>): Uint8Array {
  const writer = new ByteWriter();
  const kept = [...cells].sort(([left], [right]) => (left < right ? -1 : 1));
  writer.count(kept.length);
  for (const [id, counts] of kept) {
    writeName(writer, id);
    writer.count(counts.length);
    for (const count of counts) writer.count(count);
  }
  return writer.finish();
}

function decodeCells(bytes: Uint8Array): Map<string, Float64Array> | undefined {
  const reader = new ByteReader(bytes);
  const cells = new Map<string, Float64Array>();
  const size = reader.count();
  for (let index = 0; index < size && reader.sound; index += 1) {
    const name = readName(reader);
    const length = reader.count();
    if (length > 1_024) return undefined;
    const counts = new Float64Array(length);
    for (let cell = 0; cell < length && reader.sound; cell += 1) counts[cell] = reader.count();
    cells.set(name, counts);
  }
  return reader.complete && cells.size === size ? cells : undefined;
}

function encodeGroups(groups: ReadonlyMap<string, ClientGroups>): Uint8Array {
  const writer = new ByteWriter();
  const kept = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  writer.count(kept.length);
  for (const [id, own] of kept) {
    writeName(writer, id);
    writeGroups(writer, own);
  }
  return writer.finish();
}

function decodeGroups(bytes: Uint8Array): Map<string, ClientGroups> | undefined {
  const reader = new ByteReader(bytes);
  const groups = new Map<string, ClientGroups>();
  const size = reader.count();
  let before = "";
  for (let index = 0; index < size && reader.sound; index += 1) {
    const name = readName(reader);
    if (index > 0 && name <= before) return undefined;
    groups.set(name, readGroups(reader));
    before = name;
  }
  return reader.complete && size > 0 ? groups : undefined;
}

/** What of a state is written besides counts: windows of five minutes do without the sample, only hours have groups. */
export interface Written {
  readonly sample: boolean;
  readonly groups: boolean;
}

/** The canonical bytes. A state without groups is written as before there were any. */
export function encodeFeature(state: FeatureState, written: Written = { sample: true, groups: true }): Uint8Array {
  const nulls = new ByteWriter();
  nulls.count(state.nulls);
  return encodeParts(VERSION, [
    nulls.finish(),
    encodeNumericState(state.numbers),
    encodeHistogram(state.histogram),
    encodeValues(written.sample ? state.sample : emptySample()),
    encodeSample(state.texts),
    encodeCells(state.cells),
    ...(written.groups && state.groups.size > 0 ? [encodeGroups(state.groups)] : []),
  ]);
}

/** The state of its bytes, undefined for bytes that are none. */
export function decodeFeature(bytes: Uint8Array): FeatureState | undefined {
  const [first, second, third, fourth, fifth, sixth, seventh, ...more] = decodeParts(VERSION, bytes) ?? [];
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) return undefined;
  if (fifth === undefined || sixth === undefined || more.length > 0) return undefined;
  const reader = new ByteReader(first);
  const nulls = reader.count();
  const numbers = decodeNumericState(second);
  const histogram = decodeHistogram(third);
  const sample = decodeValues(fourth);
  const texts = decodeSample(fifth);
  const cells = decodeCells(sixth);
  const groups = seventh === undefined ? new Map<string, ClientGroups>() : decodeGroups(seventh);
  if (!reader.complete || numbers === undefined || histogram === undefined || sample === undefined) return undefined;
  if (texts?.capacity !== CATEGORIES || cells === undefined || groups === undefined) return undefined;
  return { nulls, numbers, histogram, sample, texts, cells, groups };
}
