import type { Model } from "../db/types.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import type { Actor } from "../kernel/actor.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Reader } from "../kernel/query.ts";
import { mayChangeModel } from "./rules.ts";

type ModelTable = Pick<Reader, "model">;

/** The organization's model with this id or slug. Throws not_found. */
export async function loadModel(db: ModelTable, orgId: string, idOrSlug: string): Promise<Model> {
  const where = isUuid(idOrSlug.toLowerCase()) ? { id: idOrSlug.toLowerCase() } : { slug: idOrSlug };
  return (await db.model.findFirst({ where: { orgId, ...where } })) ?? notFound("model");
}

/** Throws forbidden unless the actor may change this model. */
export function requireMayChange(actor: Actor, model: Model): void {
  if (mayChangeModel(actor, model)) return;
  throw new AppError(
    "forbidden",
    "Only its owner, whoever registered it, a security lead or an administrator may change this model.",
  );
}
