import type { AlertRule as RuleRow, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { NonEmpty } from "../kernel/command.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError } from "../kernel/errors.ts";
import { ruleAggregate } from "./aggregates.ts";
import { resolve } from "./raise.ts";
import { toRuleDto } from "./rule-dto.ts";

type Change = {
  before: RuleRow;
  expectedVersion: number | undefined;
  data: Partial<Pick<RuleRow, "name" | "severity" | "slowSeverity" | "enabled" | "removedAt">> & { condition?: object };
  /** Why its open alerts end: it looks at its windows anew. Left out when it goes on as it was. */
  anew?: string;
};

async function endAlerts(tx: Tx, ctx: CommandContext, ruleId: string, reason: string): Promise<AuditItem[]> {
  await tx.alertRuleState.deleteMany({ where: { orgId: ctx.orgId, ruleId } });
  const open = await tx.alert.findMany({ where: { orgId: ctx.orgId, ruleId, state: { not: "resolved" } } });
  const items: AuditItem[] = [];
  for (const alert of open) items.push((await resolve(tx, ctx, alert, { reason })).item);
  return items;
}

/** Writes a change of a rule. Throws conflict when somebody else was faster. */
export async function changeRule(tx: Tx, ctx: CommandContext, { before, expectedVersion, data, anew }: Change) {
  const { count } = await tx.alertRule.updateMany({
    where: { id: before.id, orgId: ctx.orgId, version: expectedVersion ?? before.version },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
  });
  if (count === 0) throw new AppError("conflict", "Somebody changed this rule in the meantime.");
  const after = await tx.alertRule.findUniqueOrThrow({ where: { id: before.id } });
  const ended = anew === undefined ? [] : await endAlerts(tx, ctx, before.id, anew);
  const audit: NonEmpty<AuditItem> = [audited(ruleAggregate, before, after), ...ended];
  return { result: await toRuleDto(tx, after), audit };
}
