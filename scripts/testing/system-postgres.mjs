/**
 * The programs of a PostgreSQL that the system has, version 15 or newer: `{ bin, major }` or null.
 *
 *   systemPostgres()     to run a server
 *   dumpPrograms()       the same when it can dump and restore as well; it dumps servers up to its own version
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const OLDEST = 15;

function candidates() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newestFirst = versions
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
  const asked = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  const told = asked.status === 0 ? [asked.stdout.trim()] : [];
  return [...newestFirst.map((version) => join(debian, String(version), "bin")), ...told];
}

/** The newest system PostgreSQL from 15 on; null when there is none. */
export function systemPostgres() {
  for (const bin of candidates()) {
    if (!existsSync(join(bin, "initdb"))) continue;
    const { stdout } = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" });
    const major = Number(/(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
    if (major >= OLDEST) return { bin, major };
  }
  return null;
}

/** The newest system PostgreSQL that has pg_dump and pg_restore; null when there is none. */
export function dumpPrograms() {
  const found = systemPostgres();
  const complete = found !== null && ["pg_dump", "pg_restore"].every((name) => existsSync(join(found.bin, name)));
  return complete ? found : null;
}
