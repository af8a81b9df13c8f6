import pg from "pg";
import { openLog } from "../lib/audit/open-log.ts";
import { disconnect } from "../lib/db/client.ts";
import { cancelImport, type RunImport } from "../lib/imports/runs.ts";
import { runImport } from "../lib/imports/run-import.ts";
import { readImport } from "../lib/imports/queries/read-import.ts";
import type { ImportRunDto } from "../lib/imports/schema.ts";
import { importDoor } from "../lib/import-door.ts";
import { countAssetFacets } from "../lib/inventory/assets/queries/count-asset-facets.ts";
import { listAssets } from "../lib/inventory/assets/queries/list-assets.ts";
import { cycloneDxFormat } from "../lib/inventory/imports/supply/formats.ts";
import { countFacets } from "../lib/inventory/queries/count-facets.ts";
import { listModels } from "../lib/inventory/queries/list-models.ts";
import type { Actor } from "../lib/kernel/actor.ts";
import { newId } from "../lib/kernel/ids.ts";
import { runQuery } from "../lib/kernel/query.ts";
import { runScratch } from "../lib/kernel/run-command.ts";
import { readBoard } from "../lib/lifecycle/queries/read-board.ts";
import { readGateStates } from "../lib/lifecycle/queries/read-gate-states.ts";
import { readLineage } from "../lib/lineage/queries/read-lineage.ts";
import type { z } from "../lib/zod.ts";
import { counts, idOf, makeSupplyChain } from "./supply-chain.mjs";

const ORG = idOf("organization", 1);
const PERSON = idOf("user", 1);
const ROUNDS = 40;

const actor: Actor = {
  type: "user",
  id: PERSON,
  orgId: ORG,
  name: "Person 1",
  email: "p1@bench.test",
  role: "administrator",
  secondFactorMissing: false,
  authenticatedAtMs: 0,
  sessionId: "",
};

/** What the made supply chain lacks for lists: stages, facts, and versions that state their data without a version. */
const VARIETY = [
  "update app_user set role = 'administrator' where id = $1",
  `update model set stage = (array['design','data_sourcing','training','validation','deployment','operation','retirement'])[1 + abs(hashtext(id::text)) % 7],
     updated_at = now() - make_interval(mins => abs(hashtext(slug)) % 500000), sensitivity = (array['public','internal','confidential','restricted'])[1 + abs(hashtext(slug)) % 4],
     tags = array['tag-' || abs(hashtext(slug)) % 40]`,
  "update model_version set stage = 'validation' where label <> 'v0'",
  `update asset set updated_at = now() - make_interval(mins => abs(hashtext(slug)) % 500000), tags = array['tag-' || abs(hashtext(slug)) % 40],
     facts = facts || jsonb_build_object(
       'personalData', (array['unknown','no','yes','special'])[1 + abs(hashtext(slug)) % 4],
       'licence', case when abs(hashtext(slug)) % 3 = 0 then '' else 'MIT' end,
       'environment', (array['development','test','staging','production'])[1 + abs(hashtext(slug)) % 4],
       'exposure', (array['internal','partner','public'])[1 + abs(hashtext(slug)) % 3], 'authentication', 'oauth', 'category', 'library')`,
  `insert into asset_link (id, org_id, owner_type, owner_id, relation, up_type, up_id, down_type, down_id)
   select gen_random_uuid(), v.org_id, 'model_version', v.id, 'trained_on', 'dataset', a.parent_id, 'model_version', v.id
   from model_version v join lateral (
     select parent_id from asset where kind = 'dataset_version' and slug = 'dataset_version-' || abs(hashtext(v.id::text)) % 6000) a on true
   where v.label = 'v4' and abs(hashtext(v.id::text)) % 2 = 0 on conflict do nothing`,
];

async function fill(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await makeSupplyChain(client);
  await client.query("set session_replication_role = replica");
  for (const [index, sql] of VARIETY.entries()) await client.query(sql, index === 0 ? [PERSON] : []);
  await client.query("set session_replication_role = default");
  const exec = async (sql: string, params: readonly unknown[]) =>
    (await client.query<Record<string, unknown>>(sql, [...params])).rows;
  await openLog(exec, { orgId: ORG, publicUrl: "http://bench.invalid", newId, at: new Date() });
  await client.query("vacuum analyze");
  await client.end();
}

const percentile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0;

/** The 95th percentile of so many calls, milliseconds, after one that nobody counts. */
async function p95(call: (round: number) => Promise<unknown>, rounds = ROUNDS): Promise<number> {
  await call(0);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await call(round);
    times.push(performance.now() - began);
  }
  return percentile(times, 0.95);
}

type AssetFilters = Omit<z.input<typeof listAssets.input>, "kind">;

const lists: readonly (readonly [kind: "dataset" | "deployment" | "component", filters: AssetFilters])[] = [
  ["deployment", {}],
  ["deployment", { sort: "name" }],
  ["deployment", { exposure: "public", environment: "production" }],
  ["deployment", { status: "live", q: "deployment 77" }],
  ["deployment", { owner: idOf("user", 3) }],
  ["dataset", { personalData: ["yes", "special"], licence: "missing" }],
  ["component", { category: "library" }],
];

const modelFilters: readonly z.input<typeof listModels.input>[] = [
  {},
  { sort: "name" },
  { q: "model 77" },
  { stage: "operation", sensitivity: "restricted" },
  { tag: "tag-7" },
  { owner: idOf("user", 3) },
];

