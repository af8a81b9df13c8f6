import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { processStart } from "../launch/process-table.mjs";
import { startCluster } from "./cluster.mjs";
import { withClient } from "./connect.mjs";
import { migrate, migrationStatus } from "./migrate.mjs";
import { ensureRoles } from "./roles.mjs";

const secrets = { app: "app-word", read: "read-word", log: "log/word?", worker: "worker-word" };
const systemBin = "/usr/lib/postgresql/15/bin";
const servers = [
  ["the embedded PostgreSQL", {}, true],
  ["PostgreSQL 15", { bin: systemBin }, existsSync(systemBin)],
];

async function value(url, text) {
  return withClient(url, async (client) => Object.values((await client.query(text)).rows[0])[0]);
}

/** A cluster for the tests of a block, an owner's address of a new database, and a folder for migrations. */
function useCluster(options, present) {
  const used = { cluster: null, folder: "" };
  let number = 0;
  beforeAll(async () => {
    if (!present) return;
    used.cluster = await startCluster({ ...options, ephemeral: true });
    const statements = "create role maker login createrole password 'word'; create role limited login password 'word'";
    await withClient(used.cluster.url, (client) => client.query(statements));
  }, 60_000);
  beforeEach(() => (used.folder = mkdtempSync(join(tmpdir(), "modelkeep-migrations-"))));
  afterEach(() => rmSync(used.folder, { recursive: true, force: true }));
  afterAll(async () => {
    await used.cluster?.stop();
    if (used.cluster) expect(processStart(used.cluster.pid)).toBeNull();
  });
  used.fresh = async (owner) => {
    number += 1;
    await withClient(used.cluster.url, (client) => client.query(`create database d${number} owner ${owner}`));
    const url = new URL(used.cluster.url);
    url.pathname = `/d${number}`;
    if (owner !== "modelkeep") Object.assign(url, { username: owner, password: "word" });
    return url.href;
  };
  used.put = (name, sql) => {
    mkdirSync(join(used.folder, name), { recursive: true });
    writeFileSync(join(used.folder, name, "migration.sql"), sql);
  };
  return used;
}

describe.each(servers)("roles on %s", (_name, options, present) => {
  const used = useCluster(options, present);

  it.skipIf(!present)("makes the restricted logins for a superuser and mends a lost password", async () => {
    const addresses = await ensureRoles({ ownerUrl: used.cluster.url, secrets, env: {} });
    expect(await value(addresses.log, "select current_user")).toBe("modelkeep_log");
    const again = await ensureRoles({ ownerUrl: used.cluster.url, secrets: { ...secrets, log: "new" }, env: {} });
    expect(await value(again.log, "select current_user")).toBe("modelkeep_log");
    await expect(value(addresses.log, "select 1")).rejects.toThrow(/refused/);
    await ensureRoles({ ownerUrl: used.cluster.url, secrets, env: {} });
    const owner = "select nspowner::regrole::text from pg_namespace where nspname = 'graphile_worker'";
    expect(await value(used.cluster.url, owner)).toBe("modelkeep_worker");
    const creates = "select has_database_privilege('modelkeep_worker', current_database(), 'CREATE')";
    expect(await value(used.cluster.url, creates)).toBe(false);
    expect(await value(addresses.app, "select has_database_privilege(current_database(), 'TEMP')")).toBe(false);
    await expect(value(addresses.app, "select graphile_worker.add_job('x')")).rejects.toThrow(/permission denied/);
  });

  it.skipIf(!present)("says the statements when the owner may not create roles", async () => {
    const ownerUrl = await used.fresh("limited");
    const attempt = ensureRoles({ ownerUrl, secrets: { ...secrets, app: "unknown" }, env: {} });
    await expect(attempt).rejects.toThrow(/CREATE ROLE modelkeep_app LOGIN[\s\S]*GRANT modelkeep_worker TO "limited";/);
    await withClient(used.cluster.url, (client) => client.query("grant modelkeep_worker to limited"));
    const addresses = await ensureRoles({ ownerUrl, secrets, env: {} });
    const given = Object.fromEntries(
      Object.entries(addresses).map(([name, url]) => [`DATABASE_${name.toUpperCase()}_URL`, url]),
    );
    expect(await ensureRoles({ ownerUrl, secrets: {}, env: given })).toEqual(addresses);
    const swapped = { ...given, DATABASE_APP_URL: given.DATABASE_READ_URL };
    await expect(ensureRoles({ ownerUrl, secrets: {}, env: swapped })).rejects.toThrow(
      /DATABASE_APP_URL does not sign in as/,
    );
  });

  it.skipIf(!present)("lets an owner that may create roles give a function to the worker", async () => {
    const drop = "drop role if exists modelkeep_app, modelkeep_read, modelkeep_log, modelkeep_worker";
    const other = await startCluster({ ...options, ephemeral: true });
    await withClient(other.url, async (client) => {
      await client.query(drop);
      await client.query("create role maker login createrole password 'word'");
      await client.query("create database made owner maker");
    });
    const ownerUrl = Object.assign(new URL(other.url), { username: "maker", password: "word", pathname: "/made" }).href;
    await ensureRoles({ ownerUrl, secrets, env: {} });
    const body = "language sql security definer set search_path = '' as $$ select graphile_worker.add_job('x') $$";
    await withClient(ownerUrl, async (client) => {
      await client.query(`create function graphile_worker.enqueue() returns void ${body}`);
      await client.query("alter function graphile_worker.enqueue() owner to modelkeep_worker");
    });
    await other.stop();
  });

  it.skipIf(!present)("refuses a process role that may do everything", async () => {
    await withClient(used.cluster.url, (client) => client.query("alter role modelkeep_app bypassrls"));
    await expect(ensureRoles({ ownerUrl: used.cluster.url, secrets, env: {} })).rejects.toThrow(
      /modelkeep_app may do more/,
    );
    await withClient(used.cluster.url, (client) => client.query("alter role modelkeep_app nobypassrls"));
  });
});

