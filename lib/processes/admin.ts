import { disconnect } from "../db/client.ts";
import { exposeToLibraries } from "../env.ts";
import { AppError } from "../kernel/errors.ts";
import { findVerb, usage } from "./admin/verbs.ts";

function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [error.message, ...error.errors.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
}

/** Runs one operator verb and gives the exit code: 0 done, 1 refused or failed, 2 not understood. */
async function main(words: readonly string[]): Promise<number> {
  exposeToLibraries();
  const found = findVerb(words);
  if (found === undefined) {
    process.stderr.write(`${usage()}\n`);
    return 2;
  }
  try {
    await found.verb.run(found.rest);
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  } finally {
    await disconnect();
  }
}

process.exitCode = await main(process.argv.slice(2));
