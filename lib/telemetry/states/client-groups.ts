import type { ByteReader } from "../../stats/states/byte-reader.ts";
import type { ByteWriter } from "../../stats/states/byte-writer.ts";

/** Clients are told apart by 32 groups of their keyed hashes: enough for "without the busiest", and bounded. */
export const CLIENT_GROUPS = 32;
/** Places of a group: 31 of values, one for what fits nowhere (no number, another category), one for missing values. */
export const GROUP_PLACES = 33;
const VALUE_PLACES = 31;
const ELSEWHERE = 31;
export const NO_VALUE = 32;
const CODES = CLIENT_GROUPS * GROUP_PLACES;
/** So many values wait before they are counted. */
const WAITING = 65_536;

/** The cells of one column in an hour by groups of clients: codes in ascending order with their counts, and what waits to be counted. */
export interface ClientGroups {
  codes: number[];
  counts: number[];
  waiting: number[];
}

export function emptyGroups(): ClientGroups {
  return { codes: [], counts: [], waiting: [] };
}

/** The group of a client by its keyed hash. */
export function groupOf(client: Uint8Array): number {
  return (client[0] ?? 0) % CLIENT_GROUPS;
}

/**
 * Where a cell of a reference stands among the places of a group; `cells` is how many counts the column has. Up to 31 cells
 * stay apart; of numbers neighbouring cells are put together, of categories the frequent ones stay apart.
 */
export function placeOf(kind: "number" | "category", cells: number, cell: number): number {
  if (cell === cells - 1) return ELSEWHERE;
  if (kind === "category") return Math.min(cell, VALUE_PLACES - 1);
  const values = cells - 1;
  return values <= VALUE_PLACES ? cell : Math.floor((cell * VALUE_PLACES) / values);
}

/** Notes one value of a group. Changes the groups. */
export function noteValue(groups: ClientGroups, group: number, place: number): void {
  groups.waiting.push(group * GROUP_PLACES + place);
  if (groups.waiting.length >= WAITING) settle(groups);
}

function settle(groups: ClientGroups, more?: ClientGroups): void {
  const { waiting } = groups;
  if (waiting.length === 0 && more === undefined) return;
  const sums = new Float64Array(CODES);
  for (const each of more === undefined ? [groups] : [groups, more]) {
    each.codes.forEach((code, index) => (sums[code] = (sums[code] ?? 0) + (each.counts[index] ?? 0)));
    for (const code of each.waiting) sums[code] = (sums[code] ?? 0) + 1;
  }
  groups.codes = [];
  groups.counts = [];
  groups.waiting = [];
  sums.forEach((count, code) => {
    if (count === 0) return;
    groups.codes.push(code);
    groups.counts.push(count);
  });
}

/** Adds other groups. Changes the first. */
export function mergeGroups(into: ClientGroups, from: ClientGroups): void {
  if (from.codes.length > 0 || into.waiting.length + from.waiting.length >= WAITING) {
    settle(into, from);
    return;
  }
  for (const code of from.waiting) into.waiting.push(code);
}

/** The counts of each group by place. */
export function groupCounts(groups: ClientGroups): Float64Array[] {
  settle(groups);
  const found = Array.from({ length: CLIENT_GROUPS }, () => new Float64Array(GROUP_PLACES));
  groups.codes.forEach((code, index) => {
    const own = found[Math.floor(code / GROUP_PLACES)];
    if (own !== undefined) own[code % GROUP_PLACES] = groups.counts[index] ?? 0;
  });
  return found;
}

/** Writes the groups: how many codes, then each as its distance to the one before, with its count. */
export function writeGroups(writer: ByteWriter, groups: ClientGroups): void {
  settle(groups);
  writer.count(groups.codes.length);
  let before = -1;
  groups.codes.forEach((code, index) => {
    writer.count(code - before - 1);
    writer.count(groups.counts[index] ?? 0);
    before = code;
  });
}

/** Reads what writeGroups wrote; says to the reader when it makes no sense. */
export function readGroups(reader: ByteReader): ClientGroups {
  const groups = emptyGroups();
  const size = reader.count();
  if (size === 0 || size > CODES) reader.reject();
  let code = -1;
  for (let index = 0; index < size && reader.sound; index += 1) {
    code += reader.count() + 1;
    const count = reader.count();
    if (code >= CODES || count === 0) reader.reject();
    groups.codes.push(code);
    groups.counts.push(count);
  }
  return groups;
}
