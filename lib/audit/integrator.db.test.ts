import { describe, expect, it } from "vitest";
import { poolAs, rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { Integrator } from "./integrator.ts";
import { FaultyDatabase } from "./testing/faulty-database.ts";
import { addEntries, logOf } from "./testing/fill-log.ts";
import { verifyRows } from "./verify-rows.ts";

async function newLog(entries = 0): Promise<{ orgId: string; logId: number; expected: number }> {
  const { orgId } = await testOrganization();
  const logId = await logOf(orgId);
  if (entries > 0) await addEntries(orgId, entries);
  const [row] = await rowsAs("read", "select count(*)::int as n from audit_queue where log_id = $1", [logId]);
  return { orgId, logId, expected: Number(row?.["n"]) };
}

async function drain(integrator: Integrator, logId: number): Promise<void> {
  for (let attempts = 0; attempts < 200; attempts += 1) {
    const taken = await integrator.integrate(logId);
    const [row] = await rowsAs("read", "select count(*)::int as n from audit_queue where log_id = $1", [logId]);
    if (Number(row?.["n"]) === 0) return;
    if (taken === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the queue did not empty");
}

describe("the integrator", () => {
  it("gives every entry one index, in queue order, and the tree can be recomputed", async () => {
    const { logId, expected } = await newLog(700);
    const integrator = new Integrator({ database: poolAs("log"), batch: 300 });
    await drain(integrator, logId);
    expect((await verifyRows(poolAs("log"), logId)).size).toBe(expected);
    const rows = await rowsAs("read", "select entry_id from audit_leaf where log_id = $1 order by idx", [logId]);
    const ids = rows.map((row) => Number(row["entry_id"]));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it("serves all logs, a batch each, and begins where it left off", async () => {
    const logs = [await newLog(30), await newLog(30)];
    const integrator = new Integrator({ database: poolAs("log"), batch: 20 });
    // Other files break logs of the same database on purpose: they must not keep these from being served.
    await integrator.round().catch(() => 0);
    for (const { logId } of logs) {
      const [row] = await rowsAs("read", "select size::int as size from audit_log where log_id = $1", [logId]);
      expect(row?.["size"]).toBe(20);
    }
  });

  it("takes an entry that becomes visible late, whatever its number", async () => {
    const { orgId, logId, expected } = await newLog();
    const slow = await poolAs("app").connect();
    await slow.query("begin");
    const early = await slow.query<{ entry_id: string }>(
      `with e as (insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
         values ($1, $2, gen_random_uuid(), 'slow', 'slow', '1', 1, 'slow', 'system', 'test', 'test') returning entry_id)
       insert into audit_queue select $1, entry_id from e returning entry_id`,
      [logId, orgId],
    );
    const [late] = await addEntries(orgId, 1);
    const integrator = new Integrator({ database: poolAs("log") });
    await drain(integrator, logId);
    await slow.query("commit");
    slow.release();
    await drain(integrator, logId);
    expect(Number(early.rows[0]?.entry_id)).toBeLessThan(Number(late?.entryId));
    expect((await verifyRows(poolAs("log"), logId)).size).toBe(expected + 2);
  });

  it("works with several instances at once while people work", async () => {
    const { orgId, logId, expected } = await newLog();
    const instances = Array.from({ length: 3 }, () => new Integrator({ database: poolAs("log"), batch: 7 }));
    let writing = true;
    const reading = instances.map(async (instance) => {
      while (writing) await instance.integrate(logId);
    });
    for (let round = 0; round < 12; round += 1) await Promise.all([addEntries(orgId, 5), addEntries(orgId, 6)]);
    writing = false;
    await Promise.all(reading);
    await drain(new Integrator({ database: poolAs("log") }), logId);
    expect((await verifyRows(poolAs("log"), logId)).size).toBe(expected + 132);
  });

  it("freezes when a stored tile was edited", async () => {
    const { orgId, logId } = await newLog(5);
    await drain(new Integrator({ database: poolAs("log") }), logId);
    const owner = await poolAs("owner").connect();
    await owner.query("begin");
    await owner.query("alter table audit_tile disable trigger user");
    await owner.query("update audit_tile set data = overlay(data placing '\\xff'::bytea from 5) where log_id = $1", [
      logId,
    ]);
    await owner.query("alter table audit_tile enable trigger user");
    await owner.query("commit");
    owner.release();
    await addEntries(orgId, 1);
    expect(await new Integrator({ database: poolAs("log") }).integrate(logId)).toBe(0);
    const [row] = await rowsAs("read", "select frozen_reason from audit_log where log_id = $1", [logId]);
    expect(row?.["frozen_reason"]).toContain("do not give the stored root");
  });
});

describe("the integrator, when its connection dies", () => {
  it("at any statement, loses nothing and gives no index twice", async () => {
    const { orgId, logId, expected } = await newLog(3);
    const whole = new FaultyDatabase(poolAs("log"));
    await new Integrator({ database: whole }).integrate(logId);
    expect(whole.statements).toBeGreaterThanOrEqual(6);
    let added = expected;
    for (let statement = 0; statement < whole.statements + 1; statement += 1) {
      for (const when of ["before", "after"] as const) {
        added += (await addEntries(orgId, 3)).length;
        const integrator = new Integrator({
          database: new FaultyDatabase(poolAs("log"), { statement, when }),
          batch: 2,
        });
        await integrator.integrate(logId).catch(() => undefined);
        await drain(integrator, logId);
        expect((await verifyRows(poolAs("log"), logId)).size).toBe(added);
      }
    }
  });
});
