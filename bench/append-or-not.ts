import { appendAll as append } from "../lib/audit/append.ts";

const logging = globalThis as { benchWithoutLog?: boolean };

/** Switches the log of every command of this process on or off. */
export function switchLog(on: boolean): void {
  logging.benchWithoutLog = !on;
}

/** Stands in for the append in the bundle of a bench: the same, or nothing. */
export const appendAll: typeof append = (exec, input) =>
  logging.benchWithoutLog === true ? Promise.resolve([]) : append(exec, input);
