import { rowsAs } from "../../testing/database.ts";
import type { TestOrganization } from "../../testing/organization.ts";
import { run as deliver } from "../jobs/deliver-alert.handler.ts";
import { tellGroups } from "../rounds/tell-groups.ts";

/** Runs the queued messages of an organization as the worker does; answers how many failed. */
export async function deliverAll(org: TestOrganization): Promise<number> {
  const rows = await rowsAs(
    "owner",
    `select d.id::text as id from alert_delivery d where d.org_id = $1 and d.state <> 'sent'
     and exists (select 1 from graphile_worker._private_jobs j where j.payload ->> 'id' = d.id::text) order by d.id`,
    [org.orgId],
  );
  const outcomes = [];
  for (const { id } of rows)
    outcomes.push(...(await Promise.allSettled([deliver({ orgId: org.orgId, id: String(id) })])));
  return outcomes.filter(({ status }) => status === "rejected").length;
}

/** So many seconds from now. */
export const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

/** What the worker does once alerts waited for others of their group. */
export async function tell(org: TestOrganization, seconds = 31): Promise<void> {
  await tellGroups(later(seconds), { orgId: org.orgId });
  await deliverAll(org);
}
