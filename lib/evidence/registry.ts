import { evidenceAggregate } from "./aggregates.ts";
import { addFile } from "./commands/add-file.ts";
import { addLink } from "./commands/add-link.ts";
import { downloadEvidence } from "./commands/download-evidence.ts";
import { withdrawEvidence } from "./commands/withdraw-evidence.ts";
import { evidenceEraser } from "./eraser.ts";
import { sweepEvidence } from "./jobs.ts";
import { knownDigests } from "./queries/known-digests.ts";
import { listEvidence } from "./queries/list-evidence.ts";

/** Everything of this domain for the registry. */
export const evidence = {
  aggregates: [evidenceAggregate],
  commands: [addFile, addLink, downloadEvidence, withdrawEvidence],
  queries: [knownDigests, listEvidence],
  jobs: [sweepEvidence],
  erasers: [evidenceEraser],
} as const;
