import { newId } from "../../kernel/ids.ts";
import { rowsAs } from "../../testing/database.ts";
import type { TestOrganization } from "../../testing/organization.ts";

/** Windows of a model's traffic as counting leaves them: [begin in ms, events, errors]. */
export async function putWindows(
  org: TestOrganization,
  modelId: string,
  windows: readonly (readonly [at: number, events: number, errors: number])[],
  res = 0,
): Promise<void> {
  const [known] = await rowsAs(
    "owner",
    `insert into telemetry_series (org_id, id, model_id, version_id, kind, name, first_at) values ($1, $2, $3, $4, 'traffic', '', now())
     on conflict (org_id, model_id, version_id, kind, name) do update set unit = '' returning id::text as id`,
    [org.orgId, newId(), modelId, "00000000-0000-0000-0000-000000000000"],
  );
  await rowsAs(
    "owner",
    `insert into telemetry_sender (org_id, model_id, source, key_id, first_at, last_at, events) values ($1, $2, 'test', $3, now() - interval '90 days', now(), 1)
     on conflict do nothing`,
    [org.orgId, modelId, org.orgId],
  );
  for (const [at, events, errors] of windows) {
    await rowsAs(
      "owner",
      `insert into telemetry_window (org_id, series_id, res, bucket, n, nulls, counters, state) values ($1, $2, $3, $4, $5, 0, array[$5::bigint, $6], '')`,
      [org.orgId, known?.["id"], res, new Date(at), events, errors],
    );
  }
}
