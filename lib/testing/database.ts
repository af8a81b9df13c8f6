import pg from "pg";
import { env } from "../env.ts";

type Login = "owner" | "app" | "read" | "log" | "worker";

const pools = new Map<Login, pg.Pool>();

function urlOf(login: Login): string {
  const known = env();
  return {
    owner: known.DATABASE_URL,
    app: known.DATABASE_APP_URL,
    read: known.DATABASE_READ_URL,
    log: known.DATABASE_LOG_URL,
    worker: known.DATABASE_WORKER_URL,
  }[login];
}

/** A plain connection pool as one of the logins, for looking past the product's own doors. */
export function poolAs(login: Login): pg.Pool {
  const known = pools.get(login);
  if (known !== undefined) return known;
  const pool = new pg.Pool({ connectionString: urlOf(login), max: 4 });
  pool.on("error", () => undefined);
  pools.set(login, pool);
  return pool;
}

/** Rows of one statement, as the given login. */
export async function rowsAs(login: Login, sql: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  const result = await poolAs(login).query<Record<string, unknown>>(sql, params);
  return result.rows;
}

/** Closes all pools, for programs that go on without the database. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.end()));
}
