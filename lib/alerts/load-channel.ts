import type { AlertChannel, Tx } from "../db/types.ts";
import { notFound } from "../kernel/errors.ts";

/** The organization's channel of this id that is not removed. Throws not_found. */
export async function loadChannel(tx: Pick<Tx, "alertChannel">, orgId: string, id: string): Promise<AlertChannel> {
  return (await tx.alertChannel.findFirst({ where: { id, orgId, state: "active" } })) ?? notFound("channel");
}
