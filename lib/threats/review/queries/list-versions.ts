import { diffModels } from "../../../graph/diff/diff-models.ts";
import { can } from "../../../kernel/can.ts";
import { defineQuery, type Reader } from "../../../kernel/query.ts";
import type { Context } from "../../../kernel/context.ts";
import type { ThreatModel } from "../../../db/types.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { reviewStatesOf } from "../../review-state.ts";
import { readModel } from "../read-models.ts";
import { approvalEnds } from "../rules.ts";
import { ListVersionsInput, VersionListDto, type StaleReason } from "../schema.ts";
import { staleReasons } from "../stale.ts";
import { contentOf, versionSummaries } from "../version-dto.ts";

const MOST_CHANGES = 10;

type Approval = { reasons: StaleReason[]; changes: string[]; endsAt: string | null };

async function newestApproval(db: Reader, ctx: Context, threatModel: ThreatModel): Promise<Approval> {
  const version = await db.threatModelVersion.findFirst({
    where: { threatModelId: threatModel.id, state: "approved" },
    orderBy: { number: "desc" },
  });
  if (version === null) return { reasons: [], changes: [], endsAt: null };
  const standing = { ...version, reviewDays: threatModel.reviewDays };
  const known = { content: () => contentOf(version) };
  const reasons = (await staleReasons(db, ctx, [standing], known)).get(version.id) ?? [];
  const changed = reasons.some(({ kind }) => kind === "content");
  const changes = changed ? diffModels(contentOf(version), await readModel(db, threatModel.id)).changes : [];
  return {
    reasons,
    changes: changes.slice(0, MOST_CHANGES).map(({ words }) => words),
    endsAt: version.decidedAt === null ? null : approvalEnds(version.decidedAt, threatModel.reviewDays).toISOString(),
  };
}

/** The versions of a threat model, where its review is, and why the newest approval no longer stands when it does not. */
export const listVersions = defineQuery({
  name: "threat_model_version.list",
  summary: "Versions of a threat model and the state of its review",
  permission: "threat:read",
  http: "GET /threat-models/{id}/versions",
  input: ListVersionsInput,
  output: VersionListDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const rows = await db.threatModelVersion.findMany({
      where: { threatModelId: threatModel.id, ...(input.before === undefined ? {} : { number: { lt: input.before } }) },
      orderBy: { number: "desc" },
      take: input.limit + 1,
      omit: { content: true },
    });
    const page = rows.slice(0, input.limit);
    const states = await reviewStatesOf(db, ctx, [threatModel]);
    const waits = await db.threatModelVersion.count({ where: { threatModelId: threatModel.id, state: "submitted" } });
    return {
      review: states.get(threatModel.id) ?? "never",
      ...(await newestApproval(db, ctx, threatModel)),
      items: await versionSummaries(db, ctx, page),
      nextBefore: rows.length > input.limit ? (page.at(-1)?.number ?? null) : null,
      abilities: { submit: threatModel.state === "active" && waits === 0 && can(ctx.actor, "threat:write") },
    };
  },
});
