import { finiteNumbers } from "../finite-numbers.ts";
import { ByteWriter } from "./byte-writer.ts";

const MOST_POINTS = 128;

/**
 * The frozen edges of a reference. Cells in order: below the first point; then for each point the interval from the
 * previous point up to and with it (the first point closes none), or, if it is an atom, the interval up to it without it
 * and a cell of the point alone; last the values above the last point.
 */
export interface ReferenceEdges {
  /** Ascending, each once. */
  readonly points: readonly number[];
  /** For each point, whether it has a cell of its own. */
  readonly atoms: readonly boolean[];
}

/** Values that make up more than 1/128 of a sorted sample, ascending. */
function atomsOf(sorted: Float64Array): number[] {
  const atoms: number[] = [];
  let start = 0;
  sorted.forEach((value, index) => {
    if (value === sorted[index + 1]) return;
    if ((index + 1 - start) * MOST_POINTS > sorted.length) atoms.push(value + 0);
    start = index + 1;
  });
  return atoms;
}

/**
 * Edges for a reference sample: least, largest and up to 126 quantiles between, and values that repeat in more than 1/128
 * of it as cells of their own. Undefined for a sample without a finite number.
 */
export function referenceEdges(column: readonly unknown[] | Float64Array): ReferenceEdges | undefined {
  const sorted = finiteNumbers(column).values.sort();
  if (sorted.length === 0) return undefined;
  const atoms = atomsOf(sorted);
  for (let pieces = MOST_POINTS - 1; pieces >= 0; pieces -= 1) {
    const points = new Set(atoms);
    for (let k = 0; k <= pieces; k += 1) {
      const at = Math.round((k * (sorted.length - 1)) / Math.max(pieces, 1));
      points.add((sorted[at] ?? 0) + 0);
    }
    if (points.size > MOST_POINTS) continue;
    const ascending = [...points].sort((left, right) => left - right);
    return { points: ascending, atoms: ascending.map((point) => atoms.includes(point)) };
  }
  return { points: atoms, atoms: atoms.map(() => true) };
}

/** The cells below each point, and the one of its own: a table to look cells up in. */
export interface CellTable {
  readonly points: Float64Array;
  /** The cell of values equal to point k. */
  readonly at: Int32Array;
  /** The cell of values between point k − 1 and point k; one more for those above the last. */
  readonly below: Int32Array;
  readonly cells: number;
}

/** Numbers the cells of edges in ascending order. */
export function cellTable({ points, atoms }: ReferenceEdges): CellTable {
  const at = new Int32Array(points.length);
  const below = new Int32Array(points.length + 1);
  let cell = 0;
  points.forEach((_, k) => {
    below[k] = cell;
    if (atoms[k] === true) {
      at[k] = cell + 1;
      cell += 2;
    } else if (k === 0) {
      at[k] = 1;
      cell += 1;
    } else {
      at[k] = cell;
      cell += 1;
    }
  });
  below[points.length] = cell;
  return { points: Float64Array.from(points), at, below, cells: cell + 1 };
}

/** The cell of a finite number, by binary search. */
export function cellOf({ points, at, below }: CellTable, value: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return (points[low] === value ? at[low] : below[low]) ?? 0;
}

/** What a cell holds: the values between two bounds, or one value. Infinite bounds for the outer two. */
export interface CellBounds {
  readonly from: number;
  readonly to: number;
  /** True for the cell of one repeated value. */
  readonly atom: boolean;
}

/** The cells of edges in order. */
export function cellBounds({ points, atoms }: ReferenceEdges): CellBounds[] {
  const cells: CellBounds[] = [];
  let from = -Infinity;
  points.forEach((point, k) => {
    cells.push({ from, to: point, atom: false });
    if (atoms[k] === true) cells.push({ from: point, to: point, atom: true });
    from = point;
  });
  return [...cells, { from, to: Infinity, atom: false }];
}

/** The canonical bytes of edges: their SHA-256 is the edges' id. */
export function encodeEdges({ points, atoms }: ReferenceEdges): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(1);
  writer.count(points.length);
  points.forEach((point, index) => {
    writer.double(point);
    writer.byte(atoms[index] === true ? 1 : 0);
  });
  return writer.finish();
}
