import { describe, expect, it } from "vitest";
import { poolAs, rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { createOrganization } from "../people/commands/create-organization.ts";
import { newId } from "./ids.ts";
import { runCommand } from "./run-command.ts";
import type pg from "pg";

async function inTransaction(
  work: (client: pg.PoolClient) => Promise<void>,
  login: "app" | "owner" = "app",
): Promise<string> {
  const client = await poolAs(login).connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
    return "committed";
  } catch (error) {
    await client.query("rollback");
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  } finally {
    client.release();
  }
}

const modelRow = `insert into model (id, org_id, slug, name, kind, sensitivity, stage, state, version, created_at, updated_at)
  values ($1, $2, $3, $3, 'predictive', 'internal', 'design', 'active', $4, now(), now())`;

type EntryKey = [orgId: string, type: string, id: string, version: number];

async function entryFor(client: pg.PoolClient, [orgId, type, id, version]: EntryKey): Promise<void> {
  await client.query(
    `insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
     select log_id, org_id, $5, 'xx', $2, $3, $4, 'test', 'system', 'test', 'test' from audit_log where org_id = $1 and current`,
    [orgId, type, id, version, newId()],
  );
}

async function modelWithEntry(org: TestOrganization): Promise<string> {
  const id = newId();
  const outcome = await inTransaction(async (client) => {
    await client.query(modelRow, [id, org.orgId, `m-${id}`, 1]);
    await entryFor(client, [org.orgId, "model", id, 1]);
  });
  expect(outcome).toBe("committed");
  return id;
}

describe("the guard, for the application's own login", () => {
  it("refuses an update without an entry", async () => {
    const id = await modelWithEntry(await testOrganization());
    const outcome = await inTransaction(
      async (c) => void (await c.query("update model set name = 'x', version = 2 where id = $1", [id])),
    );
    expect(outcome).toBe(`AU001 unlogged update of model ${id} v2`);
  });

  it("refuses the same from the owner, as in psql", async () => {
    const id = await modelWithEntry(await testOrganization());
    const outcome = await inTransaction(
      async (c) => void (await c.query("update model set name = 'x' where id = $1", [id])),
      "owner",
    );
    expect(outcome).toContain("AU001 unlogged change of model");
  });

  it("refuses an insert at another version than 1, and one without an entry", async () => {
    const org = await testOrganization();
    const id = newId();
    expect(await inTransaction(async (c) => void (await c.query(modelRow, [id, org.orgId, "a", 2])))).toContain(
      "must have version 1",
    );
    expect(await inTransaction(async (c) => void (await c.query(modelRow, [id, org.orgId, "a", 1])))).toBe(
      `AU001 unlogged insert of model ${id} v1`,
    );
  });

  it("refuses a version that is skipped or kept", async () => {
    const org = await testOrganization();
    const id = await modelWithEntry(org);
    for (const version of [1, 3]) {
      const outcome = await inTransaction(async (c) => {
        await c.query("update model set version = $2 where id = $1", [id, version]);
        await entryFor(c, [org.orgId, "model", id, 2]);
      });
      expect(outcome).toContain("must become 2");
    }
  });

  it("refuses an entry of an earlier transaction", async () => {
    const org = await testOrganization();
    const id = await modelWithEntry(org);
    expect(await inTransaction((c) => entryFor(c, [org.orgId, "model", id, 2]))).toBe("committed");
    const outcome = await inTransaction(
      async (c) => void (await c.query("update model set version = 2 where id = $1", [id])),
    );
    expect(outcome).toContain("AU001 unlogged update");
  });

  it("refuses an entry in another organization's log", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const id = newId();
    const outcome = await inTransaction(async (c) => {
      await c.query(modelRow, [id, org.orgId, "a", 1]);
      await entryFor(c, [other.orgId, "model", id, 1]);
    });
    expect(outcome).toContain("AU001 unlogged insert");
  });

  it("refuses to move a row to another id or organization", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const id = await modelWithEntry(org);
    for (const change of ["org_id = $2", "id = $2"]) {
      const target = change.startsWith("org") ? other.orgId : newId();
      const outcome = await inTransaction(
        async (c) => void (await c.query(`update model set version = 2, ${change} where id = $1`, [id, target])),
      );
      expect(outcome).toContain("never change");
    }
  });

  it("wants an entry at the next version for a delete", async () => {
    const org = await testOrganization();
    const id = await modelWithEntry(org);
    expect(await inTransaction(async (c) => void (await c.query("delete from model where id = $1", [id])))).toBe(
      `AU001 unlogged delete of model ${id} v2`,
    );
    const outcome = await inTransaction(async (c) => {
      await c.query("delete from model where id = $1", [id]);
      await entryFor(c, [org.orgId, "model", id, 2]);
    });
    expect(outcome).toBe("committed");
  });

  it("wants an entry of the parent for a child row", async () => {
    const org = await testOrganization();
    const user = org.actor("viewer").id;
    const insert = "insert into user_credential (user_id, org_id, password_hash) values ($1, $2, 'x')";
    expect(await inTransaction(async (c) => void (await c.query(insert, [user, org.orgId])))).toBe(
      `AU001 unlogged insert in user_credential of user ${user}`,
    );
    const outcome = await inTransaction(async (c) => {
      await c.query(insert, [user, org.orgId]);
      await entryFor(c, [org.orgId, "user", user, 2]);
    });
    expect(outcome).toBe("committed");
  });

  it("refuses TRUNCATE of audited and audit tables", async () => {
    for (const table of ["model", "app_user", "audit_entry", "audit_head", "audit_queue", "audit_payload"]) {
      const outcome = await inTransaction(async (c) => void (await c.query(`truncate ${table} cascade`)), "owner");
      expect(outcome).toMatch(/^AU002 /);
    }
  });

  it("keeps entries: the application may neither change nor delete them, the owner is refused by a trigger", async () => {
    await testOrganization();
    for (const sql of [
      "update audit_entry set action = 'x'",
      "delete from audit_entry",
      "delete from audit_queue",
      "update audit_payload set body = null, salt = null",
    ]) {
      expect(await inTransaction(async (c) => void (await c.query(sql)))).toMatch(/^42501 /);
    }
    expect(
      await inTransaction(async (c) => void (await c.query("update audit_entry set action = 'x'")), "owner"),
    ).toMatch(/^AU002 /);
  });
});

