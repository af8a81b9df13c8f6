import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

const MOST_CATEGORIES = 256;

/**
 * The categories of a reference, frozen: at most 256, the most frequent first; equal ones in order of their text. All
 * others count as one. Fixed columns are what makes counts of categories add up the same in any order, which a "top k of
 * the window" does not.
 */
export function referenceCategories(counts: Iterable<readonly [string, number]>): string[] {
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
    .slice(0, MOST_CATEGORIES)
    .map(([category]) => category);
}

/** Counts in order of the reference's categories, then nulls, then all other categories. */
export interface CategoryCounts {
  readonly columns: ReadonlyMap<string, number>;
  readonly counts: Float64Array;
}

export function emptyCategoryCounts(categories: readonly string[]): CategoryCounts {
  const columns = new Map(categories.map((category, index) => [category, index]));
  return { columns, counts: new Float64Array(categories.length + 2) };
}

/** Counts a category, null for none; answers whether it is one of the reference's. Changes the counts. */
export function addCategory({ columns, counts }: CategoryCounts, category: string | null): boolean {
  const column = category === null ? counts.length - 2 : (columns.get(category) ?? counts.length - 1);
  counts[column] = (counts[column] ?? 0) + 1;
  return column < counts.length - 1;
}

/** Adds counts over the same categories. Changes the first. */
export function mergeCategoryCounts(into: CategoryCounts, from: CategoryCounts): void {
  mergeVector(into.counts, from.counts);
}

export function encodeCategoryCounts({ counts }: CategoryCounts): Uint8Array {
  return encodeVector(counts);
}

/** The counts of their bytes over the reference's categories, undefined for bytes that are none. */
export function decodeCategoryCounts(bytes: Uint8Array, categories: readonly string[]): CategoryCounts | undefined {
  const empty = emptyCategoryCounts(categories);
  const counts = decodeVector(bytes, empty.counts.length);
  return counts?.every((count) => count >= 0) === true ? { ...empty, counts } : undefined;
}
