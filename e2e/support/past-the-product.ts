import pg from "pg";
import { runningClusterUrl } from "../../scripts/database/cluster.mjs";
import { given } from "./accounts.ts";

/** One statement as the owner of the database with every trigger off: what Modelkeep cannot prevent and has to find. */
export async function pastTheProduct(sql: string, params: readonly unknown[]): Promise<void> {
  const connectionString = process.env["DATABASE_URL"] ?? runningClusterUrl(given("MODELKEEP_E2E_DATA"));
  if (connectionString === null) throw new Error("The product of this run has no database of its own.");
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    const { rowCount } = await client.query(sql, [...params]);
    if (rowCount !== 1) throw new Error(`${sql}: ${rowCount ?? 0} rows`);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
