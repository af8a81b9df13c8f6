import { describe, expect, it } from "vitest";
import { registerModel } from "../inventory/commands/register-model.ts";
import { updateModel } from "../inventory/commands/update-model.ts";
import { newId } from "../kernel/ids.ts";
import { runCommand } from "../kernel/run-command.ts";
import { aggregates } from "../registry.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { folderStore } from "./file-store.ts";
import { inTransaction } from "./log-session.ts";
import { startNewLog } from "./new-log.ts";
import { recoverLog, type RecoveryReport } from "./recover-log.ts";
import { testEngine, type Engine } from "./testing/engine.ts";
import { addEntries, logOf } from "./testing/fill-log.ts";
import { setBack } from "./testing/set-back.ts";
import { verifyFolder } from "./verify-folder.ts";
import { verifyRows } from "./verify-rows.ts";

const tables = new Map(aggregates.map((each) => [each.type, each.table]));

function recover(engine: Engine): Promise<RecoveryReport> {
  const { files, signer, org } = engine;
  return inTransaction(poolAs("owner"), (session) =>
    recoverLog(session, { orgId: org.orgId, files, signer, tables, newId, now: new Date() }),
  );
}

async function aModel(engine: Engine, name: string): Promise<{ id: string; version: number }> {
  const actor = engine.org.actor("administrator");
  return runCommand(registerModel, { actor, input: { name, kind: "predictive" } });
}

async function rename(
  engine: Engine,
  model: { id: string; version: number },
  name: string,
): Promise<{ id: string; version: number }> {
  const actor = engine.org.actor("administrator");
  return runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: model.version, name } });
}

/** The live row as the older dump has it. */
async function rowSetBack(id: string, name: string, version: number): Promise<void> {
  const owner = await poolAs("owner").connect();
  await owner.query("begin");
  await owner.query("alter table model disable trigger user");
  await owner.query("update model set name = $2, version = $3 where id = $1", [id, name, version]);
  await owner.query("alter table model enable trigger user");
  await owner.query("commit");
  owner.release();
}

describe("log recover", () => {
  it("after a restored older dump replays what the folder has; the log goes on under the same key", async () => {
    const engine = await testEngine();
    const model = await aModel(engine, "Scores");
    await engine.seal();
    const before = (await engine.state()).size;
    const second = await rename(engine, model, "Better scores");
    await addEntries(engine.org.orgId, 300);
    await engine.seal();
    await setBack(engine.logId, before);
    await rowSetBack(model.id, "Scores", 1);
    await addEntries(engine.org.orgId, 2);
    await engine.integrator().integrate(engine.logId);
    expect((await engine.state()).frozen).toContain("set back");
    expect(await recover(engine)).toEqual({ from: before, size: before + 301, replayed: 301, made: 301, setBack: 1 });
    expect(await engine.state()).toMatchObject({ frozen: null, queued: 4 });
    await engine.seal();
    expect(await engine.check()).toBe(before + 305);
    const third = await rename(engine, { id: model.id, version: second.version + 1 }, "Best scores");
    expect(third.version).toBe(second.version + 2);
    await engine.seal();
    expect(await engine.check()).toBe(before + 306);
    const rows = await rowsAs(
      "read",
      "select action, entity_version as v from audit_entry where entity_id = $1 order by entity_version",
      [model.id],
    );
    expect(rows).toEqual([
      { action: "model.register", v: 1 },
      { action: "model.update", v: 2 },
      { action: "log.recover", v: 3 },
      { action: "model.update", v: 4 },
    ]);
  });

  it("says in the log that a thing made after the dump is gone", async () => {
    const engine = await testEngine();
    await engine.seal();
    const model = await aModel(engine, "Lost");
    await engine.seal();
    await setBack(engine.logId, 8);
    const owner = await poolAs("owner").connect();
    await owner.query("begin");
    await owner.query("alter table model disable trigger user");
    await owner.query("delete from model where id = $1", [model.id]);
    await owner.query("alter table model enable trigger user");
    await owner.query("commit");
    owner.release();
    await engine.publisher().publish(engine.logId);
    expect((await recover(engine)).setBack).toBe(1);
    const [row] = await rowsAs(
      "read",
      "select convert_from(p.body, 'utf8')::json ->> 'after' as after, e.entity_version as v from audit_entry e join audit_payload p using (entry_id) where entity_id = $1",
      [model.id],
    );
    expect(row).toEqual({ after: null, v: 2 });
    await engine.seal();
    await engine.check();
  });

  it("keeps what was integrated wrongly in between, at later indices", async () => {
    const engine = await testEngine();
    await engine.seal();
    await addEntries(engine.org.orgId, 5);
    await engine.seal();
    await setBack(engine.logId, 8);
    await addEntries(engine.org.orgId, 9);
    const { Integrator } = await import("./integrator.ts");
    await new Integrator({ database: poolAs("log") }).integrate(engine.logId);
    await engine.publisher().publish(engine.logId);
    expect(await recover(engine)).toMatchObject({ from: 17, size: 13, replayed: 5 });
    await engine.seal();
    expect(await engine.check()).toBe(8 + 5 + 9 + 1);
  });

  it("mends tiles that were edited", async () => {
    const engine = await testEngine();
    await addEntries(engine.org.orgId, 300);
    await engine.seal();
    const owner = await poolAs("owner").connect();
    await owner.query("begin");
    await owner.query("alter table audit_tile disable trigger user");
    await owner.query("update audit_tile set data = overlay(data placing '\\xff'::bytea from 5) where log_id = $1", [
      engine.logId,
    ]);
    await owner.query("alter table audit_tile enable trigger user");
    await owner.query("commit");
    owner.release();
    await addEntries(engine.org.orgId, 1);
    await engine.integrator().integrate(engine.logId);
    expect((await engine.state()).frozen).not.toBeNull();
    await recover(engine);
    await engine.seal();
    expect(await engine.check()).toBe(310);
  });

  it("changes nothing when a thing was changed before and since, or when signed entries are nowhere", async () => {
    const engine = await testEngine();
    const model = await aModel(engine, "Twice");
    await engine.seal();
    await rename(engine, model, "Then");
    await engine.seal();
    await setBack(engine.logId, 9);
    await rowSetBack(model.id, "Twice", 1);
    await rename(engine, model, "Now");
    await engine.integrator().lookOutside();
    await expect(recover(engine)).rejects.toThrow("exists twice");
    await engine.files.remove("");
    await expect(recover(engine)).rejects.toThrow("cannot be made again here");
    expect((await engine.state()).frozen).not.toBeNull();
  });
});

