import type { ThreatModel, Tx } from "../../../db/types.ts";
import { audited, type AuditItem } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import { AppError } from "../../../kernel/errors.ts";
import { peopleInCharge } from "../../../people/queries/people-in-charge.ts";
import { notify } from "../../../work/notify.ts";
import { openTask } from "../../../work/open-task.ts";
import { closeTasksAbout } from "../../../work/close-task.ts";
import { threatModelVersionAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive, scopeOf } from "../../load-threat-model.ts";
import { authorsSince } from "../authors.ts";
import { readBasis } from "../basis.ts";
import { holdContent, readMoves } from "../moves.ts";
import { modelDigest, readModel } from "../read-models.ts";
import { reviewTasks } from "../rules.ts";
import { SubmitVersionInput, VersionDto } from "../schema.ts";
import { versionDto } from "../version-dto.ts";

/** More people than this are told, but get no task of their own. */
const MOST_TASKS = 5;

type Asked = { threatModel: ThreatModel; number: number; note: string; not: readonly string[] };

async function askToDecide(
  tx: Tx,
  ctx: CommandContext,
  { threatModel, number, note, not }: Asked,
): Promise<AuditItem[]> {
  const people = (await peopleInCharge(tx, ctx.orgId)).filter((id) => !not.includes(id));
  const words = {
    kind: reviewTasks.decide,
    title: `Decide on version ${String(number)} of the threat model ${threatModel.name}`.slice(0, 200),
    detail: note,
    entity: { type: "threat_model", id: threatModel.id },
  };
  const items: AuditItem[] = [];
  for (const assigneeId of people.slice(0, MOST_TASKS)) {
    items.push((await openTask(tx, ctx, { ...words, assigneeId })).item);
  }
  await notify(tx, ctx, { ...words, userIds: people.slice(MOST_TASKS) });
  return items;
}

/** Who puts it up: a person, or whoever made the key. */
async function submitterOf(tx: Tx, ctx: CommandContext): Promise<string | null> {
  const { actor } = ctx;
  if (actor.type === "user") return actor.id;
  if (actor.type !== "apiKey") return null;
  return (await tx.apiKey.findFirst({ where: { id: actor.id } }))?.createdBy ?? null;
}

async function requireNothingWaits(tx: Tx, threatModelId: string): Promise<void> {
  const open = await tx.threatModelVersion.count({ where: { threatModelId, state: "submitted" } });
  if (open === 0) return;
  throw new AppError("precondition_failed", "A version waits for a decision already. Withdraw it before the next one.");
}

async function newestOf(tx: Tx, threatModelId: string) {
  const omit = { content: true } as const;
  const newest = { orderBy: { number: "desc" }, omit } as const;
  return {
    last: await tx.threatModelVersion.findFirst({ where: { threatModelId }, ...newest }),
    approved: await tx.threatModelVersion.findFirst({ where: { threatModelId, state: "approved" }, ...newest }),
  };
}

/** Puts a threat model up for review as it is now: all diagrams and threats under one digest, and what they rest on. */
export const submitVersion = defineCommand({
  name: "threat_model_version.submit",
  summary: "Submit a threat model for review",
  permission: "threat:write",
  http: "POST /threat-models/{id}/versions",
  concurrency: "merge",
  input: SubmitVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target: threatModel, ctx }) {
    requireActive(threatModel);
    await holdContent(tx, threatModel.id);
    await requireNothingWaits(tx, threatModel.id);
    const { last, approved } = await newestOf(tx, threatModel.id);
    const model = await readModel(tx, threatModel.id);
    const moves = (await readMoves(tx, [threatModel.id])).get(threatModel.id);
    if (moves === undefined) throw new Error("moves of a threat model that is there");
    const scope = await scopeOf(tx, threatModel.id);
    const submittedBy = await submitterOf(tx, ctx);
    const at = ctx.now();
    const row = await tx.threatModelVersion.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        threatModelId: threatModel.id,
        number: (last?.number ?? 0) + 1,
        content: model,
        digest: modelDigest(model),
        basis: await readBasis(tx, ctx.orgId, { scope, packs: threatModel.packs, model, moves }),
        authors: await authorsSince(tx, threatModel, approved),
        note: input.note,
        state: "submitted",
        submittedBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const entity = { type: "threat_model", id: threatModel.id };
    const settled = await closeTasksAbout(tx, ctx, { kinds: [reviewTasks.again], entity }, "done");
    const not = [...row.authors, submittedBy ?? ""];
    const asked = await askToDecide(tx, ctx, { threatModel, number: row.number, note: input.note, not });
    return {
      result: await versionDto(tx, ctx, { row, threatModel }),
      audit: [audited(threatModelVersionAggregate, null, row), ...settled, ...asked],
    };
  },
});
