import type { Threat, Tx } from "../../db/types.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { closeTasksAbout } from "../../work/close-task.ts";
import { threatTasks } from "./rules.ts";

/** Closes the tasks of whoever was to decide about living with this risk, and those about an acceptance that ended. */
export function settleAcceptance(
  tx: Tx,
  ctx: CommandContext,
  threat: Pick<Threat, "id">,
  state: "done" | "cancelled",
): Promise<AuditItem[]> {
  const kinds = [threatTasks.acceptance, threatTasks.expired];
  return closeTasksAbout(tx, ctx, { kinds, entity: { type: "threat", id: threat.id } }, state);
}
