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
import { readRoomThreats } from "./queries/read-room-threats.ts";
import { readRoomFeed } from "./queries/room-feed.ts";
import { retireThreatPack } from "./packs/commands/retire-threat-pack.ts";
import { saveThreatPack } from "./packs/commands/save-threat-pack.ts";
import { listThreatPacks } from "./packs/queries/list-threat-packs.ts";
import { readThreatPack } from "./packs/queries/read-threat-pack.ts";
import { acceptRisk } from "./register/commands/accept-risk.ts";
import { askForThreatOwner } from "./register/commands/ask-for-threat-owner.ts";
import { commentThreat } from "./register/commands/comment-threat.ts";
import { createThreat } from "./register/commands/create-threat.ts";
import { decideThreat } from "./register/commands/decide-threat.ts";
import { endAcceptance } from "./register/commands/end-acceptance.ts";
import { exportThreats } from "./register/commands/export-threats.ts";
import { refuseRisk } from "./register/commands/refuse-risk.ts";
import { requestAcceptance } from "./register/commands/request-acceptance.ts";
import { setThreatState } from "./register/commands/set-threat-state.ts";
import { updateThreat } from "./register/commands/update-threat.ts";
import { exportThreatModel } from "./exports/export-threat-model.ts";
import { readThreatReport } from "./exports/read-threat-report.ts";
import { threatEraser } from "./register/eraser.ts";
import { watchThreats } from "./register/jobs.ts";
import { countThreatFacets } from "./register/queries/count-threat-facets.ts";
import { listThreatsToWatch } from "./register/queries/list-threats-to-watch.ts";
import { listThreats } from "./register/queries/list-threats.ts";
import { readHeatMap } from "./register/queries/read-heat-map.ts";
import { readThreatHistory } from "./register/queries/read-threat-history.ts";
import { readThreatModelHistory } from "./register/queries/read-threat-model-history.ts";
import { readThreat } from "./register/queries/read-threat.ts";
import { readThreatsOfNode } from "./register/queries/read-threats-of-node.ts";
import { updateThreatSettings } from "./settings/commands/update-threat-settings.ts";
import { readThreatSettings } from "./settings/queries/read-threat-settings.ts";

import { review } from "./review/registry.ts";
import { diagramEraser } from "./diagrams/eraser.ts";
import { sessionEraser } from "./sessions/eraser.ts";
import { sessions } from "./sessions/registry.ts";

/** Everything of this domain for the registry. */
export const threats = {
  aggregates: threatAggregates,
  commands: [
    ...sessions.commands,
    ...review.commands,
    addDiagram,
    applyOperations,
    archiveThreatModel,
    createThreatModel,
    removeDiagram,
    renameDiagram,
    restoreThreatModel,
    updateThreatModel,
    // register, packs, settings
    acceptRisk,
    askForThreatOwner,
    commentThreat,
    createThreat,
    decideThreat,
    endAcceptance,
    exportThreatModel,
    exportThreats,
    refuseRisk,
    requestAcceptance,
    retireThreatPack,
    saveThreatPack,
    setThreatState,
    updateThreat,
    updateThreatSettings,
  ],
  scratches: [...sessions.scratches, showPresence],
  queries: [
    ...sessions.queries,
    ...review.queries,
    listThreatModels,
    readDiagram,
    readOperations,
    readRoomFeed,
    readRoomThreats,
    readThreatModel,
    // register, packs, settings
    countThreatFacets,
    listThreatPacks,
    listThreats,
    listThreatsToWatch,
    readHeatMap,
    readThreat,
    readThreatHistory,
    readThreatModelHistory,
    readThreatPack,
    readThreatReport,
    readThreatSettings,
    readThreatsOfNode,
  ],
  jobs: [...review.jobs, watchThreats],
  erasers: [threatEraser, diagramEraser, sessionEraser],
} as const;
