import type { Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { modelAggregate } from "../aggregate.ts";
import { writeModel } from "../write-model.ts";
import { stageOfModel } from "./rules.ts";

/** Brings a model's stage in line with its versions, inside the command that changed one; the account is empty when it is already. */
export async function followStage(tx: Tx, ctx: CommandContext, modelId: string): Promise<AuditItem[]> {
  const model = await tx.model.findFirstOrThrow({ where: { id: modelId, orgId: ctx.orgId } });
  const versions = await tx.modelVersion.findMany({ where: { modelId }, select: { stage: true, state: true } });
  const stage = stageOfModel(versions);
  if (stage === null || stage === model.stage) return [];
  const row = await writeModel(tx, ctx, model, { stage });
  return [
    audited(modelAggregate, model, row, { action: "model.follow_stage", reason: "The stage follows its versions." }),
  ];
}
