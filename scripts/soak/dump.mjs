/**
 * Real dumps of a database, and bringing one back over it.
 *
 *   dumpDatabase({ bin, url, file })
 *   restoreDatabase({ bin, url, file })     the database is dropped first, with all that was connected to it
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { withClient } from "../database/connect.mjs";

const run = promisify(execFile);

/** Writes a dump of the whole database. */
export async function dumpDatabase({ bin, url, file }) {
  await run(join(bin, "pg_dump"), ["--format=custom", "--compress=1", `--file=${file}`, url]);
}

/** Makes the database what the dump holds. */
export async function restoreDatabase({ bin, url, file }) {
  const server = new URL(url);
  const name = pg.escapeIdentifier(server.pathname.slice(1));
  server.pathname = "/postgres";
  await withClient(server.href, (client) => client.query(`drop database ${name} with (force)`));
  await run(join(bin, "pg_restore"), ["--create", "--exit-on-error", `--dbname=${server.href}`, file]);
}
