import type { ReferenceEdges } from "../../stats/states/reference-edges.ts";

/** A numeric feature in one window, over the frozen cells of its reference. */
export interface NumericWindow {
  /** Finite values per cell, in the order of cellBounds. */
  readonly counts: ArrayLike<number>;
  readonly nulls: number;
  /** NaN, infinite or no number at all; 0 when left out. */
  readonly invalid?: number;
  /** Least and largest value; without them the Wasserstein distance is only known when all values lie inside the edges. */
  readonly least?: number | null;
  readonly largest?: number | null;
  readonly mean?: number | null;
  /** Sample standard deviation. */
  readonly sd?: number | null;
}

export interface NumericReference extends NumericWindow {
  readonly edges: ReferenceEdges;
}

/** A categorical feature in one window, over the frozen categories of its reference. */
export interface CategoricalWindow {
  /** Values of each of the reference's categories. */
  readonly counts: ReadonlyMap<string, number>;
  /** Values of all other categories. */
  readonly other: number;
  readonly nulls: number;
  readonly invalid?: number;
  /** Names and counts of categories that are known to be among the others; for words only. */
  readonly named?: readonly (readonly [category: string, count: number])[];
}

/** One feature to be judged. `reference` is null when none was chosen yet. */
export type DriftQuestion =
  | { readonly kind: "numeric"; readonly reference: NumericReference | null; readonly current: NumericWindow }
  | { readonly kind: "categorical"; readonly reference: CategoricalWindow | null; readonly current: CategoricalWindow };
