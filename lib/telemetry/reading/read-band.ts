import type { Reader } from "../../kernel/query.ts";
import type { Range } from "./range.ts";

/** Which detector watches what a chart shows, by what its numbers are multiplied to be in the chart's unit, and the most there is of it. */
const watchedBy: Readonly<Record<string, { series: string; times: number; most?: number }>> = {
  "traffic:requests": { series: "volume", times: 12 },
  "traffic:errors": { series: "errors", times: 100, most: 1 },
  "traffic:refused": { series: "refused", times: 100, most: 1 },
  "measure:latency": { series: "latency", times: 1 },
  "measure:confidence": { series: "confidence", times: 1, most: 1 },
  "measure:output tokens": { series: "tokens", times: 1 },
  "measure:cost": { series: "cost", times: 1 },
};

/** What was expected of each window of five minutes before it was seen; empty at other resolutions and for other series. */
export async function readBand(
  db: Reader,
  orgId: string,
  asked: { modelId: string; series: string; range: Range },
): Promise<[at: number, low: number, high: number][]> {
  const watched = watchedBy[asked.series];
  if (watched === undefined || asked.range.resolution !== "5m") return [];
  const rows = await db.$queryRawUnsafe<{ bucket: Date; low: number; high: number }[]>(
    `select bucket, low, high from telemetry_expected where org_id = $1::uuid and model_id = $2::uuid and series = $3
     and bucket >= $4::timestamptz and bucket < $5::timestamptz order by bucket`,
    orgId,
    asked.modelId,
    watched.series,
    new Date(asked.range.from).toISOString(),
    new Date(asked.range.to).toISOString(),
  );
  const { times, most = Infinity } = watched;
  // Nothing here is negative, and no share is above one.
  return rows.map(({ bucket, low, high }) => [
    bucket.getTime(),
    Math.min(most, Math.max(0, low)) * times,
    Math.min(most, Math.max(0, high)) * times,
  ]);
}
