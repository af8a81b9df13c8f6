import { layerBoxes } from "@/lib/graph/layout/layer-boxes.ts";
import type { AttackStep } from "@/lib/graph/paths/schema.ts";

export const STEP_WIDTH = 188;
export const STEP_HEIGHT = 72;
const MARGIN = 12;

export type PlacedStep = { step: AttackStep; x: number; y: number };
export type PlacedLink = { from: string; to: string; curve: string };
export type PlacedSteps = { steps: PlacedStep[]; links: PlacedLink[]; width: number; height: number };

/** Steps as boxes from left to right, the goal last, and the lines between them, in pixels. */
export function placeSteps(steps: readonly AttackStep[]): PlacedSteps {
  const boxes = steps.map(({ id }) => ({ id, width: STEP_WIDTH, height: STEP_HEIGHT }));
  const ends = steps.flatMap(({ id, after }) => after.map((before) => ({ from: before, to: id })));
  const { places, width, height } = layerBoxes(boxes, ends, { across: 20, along: 56 });
  const at = (id: string): { x: number; y: number } => {
    const place = places.get(id) ?? { x: 0, y: 0 };
    return { x: place.x + MARGIN, y: place.y + MARGIN };
  };
  return {
    steps: steps.map((step) => ({ step, ...at(step.id) })),
    links: ends.map(({ from, to }) => {
      const [start, end] = [at(from), at(to)];
      const [x1, y1, x2, y2] = [start.x + STEP_WIDTH, start.y + STEP_HEIGHT / 2, end.x, end.y + STEP_HEIGHT / 2];
      const bend = Math.max(24, (x2 - x1) / 2);
      return { from, to, curve: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}` };
    }),
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  };
}
