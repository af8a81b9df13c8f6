import type { AlertRule as RuleRow, Tx } from "../db/types.ts";
import type { AlertRule } from "../detection/alerts/alert-rule.ts";
import { invalid, notFound } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Reader } from "../kernel/query.ts";
import { burning, type RuleResolution, type Watched } from "./rules.ts";
import { ConditionDto } from "./schema-rules.ts";

/** The organization's rule of this id that is not removed. Throws not_found. */
export async function loadRule(tx: Pick<Tx, "alertRule">, orgId: string, id: string): Promise<RuleRow> {
  return (await tx.alertRule.findFirst({ where: { id, orgId, removedAt: null } })) ?? notFound("alert rule");
}

/** The condition of a stored rule. */
export function conditionOf(row: Pick<RuleRow, "condition">): AlertRule {
  return ConditionDto.parse(row.condition);
}

/** Refuses a rule that flutters by its levels, and an objective for what has no bad part. Throws invalid_input. */
export function checkRule({
  condition,
  objective,
  watches,
  resolution,
  slowSeverity = null,
}: {
  condition: AlertRule;
  objective: number | null;
  watches: Watched;
  /** Left out for a rule that there is already. */
  resolution?: RuleResolution;
  slowSeverity?: string | null | undefined;
}): void {
  const { direction, fire, clear } = condition;
  if (direction === "above" ? clear > fire : clear < fire) {
    invalid("condition.clear", "The level at which it ends must not be beyond the one at which it starts.");
  }
  if (objective === null) {
    if (slowSeverity !== null) invalid("slowSeverity", "Only a rule with an objective has slow burns.");
    return;
  }
  if (resolution === "1h") invalid("resolution", "An objective is watched in windows of 5 minutes.");
  if (!burning.includes(watches)) invalid("objective", "Only shares of bad requests have an objective.");
  if (direction !== "above") invalid("condition.direction", "An objective is used up above its limit.");
}

/** The id of the model a rule is for, by id or slug; null for all. Throws invalid_input. */
export async function modelIdOf(
  db: Pick<Reader, "model">,
  orgId: string,
  model: string | null,
): Promise<string | null> {
  if (model === null) return null;
  const where = { orgId, ...(isUuid(model) ? { id: model } : { slug: model }) };
  const row = await db.model.findFirst({ where, select: { id: true } });
  return row?.id ?? invalid("model", "There is no model of this name.");
}
