export type TimePoint = readonly [at: number, value: number | null];

export interface TimeLine {
  readonly id: string;
  readonly label: string;
  readonly points: readonly TimePoint[];
}

/** Low and high of what was expected at a moment. */
export type BandPoint = readonly [at: number, low: number, high: number];

/** What a chart draws at one moment: a value or a gap for each line, by its place, and the band. */
export interface PlotRow {
  readonly at: number;
  readonly [line: `line${number}`]: number | null;
  /** Places of lines whose point has a gap on both sides and would not be seen as a line. */
  readonly alone: readonly number[];
  readonly band: readonly [number, number] | null;
}

const lineKey = (place: number): `line${number}` => `line${place}`;

/** The value of a line at a moment: measured, or on the straight line between two measured neighbours; null in a gap. */
export function valueAt(points: readonly TimePoint[], at: number): number | null {
  let [low, high] = [0, points.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [moment, value] = points[middle] ?? [at, null];
    if (moment === at) return value;
    if (moment < at) low = middle + 1;
    else high = middle - 1;
  }
  const [before, after] = [points[high], points[low]];
  if (before === undefined || after === undefined || before[1] === null || after[1] === null) return null;
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/** The measured point of a line that lies nearest to a moment, gaps included; undefined when there is none. */
export function nearestPoint(points: readonly TimePoint[], at: number): TimePoint | undefined {
  let nearest: TimePoint | undefined;
  for (const point of points) {
    if (nearest === undefined || Math.abs(point[0] - at) < Math.abs(nearest[0] - at)) nearest = point;
  }
  return nearest;
}

function alonePlaces(points: readonly TimePoint[]): Set<number> {
  const found = new Set<number>();
  points.forEach(([at, value], place) => {
    const before = points[place - 1]?.[1] ?? null;
    const after = points[place + 1]?.[1] ?? null;
    if (value !== null && before === null && after === null) found.add(at);
  });
  return found;
}

/**
 * The rows of a chart of several lines whose points need not lie at the same moments, in the order of time. Where one line
 * has a point and another has none, the other keeps its straight line; where something was not measured there is a gap.
 */
export function mergeLines(lines: readonly TimeLine[], band: readonly BandPoint[]): PlotRow[] {
  const moments = new Set<number>();
  for (const { points } of lines) for (const [at] of points) moments.add(at);
  for (const [at] of band) moments.add(at);
  const alone = lines.map(({ points }) => alonePlaces(points));
  const bands = new Map(band.map(([at, low, high]) => [at, [low, high] as const]));
  return [...moments]
    .sort((a, b) => a - b)
    .map((at) => ({
      at,
      band: bands.get(at) ?? null,
      alone: alone.flatMap((moment, place) => (moment.has(at) ? [place] : [])),
      ...Object.fromEntries(lines.map(({ points }, place) => [lineKey(place), valueAt(points, at)])),
    }));
}
