import type pg from "pg";
import { appendAll } from "../lib/audit/append.ts";
import { registerModel } from "../lib/inventory/commands/register-model.ts";
import { updateModel } from "../lib/inventory/commands/update-model.ts";
import type { ModelDto } from "../lib/inventory/schema.ts";
import type { Actor } from "../lib/kernel/actor.ts";
import { newId } from "../lib/kernel/ids.ts";
import { runCommand } from "../lib/kernel/run-command.ts";
import { switchLog } from "./append-or-not.ts";

const CLIENTS = 16;
const RUN_MS = 3_000;
const ROUNDS = 3;

/** What it costs: the median of the ratios of neighbouring runs, with the log to without it. */
export type Cost = { ratio: number; withLog: number; without: number };

type Database = { owner: pg.Pool; app: pg.Pool; orgId: string };

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** An entry about a thing, as its command would say it. */
export function appendOf(orgId: string, entityType: string, entityId: string): Parameters<typeof appendAll>[1] {
  return {
    orgId,
    actor: { type: "system", ref: "bench" },
    requestId: newId(),
    at: new Date(),
    newId,
    records: [
      {
        entityType,
        entityId,
        action: `${entityType}.update`,
        schema: 1,
        before: null,
        after: { name: "A model", purpose: "Bench" },
      },
    ],
  };
}

/** How many times a second `one` is done by clients that each do one after the other. */
async function perSecond(client: (goesOn: () => boolean) => Promise<number>): Promise<number> {
  const began = performance.now();
  const goesOn = (): boolean => performance.now() - began < RUN_MS;
  const done = await Promise.all(Array.from({ length: CLIENTS }, () => client(goesOn)));
  return done.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1_000);
}

/** The same without the log, then with it, several times; the guard would refuse the former. */
async function compare(owner: pg.Pool, run: (logged: boolean) => Promise<number>): Promise<Cost> {
  const measured: Cost[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await owner.query("alter table model disable trigger audit_guard");
    const without = await run(false);
    await owner.query("alter table model enable trigger audit_guard");
    const withLog = await run(true);
    if (round > 0) measured.push({ ratio: withLog / without, withLog, without });
  }
  const middle = (pick: (cost: Cost) => number): number => median(measured.map(pick));
  return { ratio: middle((c) => c.ratio), withLog: middle((c) => c.withLog), without: middle((c) => c.without) };
}

const INSERT = `insert into model (id, org_id, slug, name, kind, sensitivity, stage, state, version, created_at, updated_at)
  values ($1, $2, $3, $3, 'predictive', 'internal', 'design', 'active', 1, now(), now())`;

/** The least that a change can be: five plain statements of one client (begin, read, write, read, commit), and the append. */
async function plainWork({ app, orgId }: Database, logged: boolean, goesOn: () => boolean): Promise<number> {
  const client = await app.connect();
  const id = newId();
  const exec = async (sql: string, params: readonly unknown[]) =>
    (await client.query<Record<string, unknown>>(sql, [...params])).rows;
  let version = 0;
  while (goesOn()) {
    version += 1;
    await client.query("begin");
    await client.query("select 1 from model where id = $1", [id]);
    if (version === 1) await client.query(INSERT, [id, orgId, id]);
    else {
      const values = [id, version, `n${version}`];
      await client.query("update model set version = $2, name = $3, updated_at = now() where id = $1", values);
    }
    await client.query("select name, version from model where id = $1", [id]);
    if (logged) await appendAll(exec, appendOf(orgId, "model", id));
    await client.query("commit");
  }
  client.release();
  return version;
}

/** Row changes in plain SQL, with an entry or without. */
export function plainCost(database: Database): Promise<Cost> {
  return compare(database.owner, (logged) => perSecond((goesOn) => plainWork(database, logged, goesOn)));
}

async function registerModels(actor: Actor): Promise<ModelDto[]> {
  const input = { kind: "predictive", stage: "design", sensitivity: "internal" } as const;
  return Promise.all(
    Array.from({ length: CLIENTS }, (_, place) =>
      runCommand(registerModel, { actor, input: { ...input, name: `Model ${place}` } }),
    ),
  );
}

async function changeOften(actor: Actor, model: ModelDto, goesOn: () => boolean): Promise<number> {
  let { version } = model;
  for (; goesOn(); version += 1) {
    const input = { id: model.id, expectedVersion: version, purpose: `Bench ${version}` };
    await runCommand(updateModel, { actor, input });
  }
  return version - model.version;
}

/** The product's command model.update, with the log or, everything else being the same, without. */
export function commandCost({ owner, orgId }: Database): Promise<Cost> {
  const actor: Actor = { type: "apiKey", id: newId(), orgId, name: "bench", scopes: ["model:read", "model:write"] };
  return compare(owner, async (logged) => {
    switchLog(logged);
    const models = await registerModels(actor);
    const done = await perSecond(async (goesOn) => {
      const model = models.pop();
      return model === undefined ? 0 : changeOften(actor, model, goesOn);
    });
    switchLog(true);
    return done;
  });
}
