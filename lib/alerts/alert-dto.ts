import type { Alert } from "../db/types.ts";
import type { Reader } from "../kernel/query.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import type { AlertDto } from "../telemetry/schema.ts";
import type { z } from "../zod.ts";

type Tables = Pick<Reader, "alertRule" | "alertTally" | "model" | "user">;
type Dto = z.input<typeof AlertDto>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));
const idsOf = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

/** Alerts as clients see them, in their order. */
export async function toAlertDtos(db: Tables, orgId: string, rows: readonly Alert[]): Promise<Dto[]> {
  const models = byId(
    await db.model.findMany({
      where: { orgId, id: { in: idsOf(rows.map(({ modelId }) => modelId)) } },
      select: { id: true, name: true, slug: true },
    }),
  );
  const rules = byId(
    await db.alertRule.findMany({
      where: { orgId, id: { in: idsOf(rows.map(({ ruleId }) => ruleId)) } },
      select: { id: true, name: true },
    }),
  );
  const tallies = await db.alertTally.findMany({ where: { orgId, alertId: { in: rows.map(({ id }) => id) } } });
  const counts = new Map(tallies.map(({ alertId, count }) => [alertId, count]));
  const people = await peopleById(
    db,
    orgId,
    rows.map(({ acknowledgedBy }) => acknowledgedBy),
  );
  return rows.map((row): Dto => {
    const by = row.acknowledgedBy;
    return {
      id: row.id,
      state: row.state as Dto["state"],
      severity: row.severity as Dto["severity"],
      title: row.title,
      words: row.words,
      model: models.get(row.modelId ?? "") ?? null,
      rule: rules.get(row.ruleId ?? "")?.name ?? null,
      startedAt: row.startedAt.toISOString(),
      firedAt: iso(row.firedAt),
      resolvedAt: iso(row.resolvedAt),
      acknowledgedBy: by === null ? null : (people.get(by)?.name ?? "Somebody"),
      acknowledgedAt: iso(row.acknowledgedAt),
      silenced: row.silenced || row.inhibitedBy !== null,
      count: counts.get(row.id) ?? 0,
      techniques: row.techniques,
      series: row.series,
      version: row.version,
    };
  });
}

/** One alert as clients see it. */
export async function toAlertDto(db: Tables, row: Alert): Promise<Dto> {
  const [dto] = await toAlertDtos(db, row.orgId, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