describe("the logins", () => {
  it("queries cannot write, even when the session says it may", async () => {
    const client = await poolAs("read").connect();
    await client.query("set session characteristics as transaction read write");
    await expect(client.query("update organization set name = 'x'")).rejects.toThrow(/permission denied/);
    client.release();
  });

  it("queries cannot see credentials", async () => {
    await expect(rowsAs("read", "select * from user_credential")).rejects.toThrow(/permission denied/);
  });

  it("the application can neither see nor add jobs except through its one function", async () => {
    await expect(rowsAs("app", "select * from graphile_worker.jobs")).rejects.toThrow(/permission denied/);
    await expect(rowsAs("app", "select graphile_worker.add_job('x', '{}')")).rejects.toThrow(/permission denied/);
    await rowsAs("app", "select jobs.enqueue('test.nothing', '{}', null, 'guard-test', 1)");
  });
});

describe("commands", () => {
  it("write entries whose chain per thing is complete", async () => {
    const org = await testOrganization();
    const rows = await rowsAs(
      "read",
      "select entity_type, action, entity_version from audit_entry where org_id = $1 order by entry_id",
      [org.orgId],
    );
    expect(rows[0]).toEqual({ entity_type: "organization", action: "organization.create", entity_version: 1 });
    expect(rows).toHaveLength(8);
    const queued = await rowsAs(
      "read",
      "select count(*)::int as n from audit_queue join audit_log using (log_id) where org_id = $1",
      [org.orgId],
    );
    expect(queued[0]?.["n"]).toBe(8);
  });

  it("keep personal values out of entries and payloads", async () => {
    const org = await testOrganization();
    const email = org.actor("viewer").email;
    const rows = await rowsAs(
      "owner",
      "select convert_from(e.leaf, 'utf8') || convert_from(p.body, 'utf8') as text from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1",
      [org.orgId],
    );
    expect(rows.some((row) => String(row["text"]).includes(email))).toBe(false);
    expect(rows.some((row) => String(row["text"]).includes('"email":{"$c":'))).toBe(true);
  });

  it("answer a duplicate with a conflict that names the field", async () => {
    const org = await testOrganization();
    const again = runCommand(createOrganization, {
      actor: { type: "operator" },
      input: { name: "Twice", slug: org.slug },
    });
    await expect(again).rejects.toMatchObject({ code: "conflict", errors: [{ path: "slug" }] });
  });
});

