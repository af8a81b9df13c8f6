import type { Alert, Tx } from "../db/types.ts";
import { audited } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { alertAggregate } from "./aggregates.ts";
import { toAlertDto } from "./alert-dto.ts";

/** The organization's alert of this id. Throws not_found. */
export async function loadAlert(tx: Pick<Tx, "alert">, orgId: string, id: string): Promise<Alert> {
  return (await tx.alert.findFirst({ where: { id, orgId } })) ?? notFound("alert");
}

/** Writes a change of an alert. Throws conflict when somebody else was faster. */
export async function changeAlert(
  tx: Tx,
  ctx: CommandContext,
  change: { before: Alert; expectedVersion?: number | undefined; data: Partial<Alert>; reason?: string },
) {
  const { before, expectedVersion, data, reason } = change;
  const { count } = await tx.alert.updateMany({
    where: { id: before.id, orgId: ctx.orgId, version: expectedVersion ?? before.version },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
  });
  const after = await tx.alert.findUniqueOrThrow({ where: { id: before.id } });
  if (count === 0) {
    const extra = { current: await toAlertDto(tx, after) };
    throw new AppError("conflict", "Somebody changed this alert in the meantime.", { extra });
  }
  return { after, item: audited(alertAggregate, before, after, { reason }) };
}
