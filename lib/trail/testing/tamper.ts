import { expect } from "vitest";
import { poolAs } from "../../testing/database.ts";

/** Statements as somebody who owns the database and switches all triggers off. */
export async function tamper(sql: string, params: unknown[]): Promise<void> {
  const client = await poolAs("owner").connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    const { rowCount } = await client.query(sql, params);
    expect(rowCount).toBeGreaterThan(0);
    await client.query("commit");
  } finally {
    client.release();
  }
}
