/**
 * graphile-worker's own schema, owned by modelkeep_worker.
 *
 *   ensureWorkerSchema(client, { situation, workerUrl, withoutCollision, log })
 *
 * `client` is the owner's connection. The worker may create in the database only while its schema is installed.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import pg from "pg";
import { StatedError } from "../launch/stated-error.mjs";
import { withClient } from "./connect.mjs";

const require = createRequire(import.meta.url);

function newestRevision() {
  const folder = join(dirname(require.resolve("graphile-worker/package.json")), "sql");
  return Math.max(...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0));
}

function installedRevision(workerUrl) {
  return withClient(workerUrl, async (client) => {
    const { rows } = await client.query("select to_regclass('graphile_worker.migrations') is not null as present");
    if (!rows[0].present) return 0;
    return (await client.query("select coalesce(max(id), 0)::int as id from graphile_worker.migrations")).rows[0].id;
  });
}

async function joinWorkerRole(client, { super: isSuper, owner }) {
  if (isSuper) return;
  const { rows } = await client.query("select pg_has_role(current_user, 'modelkeep_worker', 'USAGE') as joined");
  if (rows[0].joined) return;
  try {
    await client.query(`grant modelkeep_worker to ${pg.escapeIdentifier(owner)}`);
  } catch (cause) {
    const statement = `GRANT modelkeep_worker TO ${pg.escapeIdentifier(owner)};`;
    const message = `The database owner ${owner} must be a member of modelkeep_worker to set up the job queue (${cause.message}). Let an administrator of the server run: ${statement}`;
    throw new StatedError("roles_missing", message, { cause, statements: [statement] });
  }
}

async function install(workerUrl) {
  const { Logger, runMigrations } = await import("graphile-worker");
  const logger = new Logger(() => () => {});
  await runMigrations({ connectionString: workerUrl, maxPoolSize: 2, logger });
}

/** Creates or updates the schema `graphile_worker`, as the role that owns it. Nothing happens when it is up to date. */
export async function ensureWorkerSchema(client, { situation, workerUrl, withoutCollision, log }) {
  await joinWorkerRole(client, situation);
  const database = pg.escapeIdentifier(situation.database);
  const { rows } = await client.query(
    `select has_database_privilege('modelkeep_worker', current_database(), 'CREATE') as creates,
            exists (select from pg_namespace where nspname = 'graphile_worker') as present`,
  );
  if (rows[0].present && (await installedRevision(workerUrl)) === newestRevision()) {
    if (rows[0].creates) await client.query(`revoke create on database ${database} from modelkeep_worker`);
    return;
  }
  log("installing the job queue's schema");
  await withoutCollision(() => client.query(`grant create on database ${database} to modelkeep_worker`));
  try {
    await client.query("create schema if not exists graphile_worker authorization modelkeep_worker");
    await install(workerUrl);
  } finally {
    await withoutCollision(() => client.query(`revoke create on database ${database} from modelkeep_worker`));
  }
}
