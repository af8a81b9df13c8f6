import type { Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { AlertEvent } from "./alert-event.ts";
import { isQuiet } from "./quiet.ts";
import { queueTelling } from "./queue-telling.ts";

/**
 * The one place where an alert leaves this domain, in the transaction that changed it: what people and channels are told waits for
 * its group, and incidents can be opened from here. What is silenced or explained by another alert tells nobody; that it is over
 * is told to those who heard of it before.
 */
export async function handOver(tx: Tx, ctx: CommandContext, event: AlertEvent): Promise<void> {
  if (isQuiet(event.alert) && event.kind !== "resolved") return;
  await queueTelling(tx, ctx, event);
}
