/** A number as people read it: thousands in groups, as many places as its size deserves. */
export function numberWords(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.001) return value.toExponential(1);
  const places = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en-GB", { maximumFractionDigits: places });
}

/** A number with its unit, `41 ms`; what was not measured is said so and is not 0. */
export function valueWords(value: number | null | undefined, unit = ""): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "not enough data";
  return unit === "" ? numberWords(value) : `${numberWords(value)} ${unit}`;
}

/** A share from 0 to 1 in per cent; below one per cent is said so. */
export function shareWords(share: number | null): string {
  if (share === null) return "not enough data";
  if (share > 0 && share < 0.01) return "< 1 %";
  return `${(share * 100).toLocaleString("en-GB", { maximumFractionDigits: share < 0.995 && share > 0.9 ? 1 : 0 })} %`;
}

/** A number beside an axis: `12k`, `1.2M`, `5e-4`: short enough for the room that an axis has. */
export function axisWords(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.001) return Number(value.toPrecision(2)).toExponential();
  if (size < 10_000) return numberWords(value);
  return new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 })
    .format(value)
    .replace("K", "k");
}

export interface NiceScale {
  domain: [low: number, high: number];
  ticks: number[];
}

const niceFactors = [1, 2, 2.5, 5, 10];

/**
 * Ends and marks of an axis that holds all values: round steps, about four of them. `zero` lets the axis begin at 0, as
 * counts and rates need it; without values the axis runs from 0 to 1.
 */
export function niceScale(values: readonly (number | null)[], zero: boolean): NiceScale {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const least = known.reduce((a, b) => Math.min(a, b), zero ? 0 : Infinity);
  const most = known.reduce((a, b) => Math.max(a, b), zero ? 0 : -Infinity);
  if (known.length === 0 || (least === 0 && most === 0)) return { domain: [0, 1], ticks: [0, 0.5, 1] };
  const span = most - least || Math.abs(most) || 1;
  const rough = span / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (niceFactors.find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return { domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], ticks };
}
