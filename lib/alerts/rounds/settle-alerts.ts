import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { hushAlert } from "../commands/hush-alert.ts";
import { resolveAlert } from "../commands/resolve-alert.ts";
import { tellAlert } from "../commands/tell-alert.ts";
import { listOpenAlerts, type OpenAlert } from "../queries/list-open-alerts.ts";
import { whyOver } from "../rules.ts";
import { eachOf } from "./each-of.ts";
import { unlessSettled } from "./unless-settled.ts";

const NAME = "alerts";

async function settle(alert: OpenAlert, now: Date): Promise<boolean> {
  const { orgId, id } = alert;
  const actor: Actor = { type: "system", name: NAME, orgId };
  const call = { actor, now: () => now };
  const reason = alert.ofRule ? null : whyOver(alert, now.getTime());
  if (reason !== null) return unlessSettled(runCommand(resolveAlert, { ...call, input: { id, reason } }));
  if (alert.turn === null) return false;
  return unlessSettled(runCommand(alert.turn === "hush" ? hushAlert : tellAlert, { ...call, input: { id } }));
}

/** Ends alerts whose signal stopped coming, marks those that a silence covers, and tells of those whose silence ended; answers how many changed. */
export async function settleAlerts(now: Date, only: { orgId?: string } = {}): Promise<number> {
  const { items } = await runQuery(listOpenAlerts, {
    actor: { type: "system", name: NAME },
    input: only,
    now: () => now,
  });
  return eachOf(items, async (alert) => ((await settle(alert, now)) ? 1 : 0));
}
