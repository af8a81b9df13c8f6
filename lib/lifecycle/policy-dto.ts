import type { GatePolicy } from "../db/types.ts";
import { can } from "../kernel/can.ts";
import type { Context } from "../kernel/context.ts";
import { defaultCriteria } from "./default-criteria.ts";
import { factLabels } from "./fact-providers.ts";
import { effectiveCriteria } from "./policy-rules.ts";
import type { CriterionSettings, GatePolicyDto, OwnCriterion } from "./policy-schema.ts";

/** The criteria of an organization as clients see them. */
export function toPolicyDto(row: GatePolicy | null, ctx: Context): GatePolicyDto {
  const saved =
    row === null
      ? null
      : { settings: row.settings as Record<string, CriterionSettings>, own: row.own as OwnCriterion[] };
  return {
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    criteria: effectiveCriteria(defaultCriteria, saved),
    defaults: Object.fromEntries(
      defaultCriteria.map(({ id, enabled, applies, blocks }) => [id, { enabled, applies, blocks }]),
    ),
    facts: { ...factLabels },
    abilities: { update: can(ctx.actor, "gate:manage") },
  };
}
