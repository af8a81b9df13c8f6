import { defineQuery } from "../../kernel/query.ts";
import { toConnectionDtos } from "../connection-dto.ts";
import { ConnectionListDto, ListConnectionsInput } from "../schema.ts";

const AT_MOST = 200;

/** Connected registries by name, each with how its last run went. */
export const listConnections = defineQuery({
  name: "connection.list",
  summary: "Connected registries, and how reading them last went",
  permission: "connection:manage",
  http: "GET /connections",
  input: ListConnectionsInput,
  output: ConnectionListDto,
  async run({ db, ctx }) {
    const where = { orgId: ctx.orgId, state: "active" };
    const rows = await db.connection.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: AT_MOST });
    return { items: await toConnectionDtos(db, ctx.orgId, rows) };
  },
});
