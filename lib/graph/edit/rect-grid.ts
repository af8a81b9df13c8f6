import { overlap, type Rect } from "./scene.ts";

const CELL = 240;

/** Rectangles by place, so that what lies near is found without looking at all of them. */
export class RectGrid {
  readonly #cells = new Map<string, Map<string, Rect>>();

  /** Puts a rectangle in; a second one with the same key stands beside the first only where the first did not lie. */
  add(key: string, rect: Rect): void {
    for (const cell of cellsOf(rect)) {
      const held = this.#cells.get(cell) ?? new Map<string, Rect>();
      held.set(key, rect);
      this.#cells.set(cell, held);
    }
  }

  /** What overlaps `rect`, each once, in the order of the cells. */
  near(rect: Rect, except: readonly string[] = []): Rect[] {
    const found = new Map<string, Rect>();
    for (const cell of cellsOf(rect)) {
      for (const [key, held] of this.#cells.get(cell) ?? []) {
        if (!except.includes(key) && overlap(held, rect)) found.set(key, held);
      }
    }
    return [...found.values()];
  }
}

function cellsOf({ x, y, width, height }: Rect): string[] {
  const cells: string[] = [];
  const columns = Math.min(Math.floor(width / CELL) + 2, 200);
  const rows = Math.min(Math.floor(height / CELL) + 2, 200);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const left = (Math.floor(x / CELL) + column) * CELL;
      const top = (Math.floor(y / CELL) + row) * CELL;
      if (left <= x + width && top <= y + height) cells.push(`${left} ${top}`);
    }
  }
  return cells;
}
