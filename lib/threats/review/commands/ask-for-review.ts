import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { peopleInCharge } from "../../../people/queries/people-in-charge.ts";
import { closeTasksAbout } from "../../../work/close-task.ts";
import { openTask } from "../../../work/open-task.ts";
import { z } from "../../../zod.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { reviewTasks } from "../rules.ts";
import { staleReasons } from "../stale.ts";

/** Opens one task for the owner of a threat model whose approval no longer stands; closes it when the approval stands again. */
export const askForReview = defineCommand({
  name: "threat_model.ask_for_review",
  summary: "Open or close the task about a threat model whose approval no longer stands",
  permission: "system:operate",
  input: z.strictObject({ id: z.uuid() }),
  output: z.strictObject({ stale: z.boolean() }),
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, target: threatModel, ctx }) {
    const version = await tx.threatModelVersion.findFirst({
      where: { threatModelId: threatModel.id, state: "approved" },
      orderBy: { number: "desc" },
      omit: { content: true },
    });
    const standing = version === null ? [] : [{ ...version, reviewDays: threatModel.reviewDays }];
    const reasons = (await staleReasons(tx, ctx, standing)).get(version?.id ?? "") ?? [];
    const entity = { type: "threat_model", id: threatModel.id };
    if (version === null || reasons.length === 0) {
      const [first, ...others] = await closeTasksAbout(tx, ctx, { kinds: [reviewTasks.again], entity }, "cancelled");
      if (first === undefined) throw new AppError("precondition_failed", "There is nothing to ask or to close.");
      return { result: { stale: false }, audit: [first, ...others] };
    }
    const kind = reviewTasks.again;
    const since = version.decidedAt ?? version.createdAt;
    const about = { orgId: ctx.orgId, kind, entityType: entity.type, entityId: entity.id };
    if ((await tx.task.count({ where: { ...about, createdAt: { gt: since } } })) > 0) {
      throw new AppError("precondition_failed", "Somebody was asked about this approval already.");
    }
    const owner = (await peopleById(tx, ctx.orgId, [threatModel.ownerId])).get(threatModel.ownerId ?? "");
    const [lead = null] = owner?.active === true ? [owner.id] : await peopleInCharge(tx, ctx.orgId);
    const title = `Review the threat model ${threatModel.name} again`.slice(0, 200);
    const detail = reasons
      .map(({ words }) => words)
      .join(" ")
      .slice(0, 4000);
    const { item } = await openTask(tx, ctx, { kind, title, detail, entity, assigneeId: lead });
    return { result: { stale: true }, audit: [item] };
  },
});
