import type { Reader } from "../../kernel/query.ts";
import { resolutionNames, type Resolution } from "../rules.ts";

export type WindowRow = {
  seriesId: string;
  at: number;
  n: number;
  nulls: number;
  mean: number | null;
  least: number | null;
  largest: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  counters: number[] | null;
};

type Raw = Omit<WindowRow, "at" | "n" | "nulls" | "counters"> & {
  bucket: Date;
  n: bigint;
  nulls: bigint;
  counters: bigint[] | null;
};

export type WindowsOf = { seriesIds: readonly string[]; resolution: Resolution; from: number; to: number };

/** The numbers of windows, in order of time; without their states. */
export async function readWindowNumbers(db: Reader, orgId: string, asked: WindowsOf): Promise<WindowRow[]> {
  if (asked.seriesIds.length === 0) return [];
  const rows = await db.$queryRawUnsafe<Raw[]>(
    `select series_id::text as "seriesId", bucket, n, nulls, mean, least, largest, p50, p95, p99, counters from telemetry_window
     where org_id = $1::uuid and series_id = any ($2::uuid[]) and res = $3 and bucket >= $4::timestamptz and bucket < $5::timestamptz
     order by bucket`,
    orgId,
    asked.seriesIds,
    resolutionNames.indexOf(asked.resolution),
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
  );
  return rows.map(({ bucket, n, nulls, counters, ...rest }) => ({
    ...rest,
    at: bucket.getTime(),
    n: Number(n),
    nulls: Number(nulls),
    counters: counters === null ? null : counters.map(Number),
  }));
}

const largest = {
  p95: "max(p95)",
  mean: "max(mean)",
  /** The share of missing values in percent, of windows of at least twenty rows. */
  nulls: "max((100 * nulls)::float8 / n) filter (where n >= 20)",
} as const;

/** Of each window of some series together the largest of one number, in order of time; null where none has it. */
export async function readLargest(
  db: Reader,
  orgId: string,
  asked: WindowsOf,
  of: keyof typeof largest,
): Promise<[at: number, value: number | null][]> {
  if (asked.seriesIds.length === 0) return [];
  const rows = await db.$queryRawUnsafe<{ at: number; value: number | null }[]>(
    `select date_part('epoch', bucket) * 1000 as at, ${largest[of]} as value from telemetry_window
     where org_id = $1::uuid and series_id = any ($2::uuid[]) and res = $3 and bucket >= $4::timestamptz and bucket < $5::timestamptz
     group by bucket order by bucket`,
    orgId,
    asked.seriesIds,
    resolutionNames.indexOf(asked.resolution),
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
  );
  return rows.map(({ at, value }) => [at, value]);
}

/** The counters of windows, in order of time. */
export async function readCounters(
  db: Reader,
  orgId: string,
  asked: WindowsOf,
): Promise<Pick<WindowRow, "at" | "counters">[]> {
  if (asked.seriesIds.length === 0) return [];
  return db.$queryRawUnsafe(
    `select date_part('epoch', bucket) * 1000 as at, to_json(counters) as counters from telemetry_window
     where org_id = $1::uuid and series_id = any ($2::uuid[]) and res = $3 and bucket >= $4::timestamptz and bucket < $5::timestamptz
     order by bucket`,
    orgId,
    asked.seriesIds,
    resolutionNames.indexOf(asked.resolution),
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
  );
}

/** The states of windows, to be opened. */
export async function readWindowStates(
  db: Reader,
  orgId: string,
  asked: WindowsOf,
): Promise<{ seriesId: string; at: number; state: Uint8Array }[]> {
  if (asked.seriesIds.length === 0) return [];
  const rows = await db.$queryRawUnsafe<{ seriesId: string; bucket: Date; state: Uint8Array }[]>(
    `select series_id::text as "seriesId", bucket, state from telemetry_window
     where org_id = $1::uuid and series_id = any ($2::uuid[]) and res = $3 and bucket >= $4::timestamptz and bucket < $5::timestamptz
     order by bucket`,
    orgId,
    asked.seriesIds,
    resolutionNames.indexOf(asked.resolution),
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
  );
  return rows.map(({ seriesId, bucket, state }) => ({ seriesId, at: bucket.getTime(), state }));
}