describe("log new", () => {
  it("names the old log first, takes over what was never signed, and chains go on", async () => {
    const engine = await testEngine();
    const model = await aModel(engine, "Twice");
    await engine.seal();
    await rename(engine, model, "Then");
    await engine.seal();
    const old = await engine.state();
    await setBack(engine.logId, 9);
    await rowSetBack(model.id, "Twice", 1);
    const now = await rename(engine, model, "Now");
    const { Integrator } = await import("./integrator.ts");
    await new Integrator({ database: poolAs("log") }).integrate(engine.logId);
    const made = await inTransaction(poolAs("owner"), (session) =>
      startNewLog(session, {
        orgId: engine.org.orgId,
        files: engine.files,
        signer: engine.signer,
        reason: "test",
        newId,
        now: new Date(),
      }),
    );
    expect(made.oldLogId).toBe(engine.logId);
    const logId = await logOf(engine.org.orgId);
    const files = folderStore(`${engine.folder}/log2`);
    await rename(engine, now, "Again");
    await engine.integrator().integrate(logId);
    await engine.publisher({ files }).publish(logId);
    const rows = await verifyRows(poolAs("log"), logId);
    expect(rows.size).toBe(3);
    const [log] = await rowsAs("read", "select vkey, origin from audit_log where log_id = $1", [logId]);
    const leaves: string[] = [];
    const checkpoint = await verifyFolder(files, String(log?.["vkey"]), async (_first, entries) => {
      leaves.push(...entries.map((entry) => Buffer.from(entry).toString()));
    });
    expect(Buffer.from(checkpoint.root)).toEqual(Buffer.from(rows.root));
    expect(leaves.map((leaf) => (JSON.parse(leaf) as { action: string }).action)).toEqual([
      "log.new",
      "model.update",
      "model.update",
    ]);
    const [payload] = await rowsAs(
      "read",
      "select convert_from(p.body, 'utf8')::json -> 'after' as after from audit_entry e join audit_payload p using (entry_id) where e.log_id = $1 and action = 'log.new'",
      [logId],
    );
    expect(payload?.["after"]).toMatchObject({
      oldSize: 10,
      databaseHad: 10,
      oldVkey: old.vkey,
      reason: "test",
      origin: log?.["origin"],
    });
    expect((await engine.files.read("checkpoint")) !== undefined).toBe(true);
    expect(await rowsAs("read", "select current from audit_log where log_id = $1", [engine.logId])).toEqual([
      { current: false },
    ]);
  });
});
