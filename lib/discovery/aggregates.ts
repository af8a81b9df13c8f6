import type { Discovery, DiscoveryBatch } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

/** A discovery in the trail: what was seen and what was decided about it; how often it was seen stands beside. */
export const discoveryAggregate = defineAggregate<Discovery>({
  type: "discovery",
  table: "discovery",
  schema: 1,
  label: "discovery",
  image: (row) => ({
    source: row.source,
    kind: row.kind,
    value: row.value,
    name: row.name,
    detail: row.detail,
    environment: row.environment,
    state: row.state,
    matchType: row.matchType,
    matchId: row.matchId,
    matchedBy: row.matchedBy,
    reason: row.reason,
    dismissedUntil: row.dismissedUntil?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }),
});

/** A batch of sightings in the trail: its digest and what was counted. */
export const discoveryBatchAggregate = defineAggregate<DiscoveryBatch>({
  type: "discovery_batch",
  table: "discovery_batch",
  schema: 1,
  label: "batch of sightings",
  image: (row) => ({
    batchKey: row.batchKey,
    digest: row.digest,
    sources: row.sources,
    sightings: row.sightings,
    counted: row.counted,
    created: row.created,
    problems: row.problems,
  }),
});

export const discoveryAggregates = [discoveryAggregate, discoveryBatchAggregate] as const;