describe.each(servers)("migrations on %s", (_name, options, present) => {
  const used = useCluster(options, present);

  it.skipIf(!present)("applies migrations once, also when two runs meet", async () => {
    const ownerUrl = await used.fresh("modelkeep");
    used.put("1_a", "create table a (x int);\ninsert into a values (1);");
    used.put("2_b", "create table b (x int);");
    const runs = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, dir: used.folder })));
    expect(runs.flatMap((run) => run.applied).sort()).toEqual(["1_a", "2_b"]);
    expect(await value(ownerUrl, "select count(*)::int from a")).toBe(1);
    expect((await migrationStatus({ ownerUrl, dir: used.folder })).state).toBe("current");
  });

  it.skipIf(!present)("rolls a failed migration back and names file and line", async () => {
    const ownerUrl = await used.fresh("modelkeep");
    used.put("1_a", "create table a (x int primary key);\n\ninsert into a values (1);\ninsert into a values (1);");
    const wrong = expect.objectContaining({ code: "migration_failed", details: expect.objectContaining({ line: 4 }) });
    await expect(migrate({ ownerUrl, dir: used.folder })).rejects.toThrow(wrong);
    used.put("1_a", "create table a (x int);\nselect nothing from nowhere;");
    await expect(migrate({ ownerUrl, dir: used.folder })).rejects.toThrow(
      /migration\.sql:2: relation "nowhere" does not exist/,
    );
    expect(await value(ownerUrl, "select to_regclass('a') is null")).toBe(true);
    used.put("1_a", "create table a (x int);");
    expect((await migrate({ ownerUrl, dir: used.folder })).applied).toEqual(["1_a"]);
  });

  it.skipIf(!present)("refuses an edited migration and a newer database", async () => {
    const ownerUrl = await used.fresh("modelkeep");
    used.put("1_a", "create table a (x int);");
    used.put("2_b", "create table b (x int);");
    await migrate({ ownerUrl, dir: used.folder });
    used.put("1_a", "create table a (x bigint);");
    await expect(migrate({ ownerUrl, dir: used.folder })).rejects.toThrow(/1_a was edited/);
    rmSync(join(used.folder, "2_b"), { recursive: true });
    await expect(migrate({ ownerUrl, dir: used.folder })).rejects.toThrow(/newer than this code/);
    expect(await migrationStatus({ ownerUrl, dir: used.folder })).toMatchObject({ state: "newer", unknown: ["2_b"] });
  });
});

it("says when no database answers, without the password", async () => {
  const attempt = withClient("postgresql://somebody:hidden@127.0.0.1:1/x", () => {});
  await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1\/x as somebody cannot be reached/);
  await expect(attempt).rejects.not.toThrow(/hidden/);
});
