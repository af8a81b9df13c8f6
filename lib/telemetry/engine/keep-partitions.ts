import type { TelemetryDatabase } from "./sql-session.ts";

/**
 * Of the verdicts of a day whose hours are gone, those but the gravest: drifted before stable, then the largest effect. Only days that ended
 * 90 to 120 days ago are looked at.
 */
const LESSER_VERDICTS = `delete from telemetry_verdict v using (
    select org_id, series_id, bucket, reference_id, row_number() over (
      partition by org_id, series_id, reference_id, (bucket at time zone 'UTC')::date
      order by status = 'drifted' desc, effect desc nulls last, bucket) as place
    from telemetry_verdict where bucket >= $1::timestamptz - interval '120 days'
      and bucket < date_trunc('day', $1::timestamptz - interval '90 days', 'UTC')) w
  where w.place > 1 and v.org_id = w.org_id and v.series_id = w.series_id and v.bucket = w.bucket and v.reference_id = w.reference_id`;

/** Makes the partitions of the days to come, drops those past their time, and forgets what is over. */
export async function keepPartitions(database: TelemetryDatabase, now: Date): Promise<void> {
  await database.query("select telemetry_keep_partitions($1)", [now]);
  await database.query(
    "delete from telemetry_batch_key where received_at < $1::timestamptz - interval '7 days' and noted",
    [now],
  );
  await database.query("delete from telemetry_expected where bucket < $1::timestamptz - interval '8 days'", [now]);
  await database.query(LESSER_VERDICTS, [now]);
  for (const table of ["telemetry_verdict", "telemetry_signal"]) {
    await database.query(`delete from ${table} where bucket < $1::timestamptz - interval '1096 days'`, [now]);
  }
  await database.query("delete from telemetry_reference_day where day < $1::timestamptz::date - 120", [now]);
  await database.query("delete from telemetry_arrival where hour < $1::timestamptz - interval '30 days'", [now]);
  await database.query("delete from telemetry_usage where minute < $1::timestamptz - interval '1 day'", [now]);
  await database.query("delete from telemetry_total where last_at < $1::timestamptz - interval '30 days'", [now]);
  await database.query(
    `delete from telemetry_sample s using telemetry_setting t
     where t.org_id = s.org_id and s.at < $1::timestamptz - make_interval(days => t.sample_days)`,
    [now],
  );
}
