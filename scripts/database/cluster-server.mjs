/**
 * The processes of an embedded cluster: making it, starting its server, ending what an earlier run left.
 *
 *   initCluster({ folder, bin, account, password, log })
 *   launchServer({ folder, bin, account, ephemeral, logFile, log }, choosePort) -> { pid, start, port }
 *   endOrphans(folder, log)
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endProcess, processesIn, processStart, signal, waitForEnd } from "../launch/process-table.mjs";
import { StatedError } from "../launch/stated-error.mjs";

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
};
const careless = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum_naptime: "5min" };

function environment() {
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(env)) if (/^PG[A-Z]+$/.test(name) || name === "DATABASE_URL") delete env[name];
  return env;
}

function majorVersion(bin) {
  const { stdout } = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  return Number.parseInt(/(\d+)/.exec(stdout ?? "")?.[1] ?? "0", 10);
}

function localeFlags(bin) {
  if (majorVersion(bin) >= 17) return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const { stdout } = spawnSync("locale", ["-a"], { encoding: "utf8" });
  return [/^C\.utf-?8$/im.test(stdout ?? "") ? "--locale=C.UTF-8" : "--locale=C"];
}

function run(program, args, account) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: "/", env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve(output) : reject(new Error(output.trim() || `exit ${code}`))));
  });
}

/** Makes a new cluster with owner "modelkeep"; an interrupted attempt leaves nothing that could be taken for a cluster. */
export async function initCluster({ folder, bin, account, password, log }) {
  const mark = randomBytes(4).toString("hex");
  const draft = `${folder}.new-${mark}`;
  const passwordFile = `${folder}.word-${mark}`;
  log("creating the database cluster");
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    const flags = ["--username=modelkeep", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--no-instructions"];
    const all = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...flags, ...localeFlags(bin)];
    await run(join(bin, "initdb"), all, account);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } catch (cause) {
    const message = `The database cluster could not be created in ${folder}: ${cause.message} Check that the disk has room and the folder may be written, or set DATABASE_URL to a database of your own.`;
    throw new StatedError("cluster_failed", message, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Ends the server and its helpers that an earlier run left in this folder, and removes its stale postmaster.pid. */
export async function endOrphans(folder, log) {
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8").split("\n")[0], 10);
  const known = process.platform === "linux" ? processesIn(folder) : [pid].filter((one) => processStart(one));
  if (known.includes(pid)) {
    log("ending the database server of an earlier run");
    await endProcess({ pid, start: processStart(pid) }, { gentle: "SIGINT", patience: 5000, group: false });
  }
  for (const helper of known.filter((one) => one !== pid)) {
    signal(helper, "SIGQUIT");
    if (!(await waitForEnd(helper, 1000))) signal(helper, "SIGKILL");
    await waitForEnd(helper, 1000);
  }
  if (process.platform === "linux") rmSync(pidFile, { force: true });
}

function spawnServer({ folder, bin, account, ephemeral, logFile }, port) {
  const chosen = { ...settings, ...(ephemeral ? careless : {}), port: String(port) };
  const flags = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(logFile, "a");
  try {
    return spawn(join(bin, "postgres"), ["-D", folder, ...flags], {
      ...account,
      cwd: dirname(folder) === folder ? folder : "/",
      env: environment(),
      detached: true,
      stdio: ["ignore", output, output],
    });
  } finally {
    closeSync(output);
  }
}

async function untilAccepting(child, folder, isGone) {
  const end = Date.now() + 60_000;
  while (Date.now() < end && !isGone()) {
    try {
      const lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
      if (Number(lines[0]) === child.pid && lines[7]?.startsWith("ready")) return true;
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    await delay(10);
  }
  return false;
}

function lastLines(logFile, from) {
  const text = readFileSync(logFile).subarray(from).toString("utf8").trim();
  return text.split("\n").slice(-6).join(" / ");
}

/** Starts the server and waits until it accepts connections; a port that was taken meanwhile is exchanged. */
export async function launchServer(options, choosePort) {
  const { folder, logFile } = options;
  let said = "";
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const port = await choosePort();
    const from = existsSync(logFile) ? readFileSync(logFile).length : 0;
    const child = spawnServer(options, port);
    let gone = false;
    child.once("exit", () => (gone = true));
    child.once("error", () => (gone = true));
    if (child.pid && (await untilAccepting(child, folder, () => gone))) {
      child.unref();
      return { pid: child.pid, start: processStart(child.pid), port };
    }
    if (!gone) signal(child.pid, "SIGQUIT");
    said = lastLines(logFile, from);
    await delay(300);
  }
  const message = `The database in ${folder} did not start. Its last words: ${said} The whole log is ${logFile}.`;
  throw new StatedError("cluster_failed", message);
}
