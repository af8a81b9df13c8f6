import type { Aggregate } from "./kernel/aggregate.ts";
import type { AnyCommand, AnyScratch } from "./kernel/command.ts";
import type { AnyQuery } from "./kernel/query.ts";
import type { AnyJob } from "./jobs/define-job.ts";
import { registerDiscovery } from "./discovery-door.ts";
import { importDoor } from "./import-door.ts";
import { readAssetAt } from "./lineage/queries/read-asset-at.ts";
import { readLineage } from "./lineage/queries/read-lineage.ts";
import { readLiveAt } from "./lineage/queries/read-live-at.ts";
import { alerts } from "./alerts/registry.ts";
import { auth } from "./auth/registry.ts";
import { connections } from "./connections/registry.ts";
import { discovery } from "./discovery/registry.ts";
import { evidence } from "./evidence/registry.ts";
import { fields } from "./fields/registry.ts";
import { imports } from "./imports/registry.ts";
import { inventory } from "./inventory/registry.ts";
import { lifecycle } from "./lifecycle/registry.ts";
import { people } from "./people/registry.ts";
import { signing } from "./signing/registry.ts";
import { trail } from "./trail/registry.ts";
import { transparency } from "./transparency/registry.ts";
import { work } from "./work/registry.ts";
import { telemetry } from "./telemetry/registry.ts";
import { threats } from "./threats/registry.ts";
import { sendMail } from "./mail/send-mail.ts";
import { readOverview } from "./overview/queries/read-overview.ts";
import { defineReplayCheck } from "./trail/replay-check.ts";
import { defineErasePerson } from "./trail/commands/erase-person.ts";
import { definePreviewErasure } from "./trail/queries/preview-erasure.ts";
import type { Eraser } from "./kernel/eraser.ts";

/** Every command, scratch write, query, job and aggregate by name: the only file in lib that knows all domains. */

/** Compares the log with the live rows of all aggregates. */
export const replayCheck = defineReplayCheck(() => aggregates);

/** How each domain forgets a person. */
export const erasers: readonly Eraser[] = [
  ...people.erasers,
  ...work.erasers,
  ...evidence.erasers,
  ...imports.erasers,
  ...discovery.erasers,
  ...threats.erasers,
];

/** Erases a person in all domains. */
export const erasePerson = defineErasePerson(() => ({ erasers, aggregates }));

/** What an erasure would reach in all domains. */
export const previewErasure = definePreviewErasure(() => aggregates);

export const commands: readonly AnyCommand[] = [
  ...telemetry.commands,
  ...alerts.commands,
  ...threats.commands,
  ...connections.commands,
  ...discovery.commands,
  registerDiscovery,
  ...lifecycle.commands,
  ...trail.commands,
  erasePerson,
  ...auth.commands,
  ...inventory.commands,
  ...fields.commands,
  ...imports.commands,
  importDoor.apply,
  ...people.commands,
  ...evidence.commands,
  ...signing.commands,
  ...work.commands,
  ...transparency.commands,
];

export const scratches: readonly AnyScratch[] = [
  ...telemetry.scratches,
  ...alerts.scratches,
  ...threats.scratches,
  ...connections.scratches,
  ...replayCheck.scratches,
  ...lifecycle.scratches,
  ...imports.scratches,
  importDoor.preview,
  importDoor.queue,
  importDoor.refresh,
  ...people.scratches,
  ...work.scratches,
];

export const queries: readonly AnyQuery[] = [
  ...telemetry.queries,
  ...alerts.queries,
  ...threats.queries,
  ...connections.queries,
  ...discovery.queries,
  ...lifecycle.queries,
  previewErasure,
  ...trail.queries,
  ...replayCheck.queries,
  ...inventory.queries,
  ...fields.queries,
  ...imports.queries,
  readAssetAt,
  readLineage,
  readLiveAt,
  ...people.queries,
  ...evidence.queries,
  ...signing.queries,
  ...work.queries,
  readOverview,
  ...transparency.queries,
];

export const jobs: readonly AnyJob[] = [
  ...telemetry.jobs,
  ...alerts.jobs,
  ...threats.jobs,
  ...connections.jobs,
  ...lifecycle.jobs,
  importDoor.job,
  ...people.jobs,
  sendMail,
  ...evidence.jobs,
  ...inventory.jobs,
  replayCheck.replayJob,
];

export const aggregates: readonly Aggregate<never>[] = [
  ...telemetry.aggregates,
  ...alerts.aggregates,
  ...threats.aggregates,
  ...inventory.aggregates,
  ...lifecycle.aggregates,
  ...discovery.aggregates,
  ...connections.aggregates,
  ...fields.aggregates,
  ...people.aggregates,
  ...transparency.aggregates,
  ...trail.aggregates,
  ...evidence.aggregates,
  ...work.aggregates,
  ...signing.aggregates,
];
