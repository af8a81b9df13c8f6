import { expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { workerDatabase } from "../testing/worker-database.ts";
import { keepPartitions } from "./engine/keep-partitions.ts";

const DAY_MS = 86_400_000;

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
