import { threatAggregates } from "./aggregates.ts";
import { addDiagram } from "./commands/add-diagram.ts";
import { applyOperations } from "./commands/apply-operations.ts";
import { archiveThreatModel } from "./commands/archive-threat-model.ts";
import { createThreatModel } from "./commands/create-threat-model.ts";
import { removeDiagram } from "./commands/remove-diagram.ts";
import { renameDiagram } from "./commands/rename-diagram.ts";
import { restoreThreatModel } from "./commands/restore-threat-model.ts";
import { updateThreatModel } from "./commands/update-threat-model.ts";
import { showPresence } from "./presence.ts";
import { listThreatModels } from "./queries/list-threat-models.ts";
import { readDiagram } from "./queries/read-diagram.ts";
import { readOperations } from "./queries/read-operations.ts";
import { readThreatModel } from "./queries/read-threat-model.ts";
import { readRoomFeed } from "./queries/room-feed.ts";

/** Everything of this domain for the registry. */
export const threats = {
  aggregates: threatAggregates,
  commands: [
    addDiagram,
    applyOperations,
    archiveThreatModel,
    createThreatModel,
    removeDiagram,
    renameDiagram,
    restoreThreatModel,
    updateThreatModel,
  ],
  scratches: [showPresence],
  queries: [listThreatModels, readDiagram, readOperations, readRoomFeed, readThreatModel],
  jobs: [],
  erasers: [],
} as const;
