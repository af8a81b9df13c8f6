import { plainWriter } from "./client.ts";
import type { PlainTx } from "./types.ts";

/**
 * Runs `work` in one READ COMMITTED transaction of the driver itself: statements and values go to the server as they are, where
 * Prisma would turn each value into JSON and back three times. bigint columns come as text. Rolls back on a throw; a connection
 * on which anything failed is closed.
 */
export async function plainTransaction<T>(work: (tx: PlainTx) => Promise<T>): Promise<T> {
  const client = await plainWriter().connect();
  const lost = (): void => undefined;
  client.on("error", lost);
  const tx = {
    $queryRawUnsafe: async (sql: string, ...params: unknown[]) => (await client.query(sql, params)).rows as unknown,
    $executeRawUnsafe: async (sql: string, ...params: unknown[]) => (await client.query(sql, params)).rowCount ?? 0,
  } as unknown as PlainTx;
  let failed = true;
  try {
    await client.query("begin");
    const result = await work(tx);
    await client.query("commit");
    failed = false;
    return result;
  } finally {
    client.removeListener("error", lost);
    client.release(failed);
  }
}
