import type { Tx } from "./types.ts";

/** The smallest handle that audit and jobs need: one statement, rows as plain objects. */
export type Exec = (sql: string, params: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** An Exec over a Prisma transaction. */
export function prismaExec(tx: Tx): Exec {
  return (sql, params) => tx.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...params);
}
