/**
 * Applies committed SQL migrations in Prisma's layout, without Prisma's engine.
 *
 *   migrate({ ownerUrl, dir?, log? })          -> { applied: [names], status }
 *   migrationStatus({ ownerUrl, dir? })        -> status
 *   readMigrations(dir)                        -> [{ name, file, sql, checksum }]   in name order
 *   judge(files, rows)                         -> status                            pure
 *
 *   dir     default "prisma/migrations"; each migration is `<stamp>_<name>/migration.sql`
 *   status  { state: "current" | "pending" | "newer" | "edited" | "failed", applied, pending, unknown, edited, failed }
 *           every other field is a list of names
 *
 * One transaction each, recorded with the sha256 of the file in `_prisma_migrations` (exactly Prisma's table), under an
 * advisory lock, so that two runs at once are safe. Throws StatedError "database_newer", "migration_edited" or
 * "migration_failed" (details: { name, file, line }).
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StatedError } from "../launch/stated-error.mjs";
import { withClient } from "./connect.mjs";
import { lineOfFailure } from "./sql-place.mjs";

const lockKey = 72_707_369;
const table = `create table if not exists public._prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/** The migrations on disk in the order they are applied; `checksum` is the sha256 of the file in hex. */
export function readMigrations(dir) {
  if (!existsSync(dir)) return [];
  const names = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map((entry) => ({ name: entry.name, file: join(dir, entry.name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => {
      const sql = readFileSync(file);
      return { name, file, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Compares the migrations on disk with the rows of `_prisma_migrations`. */
export function judge(files, rows) {
  const onDisk = new Map(files.map((file) => [file.name, file.checksum]));
  const valid = rows.filter((row) => row.rolled_back_at === null);
  const done = new Map(
    valid.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row.checksum]),
  );
  const applied = [...done.keys()].sort();
  const failed = valid.map((row) => row.migration_name).filter((name) => !done.has(name));
  const unknown = applied.filter((name) => !onDisk.has(name));
  const edited = applied.filter((name) => onDisk.has(name) && onDisk.get(name) !== done.get(name));
  const pending = files.map((file) => file.name).filter((name) => !done.has(name));
  const state = [
    [failed, "failed"],
    [unknown, "newer"],
    [edited, "edited"],
    [pending, "pending"],
  ].find(([list]) => list.length > 0)?.[1];
  return { state: state ?? "current", applied, pending, unknown, edited, failed };
}

async function readRows(client) {
  const { rows } = await client.query("select to_regclass('public._prisma_migrations') is not null as present");
  if (!rows[0].present) return [];
  const columns = "migration_name, checksum, finished_at, rolled_back_at";
  return (await client.query(`select ${columns} from public._prisma_migrations order by started_at`)).rows;
}

/** Throws the matching StatedError when a database cannot be served by this code as it is. */
export function refuse(status) {
  if (status.state === "newer") {
    const message = `The database is newer than this code: it has ${status.unknown.join(", ")}, which this version does not know. Start the newer version of Modelkeep again, or restore the backup that was made before the update.`;
    throw new StatedError("database_newer", message, { status });
  }
  if (status.state === "edited") {
    const message = `The migration ${status.edited.join(", ")} was edited after it had been applied to this database. Restore the file as it was (git checkout prisma/migrations) and put the change into a new migration.`;
    throw new StatedError("migration_edited", message, { status });
  }
  if (status.state === "failed") {
    const message = `The migration ${status.failed.join(", ")} was begun by another tool and never finished. Repair the database, then delete the row from _prisma_migrations, or mark it with "prisma migrate resolve".`;
    throw new StatedError("migration_failed", message, { status, name: status.failed[0] });
  }
}

function failure(migration, cause, finished) {
  const line = lineOfFailure(migration.sql, cause.position, finished);
  const hint = [cause.detail, cause.hint].filter(Boolean).join(" ");
  const message = `The migration ${migration.name} failed and was rolled back; the database is as it was before. ${migration.file}:${line}: ${cause.message}${hint ? ` (${hint})` : ""}. Correct that file, or report this if you did not change it.`;
  return new StatedError("migration_failed", message, { cause, name: migration.name, file: migration.file, line });
}

async function runScript(client, migration) {
  let finished = 0;
  const count = () => (finished += 1);
  client.connection.on("commandComplete", count);
  try {
    await client.query(migration.sql);
  } catch (cause) {
    throw failure(migration, cause, finished);
  } finally {
    client.connection.off("commandComplete", count);
  }
}

/** Applies the next pending migration in a transaction of its own; its name, or null when there is none. */
async function applyNext(client, files) {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    await client.query("set local search_path to public");
    const status = judge(files, await readRows(client));
    refuse(status);
    const migration = files.find((file) => file.name === status.pending[0]);
    if (migration) {
      await client.query(table);
      const started = new Date();
      if (migration.sql.trim() !== "") await runScript(client, migration);
      await client.query(
        `insert into public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         values ($1, $2, $3, $4, clock_timestamp(), 1)`,
        [randomUUID(), migration.checksum, migration.name, started],
      );
    }
    await client.query("commit");
    return migration?.name ?? null;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Applies every pending migration. See the head of this file. */
export async function migrate({ ownerUrl, dir = "prisma/migrations", log = () => {} }) {
  const files = readMigrations(dir);
  return withClient(ownerUrl, async (client) => {
    const applied = [];
    for (let name = await applyNext(client, files); name !== null; name = await applyNext(client, files)) {
      log(`applied ${name}`);
      applied.push(name);
    }
    return { applied, status: judge(files, await readRows(client)) };
  });
}

/** Says how database and code stand to each other; changes nothing. */
export async function migrationStatus({ ownerUrl, dir = "prisma/migrations" }) {
  const files = readMigrations(dir);
  return withClient(ownerUrl, async (client) => judge(files, await readRows(client)));
}
