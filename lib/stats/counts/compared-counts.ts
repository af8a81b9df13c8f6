import type { Answer } from "../answer.ts";

/** Two rows of counts over the same cells, without the cells that are empty in both. */
export interface ComparedCounts {
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly n: number;
  readonly m: number;
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/**
 * Checks two rows of counts: the same number of cells, no negative, infinite or missing count ("invalid_input"), both
 * with something in them ("not_enough_data"), and more than one cell in use ("constant").
 */
export function comparedCounts(reference: readonly number[], current: readonly number[]): Answer<ComparedCounts> {
  if (reference.length !== current.length) return { status: "invalid_input" };
  if (![...reference, ...current].every(isCount)) return { status: "invalid_input" };
  const used = reference.map((count, index) => count + (current[index] ?? 0) > 0);
  const kept = { reference: reference.filter((_, i) => used[i]), current: current.filter((_, i) => used[i]) };
  const n = kept.reference.reduce((sum, count) => sum + count, 0);
  const m = kept.current.reduce((sum, count) => sum + count, 0);
  if (n === 0 || m === 0) return { status: "not_enough_data" };
  if (!Number.isFinite(n + m)) return { status: "invalid_input" };
  return kept.reference.length === 1 ? { status: "constant" } : { status: "ok", ...kept, n, m };
}
