import type { Aggregate } from "./kernel/aggregate.ts";
import type { AnyCommand, AnyScratch } from "./kernel/command.ts";
import type { AnyQuery } from "./kernel/query.ts";
import type { AnyJob } from "./jobs/define-job.ts";
import {
  apiKeyAggregate,
  invitationAggregate,
  organizationAggregate,
  sessionAggregate,
  userAggregate,
} from "./people/aggregates.ts";
import { createOrganization } from "./people/commands/create-organization.ts";
import { entityHistory } from "./trail/queries/entity-history.ts";
import { listEntries } from "./trail/queries/list-entries.ts";
import { readEntry } from "./trail/queries/read-entry.ts";

/** Every command, scratch write, query, job and aggregate by name: the only file in lib that knows all domains. */

export const commands: readonly AnyCommand[] = [
  // people
  createOrganization,
];

export const scratches: readonly AnyScratch[] = [];

export const queries: readonly AnyQuery[] = [
  // trail
  entityHistory,
  listEntries,
  readEntry,
];

export const jobs: readonly AnyJob[] = [];

export const aggregates: readonly Pick<Aggregate<never>, "type" | "table" | "schema" | "label">[] = [
  apiKeyAggregate,
  invitationAggregate,
  organizationAggregate,
  sessionAggregate,
  userAggregate,
];
