/** What benches that need a database share: a PostgreSQL of their own, and their TypeScript bundled as the product is. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { startCluster } from "../scripts/database/cluster.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { ensureRoles } from "../scripts/database/roles.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const word = () => randomBytes(24).toString("base64url");

/** The product's environment on a new database, set for this process; it flushes to disk as in production. */
async function prepare(place) {
  const cluster = await startCluster({ dataDir: join(place, "data") });
  const secrets = { app: word(), read: word(), log: word(), worker: word() };
  const urls = await ensureRoles({ ownerUrl: cluster.url, secrets, env: {} });
  await migrate({ ownerUrl: cluster.url });
  Object.assign(process.env, {
    DATABASE_URL: cluster.url,
    DATABASE_APP_URL: urls.app,
    DATABASE_READ_URL: urls.read,
    DATABASE_LOG_URL: urls.log,
    DATABASE_WORKER_URL: urls.worker,
    MODELKEEP_DATA_DIR: join(place, "data"),
    MODELKEEP_URL: "http://bench.invalid",
    MODELKEEP_SESSION_SECRET: word(),
    MODELKEEP_DATA_KEY: randomBytes(32).toString("base64"),
  });
  return { cluster, urls: { owner: cluster.url, app: urls.app, log: urls.log } };
}

/** The command kernel appends through a switch, so that the same command can be run without the log. */
const throughSwitch = {
  name: "append-or-not",
  setup(chosen) {
    chosen.onResolve({ filter: /\/audit\/append\.ts$/ }, ({ importer }) =>
      importer.endsWith("lib/kernel/run-command.ts") ? { path: join(root, "bench/append-or-not.ts") } : undefined,
    );
  },
};

async function load(source) {
  const folder = mkdtempSync(join(root, "node_modules", ".cache-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "engine.mjs");
  await build({
    entryPoints: [join(root, source)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "@": root.replace(/\/$/, "") },
    plugins: [throughSwitch],
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}

const IDLE_MS = 2_000;

/**
 * Gives a function that measures with what `startBench({ folder, urls })` of a TypeScript file returned. Database and
 * bundle are made when the first figure asks, and go when none asked for a while: which one is the last is not known.
 */
export function benchOn(source) {
  let running;
  let stopping;
  const start = async () => {
    const place = mkdtempSync(join(tmpdir(), "modelkeep-bench-"));
    const { cluster, urls } = await prepare(place);
    const { startBench } = await load(source);
    const engine = await startBench({ folder: place, urls });
    const stop = async () => {
      running = undefined;
      await engine.end();
      await cluster.stop();
      rmSync(place, { recursive: true, force: true });
    };
    return { ...engine, stop };
  };
  return async (pick) => {
    clearTimeout(stopping);
    running ??= start();
    const engine = await running;
    try {
      return await pick(engine);
    } finally {
      stopping = setTimeout(() => void engine.stop(), IDLE_MS);
    }
  };
}
