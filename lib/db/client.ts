import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "../env.ts";
import { PrismaClient } from "./generated/client.ts";

export type WriteClient = PrismaClient;

function connect(connectionString: string, max: number): PrismaClient {
  const adapter = new PrismaPg({ connectionString, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 });
  return new PrismaClient({ adapter, log: [] });
}

const shared = globalThis as {
  modelkeepWriter?: PrismaClient;
  modelkeepReader?: PrismaClient;
  modelkeepPlainWriter?: pg.Pool;
};

/** The session of commands (login modelkeep_app). One per process. */
export function writer(): PrismaClient {
  shared.modelkeepWriter ??= connect(env().DATABASE_APP_URL, 10);
  return shared.modelkeepWriter;
}

/**
 * Connections of the same login for writes that are plain statements with large values, which the driver sends as they are. Few
 * and of their own, so that a flood of telemetry leaves people's commands theirs.
 */
export function plainWriter(): pg.Pool {
  if (shared.modelkeepPlainWriter !== undefined) return shared.modelkeepPlainWriter;
  const pool = new pg.Pool({
    ...{ connectionString: env().DATABASE_APP_URL, max: 6 },
    ...{ idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 },
  });
  // A connection that ends while it is idle is replaced by the next one that is asked for.
  pool.on("error", () => undefined);
  shared.modelkeepPlainWriter = pool;
  return pool;
}

/** The session of queries (login modelkeep_read, which may only SELECT). One per process. */
export function reader(): PrismaClient {
  shared.modelkeepReader ??= connect(env().DATABASE_READ_URL, 10);
  return shared.modelkeepReader;
}

/** Closes all sessions of this process. */
export async function disconnect(): Promise<void> {
  await Promise.all([
    shared.modelkeepWriter?.$disconnect(),
    shared.modelkeepReader?.$disconnect(),
    shared.modelkeepPlainWriter?.end(),
  ]);
  delete shared.modelkeepPlainWriter;
  delete shared.modelkeepWriter;
  delete shared.modelkeepReader;
}