describe("every table", () => {
  const exempt: Record<string, string> = {
    _prisma_migrations: "the migrations' own record",
    audit_log: "part of the trail itself",
    audit_entry: "part of the trail itself",
    audit_payload: "part of the trail itself",
    audit_personal: "part of the trail itself",
    audit_head: "part of the trail itself",
    audit_queue: "part of the trail itself",
    audit_leaf: "part of the trail itself",
    audit_tile: "part of the trail itself",
    audit_checkpoint: "part of the trail itself",
    audit_cosignature: "part of the trail itself",
    audit_witness_attempt: "how the last call of a witness went; derived, overwritten with each try",
    person_key: "keys of the trail's personal values; deleting one is what an erasure entry says",
    installation: "one row of set-up state; creating the first organization is the entry",
    totp_use: "a counter against replay",
    session_seen: "last seen, at most once a minute",
    api_key_seen: "last used, at most once a minute",
    live_event: "a signal that points at entries; pruned after minutes",
    worker_heartbeat: "a sign of life",
    rate_limit: "counters",
    notification: "messages derived from entries, and their read marks",
    replay_run: "the last findings of the replay check; derived, overwritten with each run",
    import_run: "how far an import in the background is; the import itself is the entry",
    connection_run:
      "how the last sync of a connection went; overwritten with each run, what it proposes is applied with entries",
    diagram_presence: "who is in a room and where they point, right now; means nothing after a crash",
    session_participant: "who was seen in a session; the summary at its end is the entry",
    session_ballot: "votes that nobody may see yet; showing them writes them into the session's entry",
    discovery_seen: "how often and when a discovery was seen; the batch's entry says what was counted",
    discovery_item_key: "keys of sightings that were counted, so that none counts twice; pruned after 30 days",
    gate_standing: "how versions in use stood when last looked at; derived, overwritten with each look",
    telemetry_inbox: "batches that wait to be counted; the digest of all of them is the entry",
    telemetry_sample: "raw events of who switched sampling on, drawn by their hash; opening them is an entry",
    telemetry_parked:
      "batches that could not be counted; that they were put aside, and what became of them, are entries",
    telemetry_batch_key: "which batches came, so that none counts twice; the digest of all of them is the entry",
    telemetry_usage: "counters of the quota",
    telemetry_event_key: "which events were counted, for two days",
    telemetry_series: "what telemetry was measured; made by counting",
    telemetry_window: "counts of telemetry; every batch in them is in a digest",
    telemetry_client: "counts of telemetry by client; every batch in them is in a digest",
    telemetry_total: "the last total of counters, to make increments",
    telemetry_sender: "who sent telemetry last and when",
    telemetry_arrival: "in which five minutes telemetry came, of four weeks",
    telemetry_run:
      "runs of MLflow's clients: which model their metrics belong to; the metrics' batches are in a digest",
    telemetry_due: "windows that have to be judged",
    telemetry_detector: "what detectors remember; derived from the windows",
    telemetry_expected: "what detectors expected of windows; derived from the windows before",
    telemetry_reference_day: "columns of days by the cells of the reference; derived from the windows",
    telemetry_verdict: "what the tests say of windows; derived from the windows and the reference",
    telemetry_signal: "what detectors saw; derived from the windows",
    alert_tally: "how many signals an alert holds and when the last came; derived from the signals",
    alert_rule_state: "how far a rule looked at the windows; what comes of it are alerts, with entries",
    alert_told: "who was told of an alert and who waits; what they are told has entries",
    alert_delivery: "messages about alerts that wait, went out or failed; the alert's entries say what happened",
    import_draft: "previews that only their creator sees, gone after a day",
  };

  it("carries a guard or stands on the list with its reason", async () => {
    const rows = await rowsAs(
      "owner",
      `select c.relname as name, exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('audit_guard', 'audit_child_guard') and t.tgdeferrable) as guarded
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    );
    const unguarded = rows.filter((row) => row["guarded"] !== true).map((row) => String(row["name"]));
    expect(unguarded.filter((name) => !(name in exempt))).toEqual([]);
    expect(Object.keys(exempt).filter((name) => !unguarded.includes(name))).toEqual([]);
  });
});
