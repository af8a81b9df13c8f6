import type { TelemetryDatabase } from "./sql-session.ts";

/** Makes the partitions of the days to come, drops those past their time, and forgets keys and counters that are over. */
export async function keepPartitions(database: TelemetryDatabase, now: Date): Promise<void> {
  await database.query("select telemetry_keep_partitions($1)", [now]);
  await database.query(
    "delete from telemetry_batch_key where received_at < $1::timestamptz - interval '7 days' and noted",
    [now],
  );
  await database.query("delete from telemetry_expected where bucket < $1::timestamptz - interval '8 days'", [now]);
  await database.query("delete from telemetry_reference_day where day < $1::timestamptz::date - 120", [now]);
  await database.query("delete from telemetry_usage where minute < $1::timestamptz - interval '1 day'", [now]);
  await database.query("delete from telemetry_total where last_at < $1::timestamptz - interval '30 days'", [now]);
  await database.query(
    `delete from telemetry_sample s using telemetry_setting t
     where t.org_id = s.org_id and s.at < $1::timestamptz - make_interval(days => t.sample_days)`,
    [now],
  );
}
