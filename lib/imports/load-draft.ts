import type { ImportDraft } from "../db/types.ts";
import { actorRef } from "../kernel/actor.ts";
import type { Context } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import type { Reader } from "../kernel/query.ts";

/** The actor's own preview. Throws not_found for those of others, and precondition_failed when its time is over. */
export async function loadDraft(db: Pick<Reader, "importDraft">, ctx: Context, id: string): Promise<ImportDraft> {
  const mine = { orgId: ctx.orgId, actorType: ctx.actor.type, actorRef: actorRef(ctx.actor) };
  const draft = (await db.importDraft.findFirst({ where: { id, ...mine } })) ?? notFound("import");
  if (draft.expiresAt.getTime() <= ctx.now().getTime()) {
    throw new AppError("precondition_failed", "This preview is older than a day. Import the file again.");
  }
  return draft;
}
