import { readDatabaseError } from "../db/errors.ts";

/** Whether an error says that the database is away or too busy just now, so that trying again helps. */
export function isDatabaseTrouble(error: unknown): boolean {
  const { kind } = readDatabaseError(error);
  return kind === "unavailable" || kind === "retry";
}
