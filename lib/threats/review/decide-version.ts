import type { ThreatModel, ThreatModelVersion, Tx } from "../../db/types.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import type { NonEmpty } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { closeTasksAbout } from "../../work/close-task.ts";
import { notify } from "../../work/notify.ts";
import type { z } from "../../zod.ts";
import { loadThreatModel } from "../load-threat-model.ts";
import { changeVersion, loadVersion } from "./load-version.ts";
import { reviewTasks } from "./rules.ts";
import type { VersionDto } from "./schema.ts";
import { versionDto } from "./version-dto.ts";

/** A version with the threat model it is of. */
export type VersionTarget = { version: ThreatModelVersion; threatModel: ThreatModel };

/** The organization's version, kept for this transaction, with its threat model. Throws not_found. */
export async function lockVersion(tx: Tx, orgId: string, id: string): Promise<VersionTarget> {
  await tx.$queryRaw`select 1 as one from threat_model_version where id = ${id}::uuid for update`;
  const version = await loadVersion(tx, orgId, id);
  return { version, threatModel: await loadThreatModel(tx, orgId, version.threatModelId) };
}

type Decision = { state: "approved" | "rejected" | "withdrawn"; reason: string | undefined };

/** Writes the decision on a version, closes the tasks of who was asked, and tells its authors and who submitted it. */
export async function decideVersion(
  tx: Tx,
  ctx: CommandContext,
  { version, threatModel }: VersionTarget,
  { state, reason }: Decision,
): Promise<{ result: z.input<typeof VersionDto>; audit: NonEmpty<AuditItem> }> {
  const decidedBy = ctx.actor.type === "user" ? ctx.actor.id : null;
  const decision = { state, decidedBy, decidedAt: ctx.now(), decisionReason: reason ?? null };
  const { after, item } = await changeVersion(tx, ctx, version, { decision, reason });
  const entity = { type: "threat_model", id: threatModel.id };
  const end = state === "withdrawn" ? "cancelled" : "done";
  const settled = await closeTasksAbout(tx, ctx, { kinds: [reviewTasks.decide], entity }, end);
  await notify(tx, ctx, {
    userIds: [...version.authors, version.submittedBy, threatModel.ownerId].filter((id) => id !== null),
    kind: reviewTasks.decide,
    title: `Version ${String(version.number)} of ${threatModel.name} was ${state}`.slice(0, 200),
    detail: reason ?? "",
    entity,
  });
  return { result: await versionDto(tx, ctx, { row: after, threatModel }), audit: [item, ...settled] };
}
