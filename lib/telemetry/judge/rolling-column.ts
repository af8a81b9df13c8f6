import { steadyRise, type SteadyRise } from "../../detection/drift/steady-rise.ts";
import { resolutions } from "../rules.ts";

/** The rolling reference is the two weeks before the day that is judged; what crept up is looked for in four. */
export const ROLLING_DAYS = 14;
export const RISING_DAYS = 28;
/** Days that it needs before it says anything. */
const LEAST_DAYS = 5;
export const DAY_MS = resolutions["1d"];

/** A column of one day by the cells of the frozen reference; `key` is kind and name. */
export interface DayRow {
  readonly key: string;
  readonly day: number;
  readonly counts: readonly number[];
  readonly nulls: number;
  readonly distance: number | null;
}

/** A column in the last weeks: its counts by the cells of the frozen reference, and whether its distance crept up. */
export interface RollingColumn {
  /** Null while there are too few days. */
  readonly counts: readonly number[] | null;
  readonly nulls: number;
  readonly days: number;
  readonly rise: SteadyRise | null;
}

/** The day of a moment, milliseconds, UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

/** The rolling reference of a day out of the days before it, in order of time: each column by its key. */
export function rollingOf(rows: readonly DayRow[], day: number): Map<string, RollingColumn> {
  const byKey = new Map<string, DayRow[]>();
  for (const row of rows) {
    const own = byKey.get(row.key);
    if (own === undefined) byKey.set(row.key, [row]);
    else own.push(row);
  }
  return new Map(
    [...byKey].map(([key, own]) => {
      const near = own.filter((row) => row.day >= day - ROLLING_DAYS * DAY_MS);
      const cells = near[0]?.counts ?? [];
      const counts = cells.map((_, cell) => near.reduce((sum, row) => sum + (row.counts[cell] ?? 0), 0));
      const nulls = near.reduce((sum, row) => sum + row.nulls, 0);
      const rise = steadyRise(own.map(({ distance }) => distance));
      return [key, { counts: near.length < LEAST_DAYS ? null : counts, nulls, days: near.length, rise }];
    }),
  );
}
