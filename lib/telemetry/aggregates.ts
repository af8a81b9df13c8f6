import type { TelemetryReference, TelemetrySetting } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const referenceAggregate = defineAggregate<TelemetryReference>({
  type: "telemetry_reference",
  table: "telemetry_reference",
  schema: 1,
  label: "telemetry reference",
  image: (row) => ({
    modelId: row.modelId,
    state: row.state,
    origin: row.origin,
    fromAt: row.fromAt?.toISOString() ?? null,
    toAt: row.toAt?.toISOString() ?? null,
    rows: row.rows,
    features: row.features,
    digest: row.digest,
    reason: row.reason,
    proposedBy: row.proposedBy,
    decidedBy: row.decidedBy,
    decisionReason: row.decisionReason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }),
});

export const settingAggregate = defineAggregate<TelemetrySetting>({
  type: "telemetry_setting",
  table: "telemetry_setting",
  schema: 1,
  label: "settings of telemetry",
  image: (row) => ({
    pagesAMonth: row.pagesAMonth,
    eventsAMinute: row.eventsAMinute,
    latenessMinutes: row.latenessMinutes,
    sampling: row.sampling,
    samplesAnHour: row.samplesAnHour,
    sampleDays: row.sampleDays,
  }),
});

export const telemetryAggregates = [referenceAggregate, settingAggregate];
