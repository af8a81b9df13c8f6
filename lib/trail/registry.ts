import { erasePayload } from "./commands/erase-payload.ts";
import { exportBundle } from "./commands/export-bundle.ts";
import { exportTrail } from "./commands/export-trail.ts";
import { reportReplay } from "./commands/report-replay.ts";
import { erasureAggregate } from "./erasure.ts";
import { entityChain } from "./queries/entity-chain.ts";
import { entityHistory } from "./queries/entity-history.ts";
import { findEntry } from "./queries/find-entry.ts";
import { imageAt } from "./queries/image-at.ts";
import { imagesAt } from "./queries/images-at.ts";
import { listEntries } from "./queries/list-entries.ts";
import { readBundlePage } from "./queries/read-bundle-page.ts";
import { readEntryBytes } from "./queries/read-entry-bytes.ts";
import { readEntry } from "./queries/read-entry.ts";
import { trailFacets } from "./queries/trail-facets.ts";

/** Everything of this domain for the registry. */
export const trail = {
  aggregates: [erasureAggregate],
  commands: [exportBundle, erasePayload, reportReplay, exportTrail],
  queries: [
    readBundlePage,
    entityChain,
    entityHistory,
    findEntry,
    imageAt,
    imagesAt,
    listEntries,
    readEntry,
    readEntryBytes,
    trailFacets,
  ],
} as const;
