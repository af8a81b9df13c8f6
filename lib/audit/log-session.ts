/** A row of a plain statement: bigint columns are selected as text and read with `count`. */
export type Row = Record<string, unknown>;

/** One statement at a time; `pg` clients and pools fit. */
export type Session = {
  query: (sql: string, params?: unknown[]) => Promise<{ rows: Row[]; rowCount: number | null }>;
};

export type LeasedSession = Session & { release: (destroy?: boolean) => void };

/** The log's database login. A `pg` pool fits; tests hand in one that breaks. */
export type LogDatabase = Session & { connect: () => Promise<LeasedSession> };

/** A bigint column that was selected as text, as a number. Throws beyond 2^53. */
export function count(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`not a count: ${String(value)}`);
  return number;
}

/** A text column that may be null; null for anything that is no text. */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A bytea column as plain bytes. */
export function bytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error("not a bytea");
  return new Uint8Array(value.buffer, value.byteOffset, value.length);
}

/** Statements that are asked for at once go one after the other: a connection can do one at a time. */
function oneAtATime(session: Session): Session {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (sql, params) => {
      const next = last.then(() => session.query(sql, params));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/**
 * Runs `work` in one READ COMMITTED transaction of its own session. After any failure the session is closed for good, so
 * that a half-done transaction cannot come back from the pool.
 */
export async function inTransaction<T>(database: LogDatabase, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await database.connect();
  let failed = true;
  try {
    await session.query("begin");
    const result = await work(oneAtATime(session));
    await session.query("commit");
    failed = false;
    return result;
  } finally {
    session.release(failed);
  }
}
