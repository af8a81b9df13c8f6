import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { checkOutside } from "../lib/audit/check-outside.ts";
import { appendAll } from "../lib/audit/append.ts";
import { nodeCrypto } from "../lib/audit/crypto-node.ts";
import { folderStore } from "../lib/audit/file-store.ts";
import { Integrator } from "../lib/audit/integrator.ts";
import { openLog } from "../lib/audit/open-log.ts";
import { Publisher } from "../lib/audit/publisher.ts";
import { Signer } from "../lib/audit/signer.ts";
import { disconnect } from "../lib/db/client.ts";
import { newId } from "../lib/kernel/ids.ts";
import { treeHasher } from "../lib/merkle/hashes.ts";
import { readInclusionProof } from "../lib/merkle/read-proof.ts";
import { inclusionTiles } from "../lib/merkle/tree-reader.ts";
import { appendOf, commandCost, plainCost } from "./audit-cost.ts";
import { verifierSpeed } from "./audit-verifier.ts";

const hasher = treeHasher(nodeCrypto.sha256);

const LEAVES = 60_000;
const CONNECTIONS = 18;

type Pools = { owner: pg.Pool; app: pg.Pool; log: pg.Pool };
type Setting = Pools & { folder: string; orgId: string; logId: number };

const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;

async function openOrganization(pools: Pools): Promise<{ orgId: string; logId: number }> {
  const orgId = newId();
  const client = await pools.app.connect();
  const exec = async (sql: string, params: readonly unknown[]) =>
    (await client.query<Record<string, unknown>>(sql, [...params])).rows;
  await client.query("begin");
  await client.query(
    "insert into organization (id, org_id, slug, name, version, created_at, updated_at) values ($1, $1, $2, 'Bench', 1, now(), now())",
    [orgId, `b-${orgId.slice(-12)}`],
  );
  await openLog(exec, { orgId, publicUrl: "http://bench.invalid", newId, at: new Date() });
  await appendAll(exec, appendOf(orgId, "organization", orgId));
  await client.query("commit");
  client.release();
  const { rows } = await pools.log.query<{ log_id: number }>("select log_id from audit_log where org_id = $1", [orgId]);
  return { orgId, logId: rows[0]?.log_id ?? 0 };
}

async function fillQueue(setting: Setting, logId: number, orgId: string): Promise<void> {
  await setting.owner.query(
    `with e as (insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
       select $1, $2, gen_random_uuid(), decode(repeat(md5(n::text), 18) || md5('x'), 'hex') || decode(md5(n::text), 'hex'), 'bench', gen_random_uuid()::text, 1, 'bench', 'system', 'bench', 'bench'
       from generate_series(1, $3::int) n returning entry_id)
     insert into audit_queue (log_id, entry_id) select $1, entry_id from e`,
    [logId, orgId, LEAVES],
  );
  await setting.owner.query("analyze audit_entry, audit_queue");
}

/** A bare COPY of the rows that the integrator wrote (leaves and tiles), for comparison: what the database alone can take. */
async function bareCopy({ owner }: Setting, logId: number): Promise<number> {
  const { rows } = await owner.query<{ folder: string }>("select current_setting('data_directory') as folder");
  const file = (table: string): string => `${rows[0]?.folder ?? ""}/bench_${table}`;
  const tables = ["leaf", "tile"];
  for (const table of tables) {
    await owner.query(`create table bench_${table} (like audit_${table} including all)`);
    await owner.query(
      `copy (select * from audit_${table} where log_id = ${logId}) to '${file(table)}' (format binary)`,
    );
  }
  await owner.query("checkpoint");
  const start = performance.now();
  await owner.query("begin");
  for (const table of tables) await owner.query(`copy bench_${table} from '${file(table)}' (format binary)`);
  await owner.query("commit");
  const rate = LEAVES / ((performance.now() - start) / 1_000);
  await owner.query("drop table bench_leaf, bench_tile");
  for (const table of tables) rmSync(file(table));
  return rate;
}

