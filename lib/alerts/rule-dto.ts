import type { AlertRule as RuleRow } from "../db/types.ts";
import type { Reader } from "../kernel/query.ts";
import type { z } from "../zod.ts";
import { conditionOf } from "./rule-row.ts";
import type { RuleDto } from "./schema-rules.ts";

type Dto = z.input<typeof RuleDto>;
type Tables = Pick<Reader, "alert" | "model">;

/** Rules as clients see them, in their order. */
export async function toRuleDtos(db: Tables, orgId: string, rows: readonly RuleRow[]): Promise<Dto[]> {
  const models = await db.model.findMany({
    where: { orgId, id: { in: rows.flatMap(({ modelId }) => modelId ?? []) } },
    select: { id: true, name: true, slug: true },
  });
  const open = await db.alert.groupBy({
    by: ["ruleId"],
    where: { orgId, state: { not: "resolved" }, ruleId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true },
  });
  return rows.map((row): Dto => ({
    id: row.id,
    name: row.name,
    model: models.find(({ id }) => id === row.modelId) ?? null,
    severity: row.severity as Dto["severity"],
    slowSeverity: row.slowSeverity as Dto["slowSeverity"],
    watches: row.watches as Dto["watches"],
    resolution: row.resolution as Dto["resolution"],
    condition: conditionOf(row),
    objective: row.objective,
    enabled: row.enabled,
    open: open.find(({ ruleId }) => ruleId === row.id)?._count._all ?? 0,
    version: row.version,
  }));
}

/** One rule as clients see it. */
export async function toRuleDto(db: Tables, row: RuleRow): Promise<Dto> {
  const [dto] = await toRuleDtos(db, row.orgId, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
