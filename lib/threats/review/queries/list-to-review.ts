import { defineQuery } from "../../../kernel/query.ts";
import { reviewTasks } from "../rules.ts";
import { ListToReviewInput, ToReviewDto } from "../schema.ts";
import { staleReasons } from "../stale.ts";

/** At most this many approvals in one run. */
const AT_ONCE = 1000;

/** Approvals that no longer stand and nobody was asked about, and those that stand again while a task is open. */
export const listToReview = defineQuery({
  name: "threat_model.list_to_review",
  summary: "Threat models whose approval no longer stands without anybody having been asked",
  permission: "system:operate",
  input: ListToReviewInput,
  output: ToReviewDto,
  async run({ db, ctx }) {
    const { orgId } = ctx;
    const threatModels = await db.threatModel.findMany({
      where: { orgId, state: "active" },
      select: { id: true, reviewDays: true },
    });
    const days = new Map(threatModels.map(({ id, reviewDays }) => [id, reviewDays]));
    const versions = await db.threatModelVersion.findMany({
      where: { orgId, state: "approved", threatModelId: { in: [...days.keys()] } },
      orderBy: { id: "asc" },
      take: AT_ONCE,
      omit: { content: true },
    });
    const standings = versions.map((version) => ({ ...version, reviewDays: days.get(version.threatModelId) ?? 0 }));
    const reasons = await staleReasons(db, ctx, standings);
    const tasks = await db.task.findMany({
      where: { orgId, kind: reviewTasks.again, entityType: "threat_model" },
      select: { entityId: true, state: true, createdAt: true },
    });
    const isStale = (id: string): boolean => (reasons.get(id) ?? []).length > 0;
    const stale = versions.filter(
      ({ id, threatModelId, decidedAt }) =>
        isStale(id) &&
        !tasks.some((task) => task.entityId === threatModelId && task.createdAt > (decidedAt ?? task.createdAt)),
    );
    const settled = versions.filter(
      ({ id, threatModelId }) =>
        !isStale(id) && tasks.some((task) => task.entityId === threatModelId && task.state === "open"),
    );
    const ids = (rows: typeof versions): string[] => rows.map(({ threatModelId }) => threatModelId);
    return { stale: ids(stale), settled: ids(settled) };
  },
});