const kinds = Object.keys(counts) as (keyof typeof counts)[];

const reached = kinds.flatMap((kind) =>
  Array.from({ length: 10 }, (_, n) => idOf(kind, (n * 7919 + 1) % counts[kind])),
);

const bomOf = (size: number, release: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
      components: Array.from({ length: size }, (_, n) => ({
        type: "library",
        "bom-ref": `c${n}`,
        name: `lib-${n}`,
        version: release,
        purl: `pkg:pypi/lib-${n}@${release}`,
        licenses: [{ license: { id: "MIT" } }],
      })),
      dependencies: Array.from({ length: size - 1 }, (_, n) => ({ ref: `c${n}`, dependsOn: [`c${n + 1}`] })),
    }),
  );

const RECORDS = 10_000;

async function previewed(release: string): Promise<string> {
  const input = { format: "cyclonedx" as const, source: bomOf(RECORDS, release) };
  return (await runScratch(importDoor.preview, { actor, input })).id;
}

const runOf = async (id: string): Promise<ImportRunDto | null> =>
  (await runQuery(readImport, { actor, input: { id } })).run;

type Watch = (run: ImportRunDto) => Promise<void>;

/** Applies a preview as the background does, and looks at how far it is meanwhile, as the page does. Milliseconds. */
async function applied(id: string, look: Watch): Promise<number> {
  await runScratch(importDoor.queue, { actor, input: { id } });
  const told: z.output<typeof RunImport> = {
    orgId: ORG,
    actorType: "user",
    actorId: PERSON,
    id,
    decisions: [],
    skip: [],
    remove: [],
  };
  let ended = false;
  const began = performance.now();
  const running = runImport([cycloneDxFormat], told).finally(() => {
    ended = true;
  });
  while (!ended) {
    const run = await runOf(id);
    if (run !== null) await look(run);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await running;
  return performance.now() - began;
}

async function importTen(): Promise<{ preview: number; apply: number; steps: number; again: number }> {
  const began = performance.now();
  const id = await previewed("1.0.0");
  const preview = performance.now() - began;
  const seen = new Set<number>();
  const apply = await applied(id, (run) => Promise.resolve(void seen.add(run.done)));
  const run = await runOf(id);
  if (run?.state !== "done" || run.done !== RECORDS) throw new Error(`the import ended ${JSON.stringify(run)}`);
  const second = performance.now();
  const { keeps } = await runScratch(importDoor.preview, {
    actor,
    input: { format: "cyclonedx", source: bomOf(RECORDS, "1.0.0") },
  });
  if (keeps < RECORDS) throw new Error(`imported again, only ${keeps} are as they were`);
  return { preview, apply, steps: seen.size, again: performance.now() - second };
}

/** Milliseconds from asking an import to stop until it has, with nothing of it left. */
async function stopTen(): Promise<number> {
  const id = await previewed("9.9.9");
  let asked = 0;
  await applied(id, async (run) => {
    if (asked > 0 || run.done < RECORDS / 4) return;
    asked = performance.now();
    await runScratch(cancelImport, { actor, input: { id } });
  });
  const stopped = performance.now() - asked;
  const run = await runOf(id);
  if (asked === 0 || run?.state !== "cancelled") throw new Error(`the import ended ${JSON.stringify(run)}`);
  const { total } = await runQuery(listAssets, { actor, input: { kind: "component", q: "9.9.9" } });
  if (total > 0) throw new Error(`${total} records stayed`);
  return stopped;
}

/** What the bench measures: whole queries and imports, as routes and worker run them. */
export async function startBench({ urls }: { urls: { owner: string } }) {
  await fill(urls.owner);
  let imported: ReturnType<typeof importTen> | undefined;
  const models = (round: number): string[] => Array.from({ length: 50 }, (_, n) => idOf("model", round * 50 + n));
  return {
    lineage: () =>
      p95((round) => runQuery(readLineage, { actor, input: { id: reached[round] ?? "" } }), reached.length),
    poison: () =>
      p95((round) => {
        const input = {
          id: idOf("dataset_version", (round * 131) % counts.dataset_version),
          direction: "down" as const,
        };
        return runQuery(readLineage, { actor, input });
      }),
    assetList: () =>
      p95((round) => {
        const [kind, filters] = lists[round % lists.length] ?? lists[0] ?? ["deployment", {}];
        return runQuery(listAssets, { actor, input: { ...filters, kind } });
      }, 70),
    assetFacets: () => p95(() => runQuery(countAssetFacets, { actor, input: { kind: "deployment" } })),
    modelList: () =>
      p95((round) => runQuery(listModels, { actor, input: modelFilters[round % modelFilters.length] ?? {} }), 60),
    modelsInvalid: () => p95(() => runQuery(listModels, { actor, input: { gate: "invalid" } })),
    modelFacets: () => p95(() => runQuery(countFacets, { actor, input: {} })),
    gateStates: () => p95((round) => runQuery(readGateStates, { actor, input: { models: models(round) } })),
    board: () => p95(() => runQuery(readBoard, { actor, input: {} })),
    preview: async () => (await (imported ??= importTen())).preview / 1000,
    apply: async () => (await (imported ??= importTen())).apply / 1000,
    steps: async () => (await (imported ??= importTen())).steps,
    again: async () => (await (imported ??= importTen())).again / 1000,
    poll: async () => {
      const id = await previewed("2.0.0");
      return p95(() => runOf(id));
    },
    cancel: stopTen,
    end: disconnect,
  };
}
