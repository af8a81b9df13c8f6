/** Lineage and point in time as whole queries, on a made supply chain and a made trail in a PostgreSQL of their own. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import pg from "pg";
import { startCluster } from "../scripts/database/cluster.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { ensureRoles } from "../scripts/database/roles.mjs";
import { counts, ENTRIES, idOf, makeSupplyChain, makeTrail } from "./supply-chain.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const ROUNDS = 30;
const word = () => randomBytes(24).toString("base64url");

async function database(place) {
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
    MODELKEEP_DATA_DIR: place,
    MODELKEEP_URL: "http://127.0.0.1:4421",
    MODELKEEP_SESSION_SECRET: word(),
    MODELKEEP_DATA_KEY: randomBytes(32).toString("base64"),
  });
  return cluster;
}

async function engine(folder) {
  const outfile = join(folder, "engine.mjs");
  await build({
    entryPoints: [join(root, "bench/lineage-engine.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  const { startBench } = await import(outfile);
  return startBench(idOf("organization", 1));
}

let loaded;

function measured() {
  loaded ??= (async () => {
    const place = mkdtempSync(join(tmpdir(), "modelkeep-bench-"));
    const folder = mkdtempSync(join(root, "node_modules", ".cache-lineage-bench-"));
    const cluster = await database(place);
    const client = new pg.Client(cluster.url);
    await client.connect();
    const links = await makeSupplyChain(client);
    if (links !== 200_000) throw new Error(`the made supply chain has ${links} links`);
    const running = await engine(folder);
    let ending;
    const rest = () => {
      clearTimeout(ending);
      ending = setTimeout(async () => {
        await running.end();
        await client.end();
        await cluster.stop();
        rmSync(place, { recursive: true, force: true });
        rmSync(folder, { recursive: true, force: true });
      }, 2_000);
    };
    return { ...running, client, rest, keep: () => clearTimeout(ending) };
  })();
  return loaded;
}

async function p95(work, inputs) {
  const running = await measured();
  running.keep();
  const times = [];
  await work(running, inputs[0]);
  for (const input of inputs) {
    const began = performance.now();
    await work(running, input);
    times.push(performance.now() - began);
  }
  running.rest();
  return times.sort((a, b) => a - b)[Math.floor((times.length - 1) * 0.95)];
}

const anywhere = Object.entries(counts).flatMap(([kind, count]) =>
  Array.from({ length: ROUNDS }, (_, n) =>
    idOf(kind, kind === "component" ? 1 + ((n * 37) % (count - 1)) : (n * 7919) % count),
  ),
);

const days = Array.from({ length: ROUNDS }, (_, n) => `2026-01-0${String(1 + (n % 5))}T12:00:00.000Z`);
const size = "10,000 models, 50,000 versions, 200,000 links";

export const benches = [
  {
    name: "lineage: of one thing of any kind, both ways",
    unit: "ms p95",
    better: "lower",
    size,
    run: () => p95((running, id) => running.lineage(id), anywhere),
  },
  {
    name: "lineage: of the library in two of five versions",
    unit: "ms p95",
    better: "lower",
    size,
    run: () =>
      p95(
        (running, id) => running.lineage(id),
        Array.from({ length: ROUNDS }, () => idOf("component", 0)),
      ),
  },
  {
    name: "lineage: what was live at a moment",
    unit: "ms p95",
    better: "lower",
    size: `10,000 deployments, ${ENTRIES.toLocaleString("en")} entries`,
    run: async () => {
      const running = await measured();
      running.keep();
      await makeTrail(running.client);
      return p95((each, time) => each.liveAt(time), days);
    },
  },
];
