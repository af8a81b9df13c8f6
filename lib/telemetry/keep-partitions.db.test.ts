import { expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { workerDatabase } from "../testing/worker-database.ts";
import { keepPartitions } from "./engine/keep-partitions.ts";

const DAY_MS = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const partitionOf = (table: string, at: number): string => `${table}_${dayOf(at).replaceAll("-", "")}`;

it("moves what came before its partition was made into it, when that is made", async () => {
  const { orgId } = await testOrganization();
  const [series, day] = [newId(), Date.now() + 7 * DAY_MS];
  await keepPartitions(workerDatabase(), new Date());
  const missing = ["telemetry_window_5m", "telemetry_event_key"].map((table) => partitionOf(table, day));
  for (const name of missing) await rowsAs("owner", `drop table if exists ${name}`);
  await rowsAs(
    "owner",
    "insert into telemetry_window (org_id, series_id, res, bucket, n, nulls, state) values ($1, $2, 0, $3, 7, 0, '')",
    [orgId, series, new Date(day)],
  );
  await rowsAs("owner", "insert into telemetry_event_key (org_id, day, event_key) values ($1, $2, 'key')", [
    orgId,
    dayOf(day),
  ]);
  await keepPartitions(workerDatabase(), new Date());
  const rows = await rowsAs(
    "owner",
    `select tableoid::regclass::text as name, n::int as n from telemetry_window where org_id = $1
     union all select tableoid::regclass::text, 0 from telemetry_event_key where org_id = $1`,
    [orgId],
  );
  expect(rows).toEqual([
    { name: missing[0], n: 7 },
    { name: missing[1], n: 0 },
  ]);
  const usual = await rowsAs("owner", "select relname from pg_class where relname = any($1) and relispartition", [
    missing,
  ]);
  expect(usual).toHaveLength(2);
  await expect(rowsAs("app", `select 1 from ${missing[0] ?? ""}`)).rejects.toThrow(/permission denied/);
});

it("drops the days of the inbox that are over, but none where a batch still waits", async () => {
  const { orgId } = await testOrganization();
  const [waiting, empty] = [Date.now() - 40 * DAY_MS, Date.now() - 41 * DAY_MS];
  for (const at of [waiting, empty]) {
    await rowsAs(
      "owner",
      `create table ${partitionOf("telemetry_inbox", at)} partition of telemetry_inbox for values from ('${dayOf(at)}') to ('${dayOf(at + DAY_MS)}')`,
    );
  }
  const id = newId();
  await rowsAs(
    "owner",
    "insert into telemetry_inbox (org_id, received_day, id, received_at, source, events, body) values ($1, $2, $3, $4, 'events', 1, '')",
    [orgId, dayOf(waiting), id, new Date(waiting)],
  );
  const there = async () =>
    (
      await rowsAs("owner", "select relname from pg_class where relname = any($1)", [
        [waiting, empty].map((at) => partitionOf("telemetry_inbox", at)),
      ])
    ).map(({ relname }) => relname);
  await keepPartitions(workerDatabase(), new Date());
  expect(await there()).toEqual([partitionOf("telemetry_inbox", waiting)]);
  await rowsAs("owner", "delete from telemetry_inbox where org_id = $1", [orgId]);
  await keepPartitions(workerDatabase(), new Date());
  expect(await there()).toEqual([]);
});

it("keeps of days whose hours are gone the gravest verdict, and nothing beyond three years", async () => {
  const { orgId } = await testOrganization();
  const [series, reference] = [newId(), newId()];
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const put = (daysAgo: number, hour: number, status: string, effect: number | null) =>
    rowsAs(
      "owner",
      `insert into telemetry_verdict (org_id, model_id, series_id, bucket, reference_id, status, n, effect) values ($1, $2, $2, $3, $4, $5, 100, $6)`,
      [orgId, series, new Date(today - daysAgo * DAY_MS + hour * 3_600_000), reference, status, effect],
    );
  for (const hour of [0, 7, 23]) {
    await put(1, hour, "stable", 0.01);
    await put(100, hour, "stable", hour / 100);
    await put(101, hour, "not_enough_data", null);
    await put(1_097, hour, "drifted", 1);
  }
  await put(100, 12, "drifted", 0.11);
  await put(100, 13, "drifted", 0.4);
  for (let time = 0; time < 2; time += 1) await keepPartitions(workerDatabase(), new Date());
  const kept = await rowsAs(
    "read",
    `select round(extract(epoch from $2::timestamptz - date_trunc('day', bucket, 'UTC')) / 86400)::int as ago, extract(hour from bucket at time zone 'UTC')::int as hour, status
     from telemetry_verdict where org_id = $1 order by bucket`,
    [orgId, new Date(today)],
  );
  expect(kept).toEqual([
    { ago: 101, hour: 0, status: "not_enough_data" },
    { ago: 100, hour: 13, status: "drifted" },
    { ago: 1, hour: 0, status: "stable" },
    { ago: 1, hour: 7, status: "stable" },
    { ago: 1, hour: 23, status: "stable" },
  ]);
});

it("forgets after four weeks when telemetry came", async () => {
  const { orgId } = await testOrganization();
  const insert =
    "insert into telemetry_arrival (org_id, model_id, hour, windows) values ($1, $2, date_trunc('hour', $3::timestamptz), 1)";
  for (const days of [31, 29]) await rowsAs("owner", insert, [orgId, newId(), new Date(Date.now() - days * DAY_MS)]);
  await keepPartitions(workerDatabase(), new Date());
  const rows = await rowsAs(
    "owner",
    "select hour > now() - interval '30 days' as young from telemetry_arrival where org_id = $1",
    [orgId],
  );
  expect(rows).toEqual([{ young: true }]);
});
