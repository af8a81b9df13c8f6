import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { isDue, type Schedule } from "../rules.ts";

/** Connections of all organizations whose time has come. */
export const listDueConnections = defineQuery({
  name: "connection.list_due",
  summary: "Connections whose time has come",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ orgId: z.uuid(), id: z.uuid() })) }),
  async run({ db, ctx }) {
    const rows = await db.connection.findMany({
      where: { state: "active", schedule: { not: "off" } },
      orderBy: { id: "asc" },
    });
    const runs = await db.connectionRun.findMany({ where: { connectionId: { in: rows.map(({ id }) => id) } } });
    const last = new Map(runs.map(({ connectionId, startedAt }) => [connectionId, startedAt]));
    const due = rows.filter(({ id, schedule }) => isDue(schedule as Schedule, last.get(id) ?? null, ctx.now()));
    return { items: due.map(({ orgId, id }) => ({ orgId, id })) };
  },
});
