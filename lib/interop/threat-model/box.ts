import type { RawBox } from "./raw-diagram.ts";

/** A box whose size is known. */
export type Box = { x: number; y: number; width: number; height: number };

/** Hundredths are enough for a drawing, and make sums exact. */
export function round(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? 0 : rounded;
}

/** Whether `inner` lies within `outer`, edges included. */
export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Whether the two have some area in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The middle of a box, as a box without area. */
export function middleOf(box: Box): Box {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 0, height: 0 };
}

/** The box with sizes filled in. */
export function sized(box: RawBox, size: { width: number; height: number }): Box {
  return { x: box.x, y: box.y, width: box.width ?? size.width, height: box.height ?? size.height };
}
