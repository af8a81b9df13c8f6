import type { Model } from "../../../db/types.ts";
import type { AuditItem } from "../../../kernel/aggregate.ts";
import { followStage } from "../../versions/follow-stage.ts";
import type { Batch } from "./batch.ts";
import type { PlannedRecord } from "./plan-supply.ts";

type Touched = { created: readonly Model[]; touched: readonly string[]; updates: readonly PlannedRecord[] };

/**
 * Brings models that were there already in line with their new versions. A model that this import also changed has its
 * stage written with that change: a thing has one entry in a command.
 */
export async function followStages(batch: Batch, { created, touched, updates }: Touched): Promise<AuditItem[]> {
  const done = new Set([
    ...created.map(({ id }) => id),
    ...updates.flatMap(({ existing }) => (existing?.kind === "model" ? [existing.row.id] : [])),
  ]);
  const items: AuditItem[] = [];
  for (const id of touched) if (!done.has(id)) items.push(...(await followStage(batch.tx, batch.ctx, id)));
  return items;
}
