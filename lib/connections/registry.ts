import { connectionAggregate } from "./aggregate.ts";
import { addConnection } from "./commands/add-connection.ts";
import { removeConnection } from "./commands/remove-connection.ts";
import { syncNow } from "./commands/sync-now.ts";
import { updateConnection } from "./commands/update-connection.ts";
import { syncConnections } from "./jobs.ts";
import { listConnections } from "./queries/list-connections.ts";
import { listDueConnections } from "./queries/list-due.ts";
import { beginRun, endRun } from "./run-scratch.ts";

/** Everything of this domain for the registry. */
export const connections = {
  aggregates: [connectionAggregate],
  commands: [addConnection, removeConnection, syncNow, updateConnection],
  scratches: [beginRun, endRun],
  queries: [listConnections, listDueConnections],
  jobs: [syncConnections],
} as const;
