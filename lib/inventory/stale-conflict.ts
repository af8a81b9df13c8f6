import type { Model } from "../db/types.ts";
import type { Context } from "../kernel/context.ts";
import { AppError } from "../kernel/errors.ts";
import type { Reader } from "../kernel/query.ts";
import { loadModel } from "./load-model.ts";
import { toModelDto } from "./model-dto.ts";
import { peopleById } from "../people/queries/people-by-id.ts";

type ModelTx = Pick<Reader, "model" | "user">;

/** The conflict to throw when somebody else was faster; it carries the record as it is now. */
export async function staleConflict(tx: ModelTx, ctx: Context, row: Pick<Model, "id">): Promise<AppError> {
  const newest = await loadModel(tx, ctx.orgId, row.id);
  const people = await peopleById(tx, ctx.orgId, [newest.ownerId, newest.createdBy]);
  return new AppError("conflict", "Somebody changed this model since you opened it. Nothing was overwritten.", {
    extra: { current: toModelDto(newest, people, ctx.actor) },
  });
}
