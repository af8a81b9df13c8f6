import { setTimeout as delay } from "node:timers/promises";
import { installedSigner, staticFolder } from "../../lib/audit/engine-places.ts";
import { checkOutside } from "../../lib/audit/check-outside.ts";
import { folderStore } from "../../lib/audit/file-store.ts";
import { Integrator } from "../../lib/audit/integrator.ts";
import { Publisher } from "../../lib/audit/publisher.ts";
import { FaultyDatabase, type Fault } from "../../lib/audit/testing/faulty-database.ts";
import { logOf } from "../../lib/audit/testing/fill-log.ts";
import { TestWitness, type Behaviour } from "../../lib/audit/testing/test-witness.ts";
import { verifyFolder } from "../../lib/audit/verify-folder.ts";
import { disconnect } from "../../lib/db/client.ts";
import { registerModel } from "../../lib/inventory/commands/register-model.ts";
import { updateModel } from "../../lib/inventory/commands/update-model.ts";
import type { Actor } from "../../lib/kernel/actor.ts";
import { newId } from "../../lib/kernel/ids.ts";
import { runCommand } from "../../lib/kernel/run-command.ts";
import { closePools, poolAs } from "../../lib/testing/database.ts";
import { testOrganization, type TestOrganization } from "../../lib/testing/organization.ts";
import { addWitness } from "../../lib/transparency/commands/add-witness.ts";
import { removeWitness } from "../../lib/transparency/commands/remove-witness.ts";

/** A thing's version that the product said is committed: its entry must be in the log exactly once. */
export type Commit = { type: string; id: string; version: number };

type Model = { id: string; version: number };

export type Organization = TestOrganization & { logId: number };

/** A committed organization with people in it and a log of its own. */
export async function openOrganization(): Promise<Organization> {
  const made = await testOrganization();
  return { ...made, logId: await logOf(made.orgId) };
}

const administrator = (org: Organization): Actor => ({
  ...org.actor("administrator"),
  authenticatedAtMs: Date.now(),
});

/** Enters a model; its commit. */
export async function register(org: Organization, now?: () => Date): Promise<Commit> {
  const name = `Model ${newId()}`;
  const input = { name, slug: name.toLowerCase().replace(" ", "-"), kind: "predictive" as const };
  const made = await runCommand(registerModel, {
    actor: administrator(org),
    input,
    ...(now === undefined ? {} : { now }),
  });
  return { type: "model", id: made.id, version: made.version };
}

/** Renames a model; its commit. */
export async function change(org: Organization, model: Model, now?: () => Date): Promise<Commit> {
  const input = { id: model.id, expectedVersion: model.version, name: `Again ${newId()}` };
  const made = await runCommand(updateModel, {
    actor: administrator(org),
    input,
    ...(now === undefined ? {} : { now }),
  });
  return { type: "model", id: made.id, version: made.version };
}

export type WritersOptions = {
  clients: number;
  random: () => number;
  onCommit: (commit: Commit) => void;
  /** Most milliseconds that a client rests between two commands. */
  restMs: number;
  now?: () => Date;
};

/** People at work: commands one after the other in each client, until stopped. Resolves to the failures it met. */
export function startWriters(org: Organization, options: WritersOptions): { stop: () => Promise<string[]> } {
  const { clients, random, onCommit, restMs, now } = options;
  const failures: string[] = [];
  let running = true;
  const client = async (): Promise<void> => {
    let model: Commit | undefined;
    while (running) {
      try {
        model = model === undefined || random() < 0.2 ? await register(org, now) : await change(org, model, now);
        onCommit(model);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        model = undefined;
        await delay(50);
      }
      if (restMs > 0) await delay(random() * restMs);
    }
  };
  const all = Array.from({ length: clients }, client);
  return {
    stop: async () => {
      running = false;
      await Promise.all(all);
      return failures;
    },
  };
}

/** What the entries of a static folder say, in their order; every hash, tile and the signature checked on the way. */
export async function folderCommits(folder: string, vkey: string): Promise<(Commit & { uuid: string })[]> {
  const commits: (Commit & { uuid: string })[] = [];
  await verifyFolder(folderStore(folder), vkey, async (_first, leaves) => {
    for (const leaf of leaves) {
      const said = JSON.parse(Buffer.from(leaf).toString("utf8")) as { id: string; entity: Commit };
      commits.push({ ...said.entity, uuid: said.id });
    }
  });
  return commits;
}

const engine = (database = new FaultyDatabase(poolAs("log"))) => {
  const signer = installedSigner();
  return {
    integrator: new Integrator({ database, batch: 16, checkOutside: checkOutside(signer, staticFolder) }),
    publisher: new Publisher({ database, signer, folder: staticFolder, spacingMs: 0 }),
  };
};

const works = ["integrator", "publisher"] as const;

export type StatementFault = Fault & { who: (typeof works)[number] };

const work = async (who: StatementFault["who"], logId: number, database: FaultyDatabase): Promise<void> => {
  const { integrator, publisher } = engine(database);
  if (who === "integrator") await integrator.integrate(logId);
  else await publisher.publish(logId);
};

/** Integrates and publishes what waits, without faults. */
export async function sealInOneProcess(logId: number): Promise<void> {
  const { integrator, publisher } = engine();
  while ((await integrator.integrate(logId)) > 0);
  await publisher.publish(logId);
}

/** Every statement of integrator and publisher, before and after: the connection may die at each. */
export async function allStatementFaults(org: Organization, onCommit: (c: Commit) => void): Promise<StatementFault[]> {
  await sealInOneProcess(org.logId);
  onCommit(await register(org));
  const faults: StatementFault[] = [];
  for (const who of works) {
    const database = new FaultyDatabase(poolAs("log"));
    await work(who, org.logId, database);
    for (let statement = 0; statement <= database.statements; statement += 1) {
      faults.push({ who, statement, when: "before" }, { who, statement, when: "after" });
    }
  }
  return faults;
}

/** One fault: something is committed, the connection dies, then both go on as a new process would. */
export async function meetStatementFault(
  org: Organization,
  { who, ...fault }: StatementFault,
  onCommit: (c: Commit) => void,
): Promise<void> {
  onCommit(await register(org));
  if (who === "publisher") await work("integrator", org.logId, new FaultyDatabase(poolAs("log")));
  await work(who, org.logId, new FaultyDatabase(poolAs("log"), fault)).catch(() => undefined);
  await sealInOneProcess(org.logId);
}

/** A witness that does not do what it should, at work and known to the organization. */
export async function addBadWitness(org: Organization, seed: number, logVkey: string) {
  const witness = new TestWitness(`bad-${seed}.example`, seed % 256);
  witness.logVkey = logVkey;
  const url = await witness.listen();
  const id = await watch(org, { name: "Bad witness", vkey: witness.vkey, url });
  return {
    behave: (behaviour: Behaviour): void => void (witness.behaviour = behaviour),
    /** It has seen another log: it refuses what does not continue that. */
    forget: (): void => void (witness.root = new Uint8Array(32).fill(9)),
    size: (): number => witness.size,
    asked: (): number => witness.asked,
    close: async (): Promise<void> => {
      await runCommand(removeWitness, { actor: administrator(org), input: { id } });
      await witness.close();
    },
  };
}

/** Makes a witness known to the organization. Its id. */
export async function watch(org: Organization, input: { name: string; vkey: string; url: string }): Promise<string> {
  return (await runCommand(addWitness, { actor: administrator(org), input })).id;
}

/** Closes all connections of the crew. */
export async function leave(): Promise<void> {
  await disconnect();
  await closePools();
}
