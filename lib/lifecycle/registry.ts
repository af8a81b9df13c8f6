import { lifecycleAggregates } from "./aggregates.ts";
import { approveGate } from "./commands/approve-gate.ts";
import { approveWaiver } from "./commands/approve-waiver.ts";
import { attestCriterion } from "./commands/attest-criterion.ts";
import { moveGate } from "./commands/move-gate.ts";
import { rejectGate } from "./commands/reject-gate.ts";
import { rejectWaiver } from "./commands/reject-waiver.ts";
import { requestGate } from "./commands/request-gate.ts";
import { revokeGate } from "./commands/revoke-gate.ts";
import { revokeWaiver } from "./commands/revoke-waiver.ts";
import { updateGatePolicy } from "./commands/update-gate-policy.ts";
import { waiveCriterion } from "./commands/waive-criterion.ts";
import { watchVersion } from "./commands/watch-version.ts";
import { withdrawAttestation } from "./commands/withdraw-attestation.ts";
import { withdrawGate } from "./commands/withdraw-gate.ts";
import { watchGates } from "./jobs.ts";
import { noteGateStandings } from "./note-standings.ts";
import { checkGate } from "./queries/check-gate.ts";
import { listGatedOrganizations } from "./queries/list-gated-organizations.ts";
import { listToWatch } from "./queries/list-to-watch.ts";
import { readBoard } from "./queries/read-board.ts";
import { readGatePolicy } from "./queries/read-gate-policy.ts";
import { readGateStates } from "./queries/read-gate-states.ts";
import { readGate } from "./queries/read-gate.ts";
import { readVersionGates } from "./queries/read-version-gates.ts";

/** Everything of this domain for the registry. */
export const lifecycle = {
  aggregates: [...lifecycleAggregates],
  commands: [
    approveGate,
    approveWaiver,
    attestCriterion,
    moveGate,
    rejectGate,
    rejectWaiver,
    requestGate,
    revokeGate,
    revokeWaiver,
    updateGatePolicy,
    waiveCriterion,
    watchVersion,
    withdrawAttestation,
    withdrawGate,
  ],
  scratches: [noteGateStandings],
  queries: [
    checkGate,
    listGatedOrganizations,
    listToWatch,
    readBoard,
    readGate,
    readGatePolicy,
    readGateStates,
    readVersionGates,
  ],
  jobs: [watchGates],
} as const;
