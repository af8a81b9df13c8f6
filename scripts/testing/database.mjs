/**
 * Vitest's global setup of the database tests: a PostgreSQL of their own with roles and migrations, gone afterwards.
 * MODELKEEP_TEST_PG=system runs on a PostgreSQL of the system (15 or newer) instead of the embedded one.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "../database/cluster.mjs";
import { migrate } from "../database/migrate.mjs";
import { ensureRoles } from "../database/roles.mjs";
import { systemPostgres } from "./system-postgres.mjs";

const word = () => randomBytes(24).toString("base64url");

function chosenPrograms() {
  if (process.env.MODELKEEP_TEST_PG !== "system") return {};
  const found = systemPostgres();
  if (found === null) throw new Error("MODELKEEP_TEST_PG=system, but this system has no PostgreSQL 15 or newer.");
  return { bin: found.bin };
}

/** Folders that a test makes with `tmpdir()` lie in `scratch` and go with it, also when a test forgets them. */
const environmentFor = (ownerUrl, urls, { dataDir, scratch }) => ({
  TMPDIR: scratch,
  DATABASE_URL: ownerUrl,
  DATABASE_APP_URL: urls.app,
  DATABASE_READ_URL: urls.read,
  DATABASE_LOG_URL: urls.log,
  DATABASE_WORKER_URL: urls.worker,
  MODELKEEP_DATA_DIR: dataDir,
  MODELKEEP_URL: "http://127.0.0.1:4420",
  MODELKEEP_SESSION_SECRET: word(),
  MODELKEEP_DATA_KEY: randomBytes(32).toString("base64"),
});

/** Starts the database and tells the tests its addresses; returns what takes it down again. */
export default async function setup(project) {
  const cluster = await startCluster({ ephemeral: true, ...chosenPrograms() });
  const own = mkdtempSync(join(tmpdir(), "modelkeep-test-"));
  const folders = { dataDir: join(own, "data"), scratch: join(own, "tmp") };
  for (const folder of Object.values(folders)) mkdirSync(folder, { mode: 0o700 });
  const forget = () => rmSync(own, { recursive: true, force: true });
  process.once("exit", forget);
  try {
    const secrets = { app: word(), read: word(), log: word(), worker: word() };
    const urls = await ensureRoles({ ownerUrl: cluster.url, secrets, env: {} });
    await migrate({ ownerUrl: cluster.url });
    project.provide("environment", environmentFor(cluster.url, urls, folders));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return async () => {
    await cluster.stop();
    forget();
  };
}
