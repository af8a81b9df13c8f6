/** A row of a plain statement: bigint columns are selected as text. */
export type Row = Record<string, unknown>;

/** One statement at a time. */
export type Session = {
  query: (sql: string, params?: unknown[]) => Promise<{ rows: Row[]; rowCount: number | null }>;
};

/** The worker's database login, handed in by the process; `transaction` is READ COMMITTED and rolls back on a throw. */
export type TelemetryDatabase = Session & { transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T> };

/** A column as bytes. Throws for anything else. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new Error("not a bytea");
}

/** A timestamptz column as milliseconds. */
export function millisOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : Date.parse(String(value));
}
