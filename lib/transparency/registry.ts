import { auditSettingsAggregate, witnessAggregate } from "./aggregates.ts";
import { addWitness } from "./commands/add-witness.ts";
import { removeWitness } from "./commands/remove-witness.ts";
import { updateAuditSettings } from "./commands/update-audit-settings.ts";
import { updateWitness } from "./commands/update-witness.ts";
import { listCheckpoints } from "./queries/list-checkpoints.ts";
import { listWitnesses } from "./queries/list-witnesses.ts";
import { readAuditSettings } from "./queries/read-audit-settings.ts";
import { readConsistency } from "./queries/read-consistency.ts";
import { readEntryProof } from "./queries/read-entry-proof.ts";
import { readLogFile } from "./queries/read-log-file.ts";
import { readLogHealth } from "./queries/read-log-health.ts";
import { readLogKey } from "./queries/read-log-key.ts";

/** Everything of this domain for the registry. */
export const transparency = {
  aggregates: [auditSettingsAggregate, witnessAggregate],
  commands: [addWitness, removeWitness, updateAuditSettings, updateWitness],
  queries: [
    listCheckpoints,
    listWitnesses,
    readAuditSettings,
    readConsistency,
    readEntryProof,
    readLogFile,
    readLogHealth,
    readLogKey,
  ],
} as const;
