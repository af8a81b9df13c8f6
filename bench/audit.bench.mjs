/**
 * The audit log: what it costs business transactions, how fast entries get their index and their seal, how fast proofs are.
 * Runs on a PostgreSQL of its own; figures that are ratios are measured in one run.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startCluster } from "../scripts/database/cluster.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { ensureRoles } from "../scripts/database/roles.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const word = () => randomBytes(12).toString("hex");

/** A database that flushes to disk as in production. */
async function database(place) {
  process.env.MODELKEEP_DATA_KEY ??= randomBytes(32).toString("base64");
  const cluster = await startCluster({ dataDir: join(place, "data") });
  const secrets = { app: word(), read: word(), log: word(), worker: word() };
  const urls = await ensureRoles({ ownerUrl: cluster.url, secrets, env: {} });
  await migrate({ ownerUrl: cluster.url });
  return { cluster, urls: { owner: cluster.url, app: urls.app, log: urls.log } };
}

let loaded;

/** The engine is TypeScript: it is bundled once, as the product is. */
async function engine() {
  loaded ??= (async () => {
    const folder = mkdtempSync(join(root, "node_modules", ".cache-audit-bench-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const outfile = join(folder, "engine.mjs");
    await build({
      entryPoints: [join(root, "bench/audit-engine.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      alias: { "@": root.replace(/\/$/, "") },
      logLevel: "error",
    });
    const { startBench } = await import(outfile);
    const place = mkdtempSync(join(tmpdir(), "modelkeep-bench-"));
    const { cluster, urls } = await database(place);
    const running = await startBench({ folder: place, urls });
    const stop = async () => {
      await running.end();
      await cluster.stop();
      rmSync(place, { recursive: true, force: true });
    };
    return { ...running, stop };
  })();
  return loaded;
}

const IDLE_MS = 2_000;

let stopping;

/** The database goes when no figure asked for it for a while: which one is the last is not known here. */
async function measured(pick) {
  clearTimeout(stopping);
  const running = await engine();
  try {
    return await pick(running);
  } finally {
    stopping = setTimeout(() => void running.stop(), IDLE_MS);
  }
}

const figure = ([name, unit, better, size], pick) => ({
  name: `audit: ${name}`,
  unit,
  better,
  size,
  run: () => measured(pick),
});

export const benches = [
  figure(["business transactions with the log : without", "ratio", "higher", "16 clients, 4 s each"], (e) => e.cost()),
  figure(["integrator", "leaves/s", "higher", "60,000 × 300 B"], async (e) => (await e.integrate()).leaves),
  figure(
    ["integrator : the same rows in one INSERT", "ratio", "higher", "60,000 × 300 B"],
    async (e) => (await e.integrate()).ratio,
  ),
  figure(["seal latency p50", "ms", "lower", "30 entries, idle"], async (e) => (await e.seal()).p50),
  figure(["seal latency p95", "ms", "lower", "30 entries, idle"], async (e) => (await e.seal()).p95),
  figure(["inclusion proof p95 at 10^7", "ms", "lower", "500 proofs"], async (e) => (await e.proofs(1e7)).p95),
  figure(["inclusion proof p95 at 10^8", "ms", "lower", "500 proofs"], async (e) => (await e.proofs(1e8)).p95),
  figure(
    ["tile reads of a proof at 10^8, most", "tiles", "lower", "500 proofs"],
    async (e) => (await e.proofs(1e8)).reads,
  ),
];
