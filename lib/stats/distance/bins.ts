import type { Answer } from "../answer.ts";
import { cellBounds, type CellBounds, type ReferenceEdges } from "../states/reference-edges.ts";

/** A cell of frozen edges with the shares of both samples in it and below it. */
export interface SharedCell extends CellBounds {
  readonly reference: number;
  readonly current: number;
  /** Share of the reference below the cell less share of the current window below it. */
  readonly differenceBefore: number;
}

export interface SharedCells {
  readonly cells: readonly SharedCell[];
  readonly n: number;
  readonly m: number;
}

/** Puts two rows of counts onto the cells of their edges. "invalid_input" when they are not of these edges. */
export function sharedCells(
  edges: ReferenceEdges,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Answer<SharedCells> {
  const bounds = cellBounds(edges);
  if (reference.length !== bounds.length || current.length !== bounds.length) return { status: "invalid_input" };
  const rows = [Array.from(reference), Array.from(current)] as const;
  if (!rows.every((row) => row.every((count) => Number.isFinite(count) && count >= 0))) {
    return { status: "invalid_input" };
  }
  const [n, m] = rows.map((row) => row.reduce((sum, count) => sum + count, 0));
  if (n === undefined || m === undefined || n === 0 || m === 0) return { status: "not_enough_data" };
  let [left, right] = [0, 0];
  const cells = bounds.map((cell, index) => {
    const differenceBefore = left / n - right / m;
    const [count, beside] = [rows[0][index] ?? 0, rows[1][index] ?? 0];
    left += count;
    right += beside;
    return { ...cell, reference: count / n, current: beside / m, differenceBefore };
  });
  return { status: "ok", cells, n, m };
}
