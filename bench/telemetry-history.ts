import type pg from "pg";
import { listAlerts } from "../lib/alerts/queries/list-alerts.ts";
import type { Actor } from "../lib/kernel/actor.ts";
import { runQuery } from "../lib/kernel/query.ts";
import { listSignals } from "../lib/telemetry/queries/list-signals.ts";
import { listTelemetry } from "../lib/telemetry/queries/list-telemetry.ts";
import { readTelemetryClients } from "../lib/telemetry/queries/read-telemetry-clients.ts";
import { readTelemetryDistribution } from "../lib/telemetry/queries/read-telemetry-distribution.ts";
import { readTelemetryPoints } from "../lib/telemetry/queries/read-telemetry-points.ts";
import { readTelemetry } from "../lib/telemetry/queries/read-telemetry.ts";

const EVENTS = 100_000_000;
const HOUR = 3_600_000;
const ROUNDS = 20;

/** A window of each series as it was counted, put into every window that is kept: a week of 5 minutes, 90 days of hours, three years of days. */
const FILL = `insert into telemetry_window (org_id, series_id, res, bucket, n, nulls, mean, least, largest, p50, p95, p99, counters, state)
  select w.org_id, w.series_id, k.res, k.bucket, $2::bigint / k.windows, w.nulls, w.mean, w.least, w.largest, w.p50, w.p95, w.p99, w.counters, w.state
  from (select distinct on (series_id) * from telemetry_window where org_id = $1 and res = 1 order by series_id, bucket desc) w
  cross join (
    select 0::smallint as res, 2016 as windows, b as bucket from generate_series($3::timestamptz - interval '7 days', $3::timestamptz, interval '5 minutes') b
    union all select 1, 2160, b from generate_series($3::timestamptz - interval '90 days', $3::timestamptz, interval '1 hour') b
    union all select 2, 1095, b from generate_series(date_trunc('day', $3::timestamptz, 'UTC') - interval '1095 days', $3::timestamptz, interval '1 day') b
  ) k
  on conflict do nothing`;

/** A verdict of each column: of every hour of 90 days, and of one hour of each day before, as housekeeping leaves them. */
const JUDGE = `insert into telemetry_verdict (org_id, model_id, series_id, bucket, reference_id, status, n, effect, p, p_adjusted, story, rolling)
  select s.org_id, s.model_id, s.id, k.bucket, s.model_id, case when z.h % 17 = 0 then 'drifted' else 'stable' end, 100 + z.h % 1000,
    (z.h % 300) / 1000.0, (z.h % 997) / 997.0, (z.h % 991) / 991.0, 'steady', (z.h % 200) / 1000.0
  from (
    select b as bucket from generate_series($2::timestamptz - interval '90 days', $2::timestamptz - interval '1 hour', interval '1 hour') b
    union all select b from generate_series($2::timestamptz - interval '1095 days', $2::timestamptz - interval '91 days', interval '1 day') b
  ) k cross join telemetry_series s cross join lateral (select abs(hashtext(s.id::text || k.bucket)::bigint) as h) z
  where s.org_id = $1 and s.kind in ('feature', 'output')
  order by k.bucket
  on conflict do nothing`;

/** Windows of a model that stand for 100 million events in each resolution, and its verdicts. Answers how many windows there are. */
export async function fillHistory(owner: pg.Pool, orgId: string, now: number): Promise<number> {
  const hour = new Date(Math.floor(now / HOUR) * HOUR).toISOString();
  await owner.query(FILL, [orgId, EVENTS, hour]);
  await owner.query(JUDGE, [orgId, hour]);
  await owner.query("analyze telemetry_window, telemetry_verdict");
  const { rows } = await owner.query<{ n: string }>("select count(*) as n from telemetry_window where org_id = $1", [
    orgId,
  ]);
  return Number(rows[0]?.n ?? 0);
}

async function p95Of(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return times.sort((left, right) => left - right)[Math.floor(ROUNDS * 0.95)] ?? 0;
}

/** The p95 of each chart and list, in milliseconds, over a day, a week, 90 days and three years where it has a range. */
export async function chartTimes(actor: Actor, now: number): Promise<Map<string, number>> {
  const to = new Date(now).toISOString();
  const times = new Map<string, number>();
  const id = "bench-model";
  for (const days of [1, 7, 90, 1_000]) {
    const range = { id, from: new Date(now - days * 24 * HOUR).toISOString(), to };
    const points = { ...range, series: "feature:feature_1" };
    times.set(`page with matrix, ${days} d`, await p95Of(() => runQuery(readTelemetry, { actor, input: range })));
    times.set(`points, ${days} d`, await p95Of(() => runQuery(readTelemetryPoints, { actor, input: points })));
    if (days > 30) continue;
    times.set(`clients, ${days} d`, await p95Of(() => runQuery(readTelemetryClients, { actor, input: range })));
  }
  const cell = { id, series: "feature:feature_1", at: Math.floor(now / HOUR) * HOUR - 2 * HOUR, stepMs: HOUR };
  times.set("distribution", await p95Of(() => runQuery(readTelemetryDistribution, { actor, input: cell })));
  times.set("list of models", await p95Of(() => runQuery(listTelemetry, { actor, input: {} })));
  times.set("signals", await p95Of(() => runQuery(listSignals, { actor, input: { id } })));
  times.set("alerts", await p95Of(() => runQuery(listAlerts, { actor, input: {} })));
  return times;
}
