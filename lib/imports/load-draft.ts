import type { ImportDraft } from "../db/types.ts";
import { actorRef } from "../kernel/actor.ts";
import type { Context } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import type { Reader } from "../kernel/query.ts";

/** A preview without the file and its records, which may be tens of megabytes. */
export type DraftFacts = Omit<ImportDraft, "source" | "preview">;

type Tables = Pick<Reader, "importDraft">;

const mine = (ctx: Context, id: string) => ({
  id,
  orgId: ctx.orgId,
  actorType: ctx.actor.type,
  actorRef: actorRef(ctx.actor),
});

function requireYoung(draft: DraftFacts, ctx: Context): void {
  if (draft.expiresAt.getTime() > ctx.now().getTime()) return;
  throw new AppError("precondition_failed", "This preview is older than a day. Import the file again.");
}

/** The actor's own preview. Throws not_found for those of others, and precondition_failed when its time is over. */
export async function loadDraft(db: Tables, ctx: Context, id: string): Promise<ImportDraft> {
  const draft = (await db.importDraft.findFirst({ where: mine(ctx, id) })) ?? notFound("import");
  requireYoung(draft, ctx);
  return draft;
}

/** The same without what is large: for those who only ask how it is. */
export async function loadDraftFacts(db: Tables, ctx: Context, id: string): Promise<DraftFacts> {
  const draft =
    (await db.importDraft.findFirst({ where: mine(ctx, id), omit: { source: true, preview: true } })) ??
    notFound("import");
  requireYoung(draft, ctx);
  return draft;
}
