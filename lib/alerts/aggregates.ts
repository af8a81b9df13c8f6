import type { Alert } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const alertAggregate = defineAggregate<Alert>({
  type: "alert",
  table: "alert",
  schema: 1,
  label: "alert",
  image: (row) => ({
    title: row.title,
    words: row.words,
    kind: row.kind,
    severity: row.severity,
    modelId: row.modelId,
    ruleId: row.ruleId,
    fingerprint: row.fingerprint,
    techniques: row.techniques,
    series: row.series,
    state: row.state,
    silenced: row.silenced,
    inhibitedBy: row.inhibitedBy,
    startedAt: row.startedAt.toISOString(),
    firedAt: row.firedAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedBy,
  }),
});
