import type { Alert, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { alertAggregate } from "./aggregates.ts";
import { labelsOf } from "./alert-labels.ts";
import { changeAlert } from "./change-alert.ts";
import type { AlertEvent } from "./alert-event.ts";
import { handOver } from "./hand-over.ts";
import { readQuiet } from "./quiet.ts";
import { isWorse } from "./rules.ts";

export type Raised = Pick<
  Alert,
  "fingerprint" | "modelId" | "ruleId" | "kind" | "severity" | "title" | "words" | "techniques" | "series"
> & { state: "pending" | "firing"; at: Date };

/** The open alert of this fingerprint, with nobody else opening one until the transaction ends. */
export async function lockOpen(tx: Tx, orgId: string, fingerprint: string): Promise<Alert | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`alert ${orgId} ${fingerprint}`}, 11))::text as done`;
  return tx.alert.findFirst({ where: { orgId, fingerprint, state: { not: "resolved" } } });
}

async function open(tx: Tx, ctx: CommandContext, raised: Raised): Promise<{ alert: Alert; item: AuditItem }> {
  const { at, state, ...facts } = raised;
  const now = ctx.now();
  const labels = labelsOf({ ...facts, orgId: ctx.orgId });
  const quiet = await readQuiet(tx, ctx.orgId, { labels, modelId: facts.modelId, at: now });
  const alert = await tx.alert.create({
    data: {
      ...facts,
      ...quiet,
      id: ctx.newId(),
      orgId: ctx.orgId,
      state,
      startedAt: at,
      firedAt: state === "firing" ? now : null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
  });
  return { alert, item: audited(alertAggregate, null, alert) };
}

async function tell(tx: Tx, ctx: CommandContext, kind: AlertEvent["kind"], alert: Alert): Promise<void> {
  await handOver(tx, ctx, { kind, alert, at: ctx.now() });
}

/** Opens an alert, or makes the open one of the same fingerprint fire or graver; tells who has to know. */
export async function raise(
  tx: Tx,
  ctx: CommandContext,
  raised: Raised,
): Promise<{ alert: Alert; item: AuditItem; created: boolean }> {
  const before = await lockOpen(tx, ctx.orgId, raised.fingerprint);
  if (before === null) {
    const { alert, item } = await open(tx, ctx, raised);
    if (alert.state === "firing") await tell(tx, ctx, "opened", alert);
    return { alert, item, created: true };
  }
  const fires = before.state === "pending" && raised.state === "firing";
  const graver = isWorse(raised.severity, before.severity);
  const labels = labelsOf({ ...before, severity: graver ? raised.severity : before.severity });
  const quiet = await readQuiet(tx, ctx.orgId, { labels, modelId: before.modelId, at: ctx.now() });
  const { after, item } = await changeAlert(tx, ctx, {
    before,
    data: {
      ...quiet,
      words: raised.words,
      techniques: [...new Set([...before.techniques, ...raised.techniques])],
      ...(graver ? { severity: raised.severity } : {}),
      ...(fires ? { state: "firing", firedAt: ctx.now() } : {}),
    },
  });
  if (fires) await tell(tx, ctx, "opened", after);
  else if (graver && after.state === "firing") await tell(tx, ctx, "escalated", after);
  return { alert: after, item, created: false };
}

/** Ends an open alert; tells who was told of it. */
export async function resolve(
  tx: Tx,
  ctx: CommandContext,
  before: Alert,
  how: { reason: string; expectedVersion?: number | undefined },
): Promise<{ alert: Alert; item: AuditItem }> {
  const { after, item } = await changeAlert(tx, ctx, {
    before,
    expectedVersion: how.expectedVersion,
    reason: how.reason,
    data: {
      state: "resolved",
      resolvedAt: ctx.now(),
      resolvedBy: ctx.actor.type === "user" ? ctx.actor.id : null,
    },
  });
  if (before.state === "firing") await tell(tx, ctx, "resolved", after);
  return { alert: after, item };
}
