/**
 * The embedded PostgreSQL 18: one cluster in a data folder, started and stopped by us.
 *
 *   startCluster({ dataDir, log?, password?, ephemeral?, port?, bin? }) ->
 *     { url, port, pid, folder, stop() }
 *
 *   dataDir    Modelkeep's data folder; the cluster is `<dataDir>/postgres` (or /var/lib/modelkeep/<id>, see
 *              cluster-place.mjs). Optional when `ephemeral`: then a temporary folder is made.
 *   password   of the owner role "modelkeep"; default: from `<dataDir>/secrets.json`, created when missing
 *   ephemeral  for tests: nothing is flushed to disk, stop() is immediate and removes the cluster
 *   port       wanted port; default: MODELKEEP_DATABASE_PORT, the port of last time, or any free one
 *   bin        folder with other PostgreSQL programs, for example /usr/lib/postgresql/15/bin
 *   url        the owner's address of database "modelkeep" (UTF8, time zone UTC), on 127.0.0.1 only
 *   stop()     { hurry: true } does not wait for open transactions to be rolled back tidily
 *
 * A server still running from an earlier, killed run of the same data folder is ended first.
 * Throws StatedError "cluster_failed" or "secrets_missing".
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { endProcess, processStart, signal, waitForEnd } from "../launch/process-table.mjs";
import { loadSecrets } from "../launch/secrets.mjs";
import { reachableBinaries, systemAccount } from "./binaries.mjs";
import { clusterPlace, readClusterNote, writeClusterNote } from "./cluster-place.mjs";
import { endOrphans, initCluster, launchServer } from "./cluster-server.mjs";
import { ensureDatabase } from "./connect.mjs";
import { freePort, isPortFree } from "./ports.mjs";

const temporary = new Set();
process.on("exit", () => {
  for (const cluster of temporary) {
    signal(cluster.pid, "SIGQUIT");
    rmSync(cluster.dataDir, { recursive: true, force: true });
  }
});

function prepareDataDir(dataDir, ephemeral) {
  if (dataDir) {
    mkdirSync(dataDir, { recursive: true });
    return realpathSync(resolve(dataDir));
  }
  if (!ephemeral) throw new TypeError("startCluster needs a dataDir");
  const made = realpathSync(mkdtempSync(join(tmpdir(), "modelkeep-cluster-")));
  chmodSync(made, 0o711);
  return made;
}

async function choosePort(wanted, note) {
  for (const port of [wanted, Number(process.env.MODELKEEP_DATABASE_PORT), note.port]) {
    if (port && (await isPortFree(port))) return port;
  }
  return freePort();
}

function stopper(server, { ephemeral, dataDir, ownsDataDir, folder }) {
  return async ({ hurry = false } = {}) => {
    const how = hurry || ephemeral ? "SIGQUIT" : "SIGINT";
    if (processStart(server.pid) !== null) {
      signal(server.pid, how);
      if (!(await waitForEnd(server.pid, 2500)))
        await endProcess(server, { gentle: "SIGQUIT", patience: 1000, group: false });
    }
    if (!ephemeral) return;
    temporary.delete(server);
    rmSync(ownsDataDir ? dataDir : folder, { recursive: true, force: true });
  };
}

/** As root we run an existing cluster as the account it belongs to, whoever made it. */
function ownerOf(folder) {
  if (process.getuid?.() !== 0 || !existsSync(folder)) return null;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? null : { uid, gid };
}

/** Starts the cluster of a data folder, making it when there is none. See the head of this file. */
export async function startCluster(options = {}) {
  const { log = () => {}, ephemeral = false } = options;
  const dataDir = prepareDataDir(options.dataDir, ephemeral);
  const password =
    options.password ?? (ephemeral ? randomBytes(24).toString("base64url") : loadSecrets(dataDir).database.owner);
  const { folder, programs } = clusterPlace(dataDir, systemAccount());
  const account = ownerOf(folder) ?? systemAccount();
  const bin = options.bin ?? join(reachableBinaries(account, programs), "bin");
  await endOrphans(folder, log);
  if (ephemeral) rmSync(folder, { recursive: true, force: true });
  if (!existsSync(join(folder, "PG_VERSION"))) await initCluster({ folder, bin, account, password, log });
  mkdirSync(join(dataDir, "logs"), { recursive: true, mode: 0o700 });
  const logFile = join(dataDir, "logs", "postgres.log");
  const note = readClusterNote(dataDir);
  const settings = { folder, bin, account, ephemeral, logFile, log };
  const server = await launchServer(settings, () => choosePort(options.port, note));
  if (ephemeral) temporary.add(Object.assign(server, { dataDir: options.dataDir ? folder : dataDir }));
  const stop = stopper(server, { ephemeral, dataDir, ownsDataDir: !options.dataDir, folder });
  try {
    const url = `postgresql://modelkeep:${encodeURIComponent(password)}@127.0.0.1:${server.port}/modelkeep`;
    await ensureDatabase(url);
    writeClusterNote(dataDir, { port: server.port, ...(folder.startsWith(dataDir) ? {} : { folder }) });
    return { url, port: server.port, pid: server.pid, folder, stop };
  } catch (error) {
    await stop({ hurry: true });
    throw error;
  }
}

/** The owner's address of a cluster that another process has started, or null when none runs in this data folder. */
export function runningClusterUrl(dataDir) {
  const note = readClusterNote(dataDir);
  const folder = note.folder ?? join(dataDir, "postgres");
  try {
    const [pid] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    if (!note.port || processStart(Number(pid)) === null) return null;
  } catch {
    return null;
  }
  const { owner } = loadSecrets(dataDir).database;
  return `postgresql://modelkeep:${encodeURIComponent(owner)}@127.0.0.1:${note.port}/modelkeep`;
}
