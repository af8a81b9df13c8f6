/**
 * `npm run admin -- <noun> <verb>`: finds or starts the database, then hands over to dist/admin.mjs.
 *
 *   main(argv)     sets the exit code; `--data DIR` before the noun chooses the data folder
 *
 * `db migrate` and `db status` are done here, because they must work before anything else does.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createBoard } from "./board.mjs";
import { readInstance, takeDataFolder } from "./data-folder.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { processEnvironment, publicUrl } from "./environment.mjs";
import { root } from "./main.mjs";
import { parseOptions } from "./options.mjs";
import { readPidFile } from "./pid-lock.mjs";
import { isSameProcess } from "./process-table.mjs";
import { StatedError } from "./stated-error.mjs";
import { createToolRunner } from "./tools.mjs";

function split(argv) {
  const own = [];
  let rest = argv;
  while (rest[0]?.startsWith("--data")) {
    const count = rest[0].includes("=") ? 1 : 2;
    own.push(...rest.slice(0, count));
    rest = rest.slice(count);
  }
  return { options: parseOptions(own, process.env, { cwd: process.cwd(), root }), words: rest };
}

function isRunning(dataDir) {
  const holder = readPidFile(join(dataDir, "run", "launcher.pid"));
  return Boolean(holder && isSameProcess(holder));
}

/** Opens the database for the duration of the command: an external one, the running instance's, or our own. */
async function openDatabase(run) {
  if (run.env.DATABASE_URL) {
    run.ownerUrl = run.env.DATABASE_URL;
    return async () => {};
  }
  const { runningClusterUrl, startCluster } = await import("../database/cluster.mjs");
  if (isRunning(run.options.dataDir)) {
    run.ownerUrl = runningClusterUrl(run.options.dataDir);
    if (run.ownerUrl && readInstance(run.options.dataDir)) return async () => {};
    const message = `Modelkeep is just starting or stopping in ${run.options.dataDir}. Run this command again when it is up, or down.`;
    throw new StatedError("folder_in_use", message);
  }
  const folder = takeDataFolder(run.options.dataDir);
  try {
    const cluster = await startCluster({ dataDir: run.options.dataDir });
    run.ownerUrl = cluster.url;
    return async () => {
      await cluster.stop();
      folder.release();
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

function printStatus(status) {
  const say = (text) => process.stdout.write(`${text}\n`);
  say(`database: ${status.state}`);
  for (const kind of ["applied", "pending", "unknown", "edited", "failed"]) {
    for (const name of status[kind]) say(`  ${kind.padEnd(8)} ${name}`);
  }
}

async function databaseVerb(run, verb) {
  const { migrate, migrationStatus } = await import("../database/migrate.mjs");
  const dir = join(root, "prisma", "migrations");
  if (verb === "status") {
    const status = await migrationStatus({ ownerUrl: run.ownerUrl, dir });
    printStatus(status);
    return status.state === "current" ? 0 : 1;
  }
  const { status } = await migrate({ ownerUrl: run.ownerUrl, dir });
  printStatus(status);
  return 0;
}

function handOver(run, words) {
  const env = processEnvironment("admin", run);
  const args = ["--enable-source-maps", join(root, "dist", "admin.mjs"), ...words];
  const child = spawn(process.execPath, args, { cwd: process.cwd(), env, stdio: "inherit" });
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, by) => resolve(by ? 1 : code));
  });
}

async function perform(run, words) {
  const quiet = { ...run.board, stage: (_title, work) => work(() => {}) };
  await quiet.stage("Dependencies", () => ensureDependencies({ root, tools: run.tools, env: run.env }));
  const close = await openDatabase(run);
  try {
    if (words[0] === "db" && !["migrate", "status"].includes(words[1])) {
      throw new StatedError("bad_option", `"db ${words[1] ?? ""}" is not known: use "db migrate" or "db status".`);
    }
    const roles = async () => {
      const { ensureRoles } = await import("../database/roles.mjs");
      const env = run.env.DATABASE_URL ? run.env : {};
      run.addresses = await ensureRoles({ ownerUrl: run.ownerUrl, secrets: run.secrets.database, env });
    };
    if (words[0] === "db") {
      if (words[1] === "migrate") await roles();
      return await databaseVerb(run, words[1]);
    }
    const { ensurePrismaClient } = await import("../build/prisma-client.mjs");
    const { ensureBuilt } = await import("../build/ensure-built.mjs");
    await ensurePrismaClient(run);
    await Promise.all([roles(), ensureBuilt({ root, tools: run.tools, env: run.env, parts: ["bundle"] })]);
    await refuseUnfit(run);
    return await handOver(run, words);
  } finally {
    await close();
  }
}

/** A command must not meet a database of another version; a new data folder gets its tables here. */
async function refuseUnfit(run) {
  const { migrate } = await import("../database/migrate.mjs");
  await migrate({ ownerUrl: run.ownerUrl, dir: join(root, "prisma", "migrations") });
}

async function createRun(options) {
  const instance = readInstance(options.dataDir);
  const env = process.env;
  const { mkdirSync } = await import("node:fs");
  const { loadSecrets } = await import("./secrets.mjs");
  mkdirSync(options.dataDir, { recursive: true });
  return {
    root,
    env,
    board: createBoard({ stream: process.stderr }),
    tools: createToolRunner(),
    options: { ...options, ...(instance ? { host: instance.host, port: instance.port } : {}) },
    secrets: loadSecrets(options.dataDir, env),
    url: instance?.url ?? publicUrl(options, env),
  };
}

/** Runs one operator's command. */
export async function main(argv) {
  try {
    const { options, words } = split(argv);
    const run = await createRun(options);
    process.exitCode = await perform(run, words);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof StatedError ? error.message : error.stack}\n`);
  }
}
