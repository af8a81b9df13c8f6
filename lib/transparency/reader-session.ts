import type { Session } from "../audit/log-session.ts";
import type { RawReader } from "../audit/read-payloads.ts";

/** The session of a query as the log's code wants it. */
export function readerSession(db: RawReader): Session {
  return {
    query: async (sql, params = []) => {
      const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...params);
      return { rows, rowCount: rows.length };
    },
  };
}
