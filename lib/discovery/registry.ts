import { discoveryAggregates } from "./aggregates.ts";
import { dismissDiscovery } from "./commands/dismiss-discovery.ts";
import { ingestSightings } from "./commands/ingest-sightings.ts";
import { matchDiscovery } from "./commands/match-discovery.ts";
import { reopenDiscovery } from "./commands/reopen-discovery.ts";
import { discoveryEraser } from "./eraser.ts";
import { countDiscoveries } from "./queries/count-discoveries.ts";
import { listDiscoveries } from "./queries/list-discoveries.ts";
import { readDiscovery } from "./queries/read-discovery.ts";

/** Everything of this domain for the registry. */
export const discovery = {
  aggregates: [...discoveryAggregates],
  commands: [dismissDiscovery, ingestSightings, matchDiscovery, reopenDiscovery],
  queries: [countDiscoveries, listDiscoveries, readDiscovery],
  erasers: [discoveryEraser],
} as const;
