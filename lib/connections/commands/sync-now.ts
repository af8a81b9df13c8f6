import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { loadConnection } from "../change-connection.ts";
import { syncConnections } from "../jobs.ts";
import { SyncAskedDto, SyncNowInput } from "../schema.ts";

/** Has a connection read now, in the background. */
export const syncNow = defineCommand({
  name: "connection.sync_now",
  summary: "Read a connected registry now, in the background",
  permission: "connection:manage",
  http: "POST /connections/{id}/sync",
  input: SyncNowInput,
  output: SyncAskedDto,
  load: ({ tx, input, ctx }) => loadConnection(tx, ctx.orgId, input.id),
  async run({ target, ctx }) {
    const { id, orgId, name } = target;
    ctx.enqueue(syncConnections, { orgId, id }, { key: `connection.sync:${id}` });
    return { result: { id }, audit: [noted("connection_sync", id, { name })] };
  },
});
