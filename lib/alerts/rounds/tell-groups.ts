import { groupAlerts } from "../../detection/alerts/group-alerts.ts";
import { groupDueAt } from "../../detection/alerts/group-due.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { listWaitingTellings, type WaitingTelling } from "../queries/list-waiting-tellings.ts";
import { groupLabels, MOST_TOLD } from "../rules.ts";
import { tellGroup } from "../tell-group.ts";
import { eachOf } from "./each-of.ts";

const NAME = "alerts";

type Group = { orgId: string; recipientId: string; key: string; alertIds: string[] };
type LastTold = (key: string) => number | null;

/** The groups of one recipient that are due at a time in ms. */
function dueGroups(waiting: readonly WaitingTelling[], lastTold: LastTold, now: number): Group[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const { orgId, recipientId, together } = first;
  const alerts = waiting.map(({ alertId, modelId, severity, since }) => ({
    id: alertId,
    at: since.getTime(),
    labels: { org: orgId, model: modelId ?? "", severity, alert: alertId },
  }));
  return groupAlerts(alerts, groupLabels[together])
    .filter(({ key, alerts: own }) => {
      const firstAt = own[0]?.at ?? now;
      return groupDueAt({ firstAt, toldAt: lastTold(key) }, first) <= now;
    })
    .map(({ key, alerts: own }) => ({
      orgId,
      recipientId,
      key,
      alertIds: own.slice(0, MOST_TOLD).map(({ id }) => id),
    }));
}

/** Tells people and channels of the groups of alerts that waited long enough, one message each; answers how many alerts were told. */
export async function tellGroups(now: Date, only: { orgId?: string } = {}): Promise<number> {
  const system: Actor = { type: "system", name: NAME };
  const { items, told } = await runQuery(listWaitingTellings, { actor: system, input: only });
  const last = new Map(told.map(({ recipientId, key, at }) => [`${recipientId} ${key}`, at.getTime()]));
  const recipients = new Set(items.map(({ recipientId }) => recipientId));
  const due = [...recipients].flatMap((recipientId) => {
    const waiting = items.filter((item) => item.recipientId === recipientId);
    return dueGroups(waiting, (key) => last.get(`${recipientId} ${key}`) ?? null, now.getTime());
  });
  return eachOf(due, async ({ orgId, ...input }) => {
    const actor: Actor = { type: "system", name: NAME, orgId };
    return (await runScratch(tellGroup, { actor, input, now: () => now })).told;
  });
}
