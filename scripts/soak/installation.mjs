/**
 * An installation to be hard on: a PostgreSQL and a data folder of its own, the product's processes, nothing else.
 *
 *   openInstallation({ place, programs, bin?, ephemeral? }) -> {
 *     place, dataDir, control, ownerUrl, env, workers,
 *     admin(...words) -> { code, output }       an operator's command, as its process
 *     verify(folder, ...options) -> { code, output }       the verifier that auditors download
 *     rows(sql, params?) -> rows                as the owner
 *     crash(), revive()                         every process of the database is killed; it starts again where it was
 *     close(), remove()                         stops everything; removes a database that could not live in `place`
 *   }
 *
 *   place       an existing folder
 *   ephemeral   the database flushes nothing (for tests)
 *
 * `env` holds the owner's address too; workers do not get it.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startCluster } from "../database/cluster.mjs";
import { withClient } from "../database/connect.mjs";
import { migrate } from "../database/migrate.mjs";
import { ensureRoles } from "../database/roles.mjs";
import { processesIn, signal, waitForEnd } from "../launch/process-table.mjs";
import { createWorkers } from "./workers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const verifier = join(root, "public", "verify", "modelkeep-verify.mjs");
const LIMIT_MS = 120_000;

const word = () => randomBytes(24).toString("base64url");

function environment(ownerUrl, urls, dataDir) {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(?:DATABASE_|MODELKEEP_|SMTP_|OIDC_|MAIL_|SOAK_|VITEST|PORT$|HOST$|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(outer),
    NODE_ENV: "production",
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: urls.app,
    DATABASE_READ_URL: urls.read,
    DATABASE_LOG_URL: urls.log,
    DATABASE_WORKER_URL: urls.worker,
    MODELKEEP_DATA_DIR: dataDir,
    MODELKEEP_URL: "http://soak.invalid",
    MODELKEEP_OUTBOUND_ALLOW: "127.0.0.1",
    MODELKEEP_SESSION_SECRET: word(),
    MODELKEEP_DATA_KEY: randomBytes(32).toString("base64"),
  };
}

/** Runs one of our programs to its end; its code and all it said. */
function runProgram(args, env) {
  return new Promise((resolve) => {
    const settings = { cwd: root, env, timeout: LIMIT_MS, maxBuffer: 2 ** 26 };
    execFile(process.execPath, args, settings, (error, out, said) => {
      resolve({ code: error === null ? 0 : (error.code ?? 1), output: `${out}${said}` });
    });
  });
}

/** Starts it. See the head of this file. */
export async function openInstallation({ place, programs, bin, ephemeral = false }) {
  chmodSync(place, 0o711);
  const dataDir = join(place, "data");
  const control = join(place, "control");
  for (const folder of [dataDir, control]) mkdirSync(folder, { recursive: true });
  const own = bin === undefined ? {} : { bin };
  let cluster = await startCluster({ dataDir, ephemeral, ...own });
  try {
    const secrets = { app: word(), read: word(), log: word(), worker: word() };
    const urls = await ensureRoles({ ownerUrl: cluster.url, secrets, env: {} });
    await migrate({ ownerUrl: cluster.url });
    const env = environment(cluster.url, urls, dataDir);
    const { DATABASE_URL: _owner, ...workerEnv } = env;
    const workers = createWorkers({ program: programs.worker, env: workerEnv, control });
    return {
      ...{ place, dataDir, control, ownerUrl: cluster.url, env, workers },
      admin: (...words) => runProgram([programs.admin, ...words], env),
      verify: (folder, ...options) => runProgram([verifier, folder, "--quiet", ...options], process.env),
      rows: async (sql, params) =>
        withClient(cluster.url, async (client) => (await client.query(sql, params)).rows, { patience: 5_000 }),
      async crash() {
        const processes = [cluster.pid, ...processesIn(cluster.folder)];
        for (const pid of processes) signal(pid, "SIGKILL");
        await Promise.all(processes.map((pid) => waitForEnd(pid, 5_000)));
      },
      async revive() {
        if (ephemeral) throw new TypeError("a database that flushes nothing cannot be revived");
        cluster = await startCluster({ dataDir, port: cluster.port, ...own });
      },
      async close() {
        await workers.endAll();
        await cluster.stop({ hurry: true });
      },
      remove: () => rmSync(cluster.folder, { recursive: true, force: true }),
    };
  } catch (error) {
    await cluster.stop({ hurry: true });
    throw error;
  }
}
