import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "../env.ts";
import { PrismaClient } from "./generated/client.ts";

export type WriteClient = PrismaClient;

function connect(connectionString: string, max: number): PrismaClient {
  const adapter = new PrismaPg({ connectionString, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 });
  return new PrismaClient({ adapter, log: [] });
}

const shared = globalThis as { modelkeepWriter?: PrismaClient; modelkeepReader?: PrismaClient };

/** The session of commands (login modelkeep_app). One per process. */
export function writer(): PrismaClient {
  shared.modelkeepWriter ??= connect(env().DATABASE_APP_URL, 10);
  return shared.modelkeepWriter;
}

/** The session of queries (login modelkeep_read, which may only SELECT). One per process. */
export function reader(): PrismaClient {
  shared.modelkeepReader ??= connect(env().DATABASE_READ_URL, 10);
  return shared.modelkeepReader;
}

/** Closes both sessions of this process. */
export async function disconnect(): Promise<void> {
  await Promise.all([shared.modelkeepWriter?.$disconnect(), shared.modelkeepReader?.$disconnect()]);
  delete shared.modelkeepWriter;
  delete shared.modelkeepReader;
}
