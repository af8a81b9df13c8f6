import type { Reader } from "../../kernel/query.ts";
import type { Annotation } from "../schema.ts";
import type { TelemetryModelRow } from "../load-telemetry-model.ts";

/** What happened to a model in a time and may explain a chart: released versions, other references, alerts. */
export async function readAnnotations(
  db: Reader,
  orgId: string,
  asked: { model: TelemetryModelRow; from: number; to: number },
): Promise<Annotation[]> {
  const between = { gte: new Date(asked.from), lt: new Date(asked.to) };
  const [versions, references, alerts] = await Promise.all([
    db.modelVersion.findMany({
      where: { orgId, modelId: asked.model.id, releasedAt: between },
      select: { label: true, releasedAt: true },
      take: 50,
    }),
    db.telemetryReference.findMany({
      where: { orgId, modelId: asked.model.id, decidedAt: between, state: { in: ["frozen", "retired"] } },
      select: { decidedAt: true, decidedBy: true },
      take: 50,
    }),
    db.alert.findMany({
      where: { orgId, modelId: asked.model.id, startedAt: between, firedAt: { not: null } },
      select: { startedAt: true, resolvedAt: true, title: true },
      orderBy: { startedAt: "desc" },
      take: 50,
    }),
  ]);
  const marks: Annotation[] = [
    ...versions.map(({ label, releasedAt }) => ({
      at: releasedAt?.getTime() ?? 0,
      until: null,
      kind: "version" as const,
      words: `Version ${label} released`,
      href: `/models/${asked.model.slug}/versions/${encodeURIComponent(label)}`,
    })),
    ...references.map(({ decidedAt, decidedBy }) => ({
      at: decidedAt?.getTime() ?? 0,
      until: null,
      kind: "rebaseline" as const,
      words: decidedBy === null ? "First reference frozen" : "Another reference in force",
      href: null,
    })),
    ...alerts.map(({ startedAt, resolvedAt, title }) => ({
      at: startedAt.getTime(),
      until: resolvedAt?.getTime() ?? null,
      kind: "alert" as const,
      words: title,
      href: `/alerts?model=${asked.model.slug}`,
    })),
  ];
  return marks.sort((left, right) => left.at - right.at);
}
