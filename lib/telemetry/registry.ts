import { telemetryAggregates } from "./aggregates.ts";
import { approveReference } from "./commands/approve-reference.ts";
import { discardBatch } from "./commands/discard-batch.ts";
import { createRun } from "./commands/create-run.ts";
import { noteRun } from "./commands/note-run.ts";
import { noteBatches } from "./commands/note-batches.ts";
import { noteParked } from "./commands/note-parked.ts";
import { openSamples } from "./commands/open-samples.ts";
import { proposeReference } from "./commands/propose-reference.ts";
import { rejectReference } from "./commands/reject-reference.ts";
import { retryBatch } from "./commands/retry-batch.ts";
import { updateTelemetrySettings } from "./commands/update-telemetry-settings.ts";
import { uploadReference } from "./commands/upload-reference.ts";
import { doors } from "./doors.ts";
import { noteTelemetry } from "./jobs.ts";
import { listReferences } from "./queries/list-references.ts";
import { listSignals } from "./queries/list-signals.ts";
import { listTelemetry } from "./queries/list-telemetry.ts";
import { readRun } from "./queries/read-run.ts";
import { listUnnoted } from "./queries/list-unnoted.ts";
import { readSampling } from "./queries/read-sampling.ts";
import { readTelemetryClients } from "./queries/read-telemetry-clients.ts";
import { readTelemetryDistribution } from "./queries/read-telemetry-distribution.ts";
import { readTelemetryPoints } from "./queries/read-telemetry-points.ts";
import { readTelemetrySettings } from "./queries/read-telemetry-settings.ts";
import { readTelemetryUse } from "./queries/read-telemetry-use.ts";
import { readTelemetry } from "./queries/read-telemetry.ts";
import { resolveSubjects } from "./queries/resolve-subjects.ts";

/** Everything of this domain for the registry. */
export const telemetry = {
  aggregates: telemetryAggregates,
  commands: [
    approveReference,
    discardBatch,
    noteBatches,
    noteParked,
    openSamples,
    proposeReference,
    rejectReference,
    retryBatch,
    updateTelemetrySettings,
    uploadReference,
  ],
  scratches: [...Object.values(doors), createRun, noteRun],
  queries: [
    listReferences,
    listSignals,
    listTelemetry,
    listUnnoted,
    readRun,
    readSampling,
    readTelemetry,
    readTelemetryClients,
    readTelemetryDistribution,
    readTelemetryPoints,
    readTelemetrySettings,
    readTelemetryUse,
    resolveSubjects,
  ],
  jobs: [noteTelemetry],
};
