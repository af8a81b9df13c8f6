import type { Alert, AlertChannel, AlertRule, AlertSilence } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";
import { ConditionDto } from "./schema-rules.ts";

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

export const silenceAggregate = defineAggregate<AlertSilence>({
  type: "alert_silence",
  table: "alert_silence",
  schema: 1,
  label: "silence",
  image: (row) => ({
    matchers: JSON.stringify(row.matchers),
    fromAt: row.fromAt.toISOString(),
    toAt: row.toAt.toISOString(),
    everyMs: row.everyMs === null ? null : Number(row.everyMs),
    reason: row.reason,
    createdBy: row.createdBy,
    endedAt: row.endedAt?.toISOString() ?? null,
  }),
});

/** A channel in the trail, without its address and secret. */
export const channelAggregate = defineAggregate<AlertChannel>({
  type: "alert_channel",
  table: "alert_channel",
  schema: 2,
  label: "channel of alerts",
  image: ({ name, kind, shown, least, together, waitMs, intervalMs, state }) => ({
    ...{ name, kind, shown, least, state },
    ...{ together, waitMs, intervalMs },
  }),
});

export const ruleAggregate = defineAggregate<AlertRule>({
  type: "alert_rule",
  table: "alert_rule",
  schema: 2,
  label: "alert rule",
  image: (row) => ({
    name: row.name,
    modelId: row.modelId,
    severity: row.severity,
    slowSeverity: row.slowSeverity,
    watches: row.watches,
    resolution: row.resolution,
    condition: ConditionDto.parse(row.condition),
    objective: row.objective,
    enabled: row.enabled,
    removedAt: row.removedAt?.toISOString() ?? null,
  }),
});
