import { matchLabels } from "../detection/alerts/alert-labels.ts";
import type { Alert, AlertSilence, Tx } from "../db/types.ts";
import type { AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { labelsOf } from "./alert-labels.ts";
import { changeAlert } from "./change-alert.ts";
import { handOver } from "./hand-over.ts";
import { isQuiet, matchersOf, readQuiet } from "./quiet.ts";

const AT_ONCE = 200;

/** Marks an open alert as silenced, or no longer, as things are now; one that goes on afterwards is told. Null when nothing changed. */
export async function reviewQuiet(
  tx: Tx,
  ctx: CommandContext,
  before: Alert,
  reason?: string,
): Promise<AuditItem | null> {
  const asked = { labels: labelsOf(before), modelId: before.modelId, at: ctx.now() };
  const quiet = await readQuiet(tx, ctx.orgId, asked);
  const same = quiet.silenced === before.silenced && quiet.inhibitedBy === before.inhibitedBy;
  if (before.state === "resolved" || same) return null;
  const { after, item } = await changeAlert(tx, ctx, {
    before,
    data: quiet,
    ...(reason === undefined ? {} : { reason }),
  });
  const goesOn = isQuiet(before) && !isQuiet(after) && after.state === "firing";
  if (goesOn) await handOver(tx, ctx, { kind: "opened", alert: after, at: ctx.now() });
  return item;
}

/** Marks the open alerts that a silence is about as things are now, 200 at once; the worker's round does the rest. */
export async function reviewMatching(tx: Tx, ctx: CommandContext, silence: AlertSilence): Promise<AuditItem[]> {
  const open = await tx.alert.findMany({
    where: { orgId: ctx.orgId, state: { not: "resolved" } },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
  });
  const matching = open.filter((alert) => matchLabels(labelsOf(alert), matchersOf(silence))).slice(0, AT_ONCE);
  const items: AuditItem[] = [];
  for (const alert of matching) {
    const item = await reviewQuiet(tx, ctx, alert, silence.reason);
    if (item !== null) items.push(item);
  }
  return items;
}
