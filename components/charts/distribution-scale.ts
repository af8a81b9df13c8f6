export interface DistributionBar {
  readonly label: string;
  readonly from: number | null;
  readonly to: number | null;
  /** Shares of all, 0 to 1. */
  readonly reference: number;
  readonly current: number;
}

/** Whether the bars are bins of a number; bars without ends are categories. */
export function isNumeric(bars: readonly DistributionBar[]): boolean {
  return bars.some(({ from, to }) => from !== null || to !== null);
}

/** Where a value stands among the bins, counted in bars from the left; null when it lies in none of them. */
export function placeOf(bars: readonly DistributionBar[], value: number | null): number | null {
  if (value === null) return null;
  for (const [place, { from, to }] of bars.entries()) {
    if (from === null && to === null) continue;
    if ((from === null || value >= from) && (to === null || value <= to)) {
      return from === null || to === null || to === from ? place + 0.5 : place + (value - from) / (to - from);
    }
  }
  return null;
}

/** Whether bins of a number differ in width by more than a twentieth: then the axis is not even, and must say so. */
export function isUneven(bars: readonly DistributionBar[]): boolean {
  const widths = bars.flatMap(({ from, to }) => (from === null || to === null ? [] : [to - from]));
  const [least, most] = [Math.min(...widths), Math.max(...widths)];
  return widths.length > 1 && most - least > 0.05 * most;
}

/** The step line of the reference over the bars, as a path. */
export function stepPath(
  bars: readonly DistributionBar[],
  x: (place: number) => number,
  y: (share: number) => number,
): string {
  const steps = bars.map(({ reference }, place) => `V${y(reference).toFixed(1)}H${x(place + 1).toFixed(1)}`);
  return `M${x(0).toFixed(1)} ${y(0).toFixed(1)}${steps.join("")}V${y(0).toFixed(1)}`;
}
