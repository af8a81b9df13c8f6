import { newId } from "../../kernel/ids.ts";
import { poolAs, rowsAs } from "../../testing/database.ts";
import { appendAll, type AppendedEntry } from "../append.ts";

/** Commits entries about things of their own, as the application does, in one transaction. */
export async function addEntries(orgId: string, howMany: number, about = "thing"): Promise<AppendedEntry[]> {
  const client = await poolAs("app").connect();
  try {
    await client.query("begin");
    const added = await appendAll(
      async (sql, params) => (await client.query<Record<string, unknown>>(sql, [...params])).rows,
      {
        orgId,
        actor: { type: "system", ref: "test" },
        requestId: newId(),
        at: new Date(),
        newId,
        records: Array.from({ length: howMany }, () => ({
          entityType: about,
          entityId: newId(),
          action: `${about}.made`,
          schema: 1,
          before: null,
          after: { name: "something" },
        })),
      },
    );
    await client.query("commit");
    return added;
  } finally {
    client.release();
  }
}

/** Number of the organization's current log. */
export async function logOf(orgId: string): Promise<number> {
  const [row] = await rowsAs("read", "select log_id from audit_log where org_id = $1 and current", [orgId]);
  return Number(row?.["log_id"]);
}
