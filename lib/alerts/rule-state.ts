import type { Tx } from "../db/types.ts";
import { defineScratch } from "../kernel/command.ts";
import { AppError } from "../kernel/errors.ts";
import { z } from "../zod.ts";
import { KeepStateInput } from "./schema-steps.ts";

/** Writes how far a rule looked, on the state it was read at. Throws conflict when another worker was faster. */
export async function keepState(tx: Tx, orgId: string, step: z.output<typeof KeepStateInput>): Promise<void> {
  const { ruleId, modelId, part, was, at, state } = step;
  const key = { orgId, ruleId, modelId, part };
  const gone = (): never => {
    throw new AppError("conflict", "Another worker looked at these windows.");
  };
  if (was === null) {
    const { count } = await tx.alertRuleState.createMany({ data: [{ ...key, at, state }], skipDuplicates: true });
    if (count === 0) gone();
    return;
  }
  const { count } = await tx.alertRuleState.updateMany({ where: { ...key, at: was }, data: { at, state } });
  if (count === 0) gone();
}

/** Notes windows in which nothing happened. */
export const keepRuleState = defineScratch({
  name: "alert.keep_rule_state",
  summary: "Note how far a rule looked at a model's windows",
  permission: "system:operate",
  reason: "How far a rule looked is derived from the windows; what comes of it are alerts, with entries.",
  input: KeepStateInput,
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    await keepState(tx, ctx.orgId, input);
    return {};
  },
});
