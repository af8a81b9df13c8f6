import type { Reader } from "../../kernel/query.ts";

/** Alerts that are critical or high, fire, and are not silenced or explained by another one. */
export type PressingAlerts = { count: number; models: { slug: string; name: string }[] };

/** How many alerts of an organization press now, with the first few of their models by name. */
export async function pressingAlerts(db: Reader, orgId: string, examples: number): Promise<PressingAlerts> {
  const where = {
    orgId,
    state: "firing",
    severity: { in: ["critical", "high"] },
    silenced: false,
    inhibitedBy: null,
    acknowledgedAt: null,
  };
  const groups = await db.alert.groupBy({ by: ["modelId"], where, _count: { _all: true } });
  const ids = groups.flatMap(({ modelId }) => (modelId === null ? [] : [modelId]));
  const models = await db.model.findMany({
    where: { orgId, id: { in: ids } },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
    take: examples,
  });
  return { count: groups.reduce((sum, { _count }) => sum + _count._all, 0), models };
}
