import { useId } from "react";
import type { TimePoint } from "./merge-lines.ts";

const WIDTH = 178;
const HEIGHT = 46;

interface SparklineProps {
  points: readonly TimePoint[];
  /** Says in words what the line shows; without it the line is decoration beside the same words. */
  label?: string;
  limit?: number | null;
  marked?: readonly [from: number, to: number] | undefined;
  /** The range of the axis; without it from the first point to the last. */
  range?: readonly [from: number, to: number] | undefined;
  height?: number;
}

interface Box {
  x: (at: number) => number;
  y: (value: number) => number;
}

function boxOf(points: readonly TimePoint[], limit: number | null, range: SparklineProps["range"]): Box {
  const values = points.map(([, value]) => value).filter((value): value is number => value !== null);
  const all = limit === null ? values : [...values, limit];
  const least = all.reduce((a, b) => Math.min(a, b), 0);
  const most = all.reduce((a, b) => Math.max(a, b), least + 1e-12);
  const [first, last] = range ?? [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 1];
  return {
    x: (at) => 1 + ((at - first) / Math.max(1, last - first)) * (WIDTH - 2),
    y: (value) => HEIGHT - 3 - ((value - least) / (most - least)) * (HEIGHT - 9),
  };
}

/** The parts of a line between its gaps, as points of the drawing; a window that is not there is a gap too. */
function parts(points: readonly TimePoint[], { x, y }: Box): string[] {
  const found: string[][] = [[]];
  const steps = points.slice(1).map(([at], place) => at - (points[place]?.[0] ?? at));
  const longest = 2.5 * Math.min(...steps);
  for (const [place, [at, value]] of points.entries()) {
    if (value === null || (steps[place - 1] ?? 0) > longest) found.push([]);
    if (value !== null) found.at(-1)?.push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  }
  return found
    .filter((part) => part.length > 0)
    .map((part) => (part.length === 1 ? [...part, ...part] : part).join(" "));
}

/** A small line over time from 0 up, with gaps where nothing was measured, a limit and a marked window. */
export function Sparkline({ points, label, limit = null, marked, range, height = HEIGHT }: SparklineProps) {
  const id = useId();
  const box = boxOf(points, limit, range);
  const named = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-labelledby": id };
  return (
    <svg
      className="mk-sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      {...named}
    >
      {label === undefined ? null : <title id={id}>{label}</title>}
      {marked === undefined ? null : (
        <rect
          x={box.x(marked[0])}
          width={Math.max(3, box.x(marked[1]) - box.x(marked[0]))}
          y="0"
          height={HEIGHT}
          fill="var(--accent)"
          opacity="0.14"
        />
      )}
      <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      {limit === null ? null : (
        <line
          x1="0"
          x2={WIDTH}
          y1={box.y(limit)}
          y2={box.y(limit)}
          stroke="var(--red-fill)"
          strokeDasharray="4 3"
          opacity="0.8"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {parts(points, box).map((part) => (
        <polyline
          key={part}
          points={part}
          fill="none"
          stroke="var(--d1)"
          strokeWidth="1.6"
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
