/** A point of a chart: time in ms, value or null for a gap. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number | null;
}

/** What is asked: points in ascending order of time, for so many pixels; from and to default to the first and last time. */
export interface M4Question<Point extends ChartPoint> {
  readonly points: readonly Point[];
  readonly width: number;
  readonly from?: number;
  readonly to?: number;
}

/** The places of the first, last, smallest and largest value of a pixel and of its first gap, ascending, each once. */
function chosen(points: readonly ChartPoint[], start: number, end: number): number[] {
  const places = new Set<number>();
  let [first, last, least, most, gap] = [-1, -1, -1, -1, -1];
  const valueAt = (place: number): number => points[place]?.value ?? 0;
  for (let place = start; place < end; place += 1) {
    const value = points[place]?.value ?? null;
    if (value === null) {
      if (gap < 0) gap = place;
      continue;
    }
    if (first < 0) [first, least, most] = [place, place, place];
    last = place;
    if (value < valueAt(least)) least = place;
    if (value > valueAt(most)) most = place;
  }
  for (const place of [first, last, least, most, gap]) if (place >= 0) places.add(place);
  return [...places].sort((left, right) => left - right);
}

/**
 * The points a line chart of that width needs: per pixel the first, last, smallest and largest value (Jugel et al. 2014,
 * M4), so that the line is drawn as with all of them and no spike is lost; and the first gap. At most five a pixel, in
 * order, the points themselves. Points outside from … to are left out; a width below 1 counts as 1.
 */
export function m4<Point extends ChartPoint>({ points, width, from, to }: M4Question<Point>): Point[] {
  const start = from ?? points[0]?.at ?? 0;
  const end = to ?? points.at(-1)?.at ?? start;
  const pixels = Math.max(1, Math.floor(width));
  const span = end - start;
  const inside = points.filter(({ at }) => at >= start && at <= end);
  const pixelOf = (at: number): number =>
    span > 0 ? Math.min(pixels - 1, Math.floor(((at - start) / span) * pixels)) : 0;
  const kept: Point[] = [];
  let begin = 0;
  while (begin < inside.length) {
    const pixel = pixelOf(inside[begin]?.at ?? start);
    let next = begin + 1;
    while (next < inside.length && pixelOf(inside[next]?.at ?? end) === pixel) next += 1;
    for (const place of chosen(inside, begin, next)) {
      const point = inside[place];
      if (point !== undefined) kept.push(point);
    }
    begin = next;
  }
  return kept;
}
