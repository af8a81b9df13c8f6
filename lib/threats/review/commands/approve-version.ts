import { diffModels } from "../../../graph/diff/diff-models.ts";
import type { Tx } from "../../../db/types.ts";
import type { AuditItem } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import { AppError } from "../../../kernel/errors.ts";
import { requireActive } from "../../load-threat-model.ts";
import { decideVersion, lockVersion, type VersionTarget } from "../decide-version.ts";
import { changeVersion, requireSubmitted } from "../load-version.ts";
import { holdContent } from "../moves.ts";
import { modelDigest, readModel } from "../read-models.ts";
import { staleReasons } from "../stale.ts";
import { ApproveVersionInput, VersionDto } from "../schema.ts";
import { approvalProblem, contentOf } from "../version-dto.ts";

const MOST_NAMED = 10;

/** Throws conflict with what changed unless everything is still as it was submitted. */
async function requireSame(tx: Tx, ctx: CommandContext, { version, threatModel }: VersionTarget): Promise<void> {
  const now = await readModel(tx, threatModel.id);
  if (modelDigest(now) !== version.digest) {
    const changes = diffModels(contentOf(version), now).changes.map(({ words }) => words);
    const message = `It changed since it was submitted: ${changes.slice(0, MOST_NAMED).join("; ")}. Withdraw it and submit it again.`;
    throw new AppError("conflict", message, { extra: { changes } });
  }
  const standing = { ...version, reviewDays: threatModel.reviewDays };
  const reasons = (await staleReasons(tx, ctx, [standing])).get(version.id) ?? [];
  if (reasons.length === 0) return;
  const words = reasons.map((reason) => reason.words);
  const message = `What it rests on changed since it was submitted. ${words.slice(0, MOST_NAMED).join(" ")} Look at it, and submit it again.`;
  throw new AppError("conflict", message, { extra: { changes: words } });
}

async function supersede(tx: Tx, ctx: CommandContext, { version }: VersionTarget): Promise<AuditItem[]> {
  const { threatModelId } = version;
  const older = await tx.threatModelVersion.findMany({
    where: { threatModelId, state: "approved" },
    orderBy: { number: "asc" },
  });
  const items: AuditItem[] = [];
  for (const row of older) {
    const decision = { state: "superseded" };
    const action = "threat_model_version.supersede";
    items.push((await changeVersion(tx, ctx, row, { decision, action })).item);
  }
  return items;
}

/** Approves what somebody else made and submitted, as long as it is still the same. The approval before is superseded. */
export const approveVersion = defineCommand({
  name: "threat_model_version.approve",
  summary: "Approve a submitted version of a threat model",
  permission: "threat:approve",
  http: "POST /threat-model-versions/{id}/approve",
  input: ApproveVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => lockVersion(tx, ctx.orgId, input.id),
  authorize({ actor, target: { version } }) {
    requireSubmitted(version);
    const problem = approvalProblem(actor, version);
    if (problem !== "") throw new AppError("forbidden", problem);
  },
  async run({ tx, input, target, ctx }) {
    requireActive(target.threatModel);
    await holdContent(tx, target.threatModel.id);
    await requireSame(tx, ctx, target);
    const superseded = await supersede(tx, ctx, target);
    const { result, audit } = await decideVersion(tx, ctx, target, { state: "approved", reason: input.reason });
    const [decided, ...others] = audit;
    return { result, audit: [decided, ...others, ...superseded] };
  },
});
