import type { Model } from "../db/types.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Reader } from "../kernel/query.ts";
import { mayChangeModel } from "./rules.ts";

type ModelTable = Pick<Reader, "model">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The organization's model with this id or slug. Throws not_found. */
export async function loadModel(db: ModelTable, orgId: string, idOrSlug: string): Promise<Model> {
  const where = UUID.test(idOrSlug) ? { id: idOrSlug.toLowerCase() } : { slug: idOrSlug };
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
