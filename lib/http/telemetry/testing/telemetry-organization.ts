import { registerModel } from "../../../inventory/commands/register-model.ts";
import { newId } from "../../../kernel/ids.ts";
import type { Permission } from "../../../kernel/policy.ts";
import { runCommand } from "../../../kernel/run-command.ts";
import { createKey } from "../../../people/commands/create-key.ts";
import { foldOrganization } from "../../../telemetry/engine/fold-inbox.ts";
import { rowsAs } from "../../../testing/database.ts";
import { testOrganization } from "../../../testing/organization.ts";
import { workerDatabase } from "../../../testing/worker-database.ts";

/** What came in of one series, over all its windows of five minutes. */
export type Counted = { kind: string; name: string; n: number; mean: number | null };

/** An organization with a model called scorer, keys that write its telemetry, and what was counted of it. */
export async function telemetryOrganization() {
  const org = await testOrganization();
  const actor = org.actor("administrator");
  const model = await runCommand(registerModel, {
    actor,
    input: { name: "Scorer", slug: "scorer", kind: "predictive" },
  });
  const key = async (scopes: Permission[] = ["telemetry:write"], models: string[] = []): Promise<string> => {
    const input = { name: "telemetry", scopes, models, expiresAt: null };
    return (await runCommand(createKey, { actor, input })).secret;
  };
  const fold = () => foldOrganization(workerDatabase(), org.orgId, { newId, now: () => new Date() });
  const counted = async (): Promise<Counted[]> => {
    const rows = await rowsAs(
      "owner",
      `select s.kind, s.name, sum(w.n)::int as n, sum(w.n * w.mean) / nullif(sum(w.n), 0) as mean from telemetry_series s
       join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 0
       where s.org_id = $1 group by 1, 2 order by 1, 2`,
      [org.orgId],
    );
    return rows as Counted[];
  };
  const waiting = async (): Promise<number> =>
    (await rowsAs("owner", "select 1 from telemetry_inbox where org_id = $1", [org.orgId])).length;
  return { orgId: org.orgId, actor, modelId: model.id, key, fold, counted, waiting };
}

export type TelemetryOrganization = Awaited<ReturnType<typeof telemetryOrganization>>;
