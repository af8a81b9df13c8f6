import type { Reader } from "../kernel/query.ts";
import { BURN_SPAN_MS, ruleWindows, type RulePart, type RuleResolution, type Watched } from "./rules.ts";
import { burnPoint, burnValue, seriesOf, watchedValue, type StoredWindow } from "./watched-value.ts";

/** What a rule looks at: one thing of one model, in windows that ended after `from` and up to `to` (ms). */
export interface Look {
  readonly modelId: string;
  readonly watches: Watched;
  readonly resolution: RuleResolution;
  readonly objective: number | null;
  readonly part: RulePart;
  readonly from: number;
  readonly to: number;
}

type Row = { bucket: Date; n: bigint; mean: number | null; p95: number | null; counters: string[] | null };

const WINDOWS = `select w.bucket, w.n, w.mean, w.p95, w.counters::text[] as counters from telemetry_series s
join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = $5::smallint and w.bucket >= $6::timestamptz and w.bucket < $7::timestamptz
where s.org_id = $1::uuid and s.model_id = $2::uuid and s.kind = $3 and s.name = $4 order by w.bucket`;

async function readWindows(db: Reader, orgId: string, look: Look, begin: number): Promise<Map<number, StoredWindow[]>> {
  const { kind, name } = seriesOf(look.watches);
  const rows = await db.$queryRawUnsafe<Row[]>(
    WINDOWS,
    orgId,
    look.modelId,
    kind,
    name,
    look.resolution === "5m" ? 0 : 1,
    new Date(begin).toISOString(),
    new Date(look.to).toISOString(),
  );
  const found = new Map<number, StoredWindow[]>();
  for (const { bucket, n, mean, p95, counters } of rows) {
    const at = bucket.getTime();
    const window = { at, n: Number(n), mean, p95, counters: counters?.map(Number) ?? null };
    found.set(at, [...(found.get(at) ?? []), window]);
  }
  return found;
}

/** The values a rule sees, one for each of its windows in order of time, `at` the window's end; null where nothing came. */
export async function readHistory(
  db: Reader,
  orgId: string,
  look: Look,
): Promise<{ at: number; value: number | null }[]> {
  const { stepMs } = ruleWindows[look.resolution];
  const { objective, watches, part } = look;
  const first = Math.floor(look.from / stepMs) * stepMs;
  const begin = objective === null ? first : first - BURN_SPAN_MS;
  const windows = await readWindows(db, orgId, look, begin);
  const points = [...windows].flatMap(([at, own]) => burnPoint(own, watches, at + stepMs) ?? []);
  const history: { at: number; value: number | null }[] = [];
  for (let at = first + stepMs; at <= look.to; at += stepMs) {
    const own = windows.get(at - stepMs) ?? [];
    if (objective === null) history.push({ at, value: watchedValue(own, watches, stepMs) });
    else {
      const recent = points.filter((point) => point.at <= at && point.at > at - BURN_SPAN_MS);
      history.push({ at, value: own.length === 0 ? null : burnValue(recent, at, objective, part) });
    }
  }
  return history;
}