async function integrate(setting: Setting): Promise<{ leaves: number; ratio: number }> {
  const { orgId, logId } = await openOrganization(setting);
  await fillQueue(setting, logId, orgId);
  const integrator = new Integrator({ database: setting.log });
  await setting.owner.query("checkpoint");
  const start = performance.now();
  let taken = 0;
  for (let batch = 1; batch > 0; taken += batch) batch = await integrator.integrate(logId);
  const leaves = taken / ((performance.now() - start) / 1_000);
  return { leaves, ratio: leaves / (await bareCopy(setting, logId)) };
}

/** From the commit of an entry to the publication of the checkpoint that covers it, with the loops of the worker. */
async function seal(setting: Setting): Promise<{ p50: number; p95: number }> {
  const { orgId, logId } = await openOrganization(setting);
  const signer = new Signer(join(setting.folder, "signer"));
  const files = folderStore(join(setting.folder, "log", orgId));
  const integrator = new Integrator({ database: setting.log, checkOutside: checkOutside(signer, () => files) });
  const publisher = new Publisher({ database: setting.log, signer, folder: () => files });
  let running = true;
  const loop = async (waitMs: number, round: () => Promise<unknown>): Promise<void> => {
    while (running) {
      await round();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
  const loops = [loop(200, () => integrator.integrate(logId)), loop(250, () => publisher.publish(logId))];
  const took: number[] = [];
  for (let entry = 0; entry < 30; entry += 1) {
    const size = entry + 2;
    const client = await setting.app.connect();
    await client.query("begin");
    await appendAll(
      async (sql, params) => (await client.query<Record<string, unknown>>(sql, [...params])).rows,
      appendOf(orgId, "thing", newId()),
    );
    await client.query("commit");
    client.release();
    const start = performance.now();
    for (;;) {
      const { rowCount } = await setting.log.query(
        "select 1 from audit_checkpoint where log_id = $1 and size >= $2 and published_at is not null",
        [logId, size],
      );
      if (rowCount === 1) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    took.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, (entry * 97) % 400));
  }
  running = false;
  await Promise.all(loops);
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95) };
}

/** Tiles made up from their coordinates: as many as wanted without storing them. Proofs cost the same as over true ones. */
async function proofs(size: number): Promise<{ p95: number; reads: number }> {
  const tile = (level: number, n: number, width: number): Uint8Array => {
    const data = new Uint8Array(width * 32);
    const seed = createHash("sha256").update(`${level}/${n}`).digest();
    for (let at = 0; at < width; at += 1) data.set(seed, at * 32);
    return data;
  };
  const took: number[] = [];
  let reads = 0;
  for (let proof = 0; proof < 500; proof += 1) {
    const index = Math.floor((size - 1) * ((proof * 0.618_033_988_749) % 1));
    reads = Math.max(reads, inclusionTiles(index, size).length);
    const tiles = new Map(
      inclusionTiles(index, size).map((each) => [`${each.level}/${each.n}`, tile(each.level, each.n, each.width)]),
    );
    const start = performance.now();
    await readInclusionProof(hasher, index, {
      size,
      fetchTile: async (level, n) => tiles.get(`${level}/${n}`) ?? new Uint8Array(0),
    });
    took.push(performance.now() - start);
  }
  return { p95: percentile(took, 0.95), reads };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= work());
}

type Server = { folder: string; urls: { owner: string; app: string; log: string } };

/** What can be measured on a database; each measurement is made once. */
export async function startBench({ folder, urls }: Server) {
  const pool = (connectionString: string, max: number): pg.Pool => {
    const made = new pg.Pool({ connectionString, max, allowExitOnIdle: true });
    made.on("error", () => undefined);
    return made;
  };
  const pools = { owner: pool(urls.owner, 1), app: pool(urls.app, CONNECTIONS), log: pool(urls.log, 6) };
  const setting: Setting = { ...pools, folder, ...(await openOrganization(pools)) };
  const large = once(() => proofs(1e8));
  return {
    end: () => Promise.all([pools.owner.end(), pools.app.end(), pools.log.end(), disconnect()]),
    plain: once(() => plainCost(setting)),
    command: once(() => commandCost(setting)),
    verify: once(() => verifierSpeed(folder)),
    integrate: once(() => integrate(setting)),
    seal: once(() => seal(setting)),
    proofs: (size: number) => (size === 1e8 ? large() : proofs(size)),
  };
}
