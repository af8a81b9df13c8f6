import type pg from "pg";
import type { LeasedSession, LogDatabase, Row } from "../log-session.ts";

export type Fault = { statement: number; when: "before" | "after" };

type Answer = { rows: Row[]; rowCount: number | null };

const known = new WeakSet<pg.PoolClient>();

/** A log database whose connection dies before or after the k-th statement (counted over all sessions, from 0), once. */
export class FaultyDatabase implements LogDatabase {
  readonly #pool: pg.Pool;
  #fault: Fault | undefined;
  statements = 0;

  constructor(pool: pg.Pool, fault?: Fault) {
    this.#pool = pool;
    this.#fault = fault;
  }

  async query(sql: string, params: unknown[] = []): Promise<Answer> {
    const session = await this.connect();
    try {
      return await session.query(sql, params);
    } finally {
      session.release(true);
    }
  }

  async connect(): Promise<LeasedSession> {
    const client = await this.#pool.connect();
    if (!known.has(client)) client.on("error", () => undefined);
    known.add(client);
    return {
      query: (sql, params) => this.#one(client, sql, params ?? []),
      release: (destroy) => client.release(destroy ?? false),
    };
  }

  async #one(client: pg.PoolClient, sql: string, params: unknown[]): Promise<Answer> {
    const fault = this.#fault?.statement === this.statements ? this.#fault : undefined;
    this.statements += 1;
    if (fault === undefined) return client.query<Row>(sql, params);
    this.#fault = undefined;
    if (fault.when === "after") await client.query(sql, params);
    (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
    throw new Error(`the connection died ${fault.when} statement ${fault.statement}`);
  }
}
