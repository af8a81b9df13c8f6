import type { JsonValue } from "../interop/json-value.ts";
import type { Model } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import { derivedColumns } from "./derived-columns.ts";
import type { FieldOrigins, ModelAdditions, ModelCard, ModelFields } from "./schema.ts";
import { staleConflict } from "./stale-conflict.ts";

type ModelTx = Pick<Reader, "model" | "user">;
type Changes = Partial<ModelFields & ModelAdditions> & {
  state?: "active" | "archived";
  archivedAt?: Date | null;
  card?: ModelCard;
  origins?: FieldOrigins;
  sourceKey?: string;
  source?: { [member: string]: JsonValue };
};

/** Writes the changes on top of exactly this version of the row and gives the new row. Throws conflict when it is no longer the newest. */
export async function writeModel(tx: ModelTx, ctx: CommandContext, row: Model, changes: Changes): Promise<Model> {
  const next = { ...row, ...(changes as Partial<Model>) };
  const { count } = await tx.model.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: { ...changes, ...derivedColumns(next), updatedAt: ctx.now(), version: { increment: 1 } },
  });
  if (count === 0) throw await staleConflict(tx, ctx, row);
  return tx.model.findUniqueOrThrow({ where: { id: row.id } });
}
