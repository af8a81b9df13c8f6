import { afterAll, describe, expect, it, vi } from "vitest";
import { runCommand } from "../kernel/run-command.ts";
import { runQuery } from "../kernel/query.ts";
import { openCheckpoint } from "../merkle/checkpoint.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { addWitness } from "../transparency/commands/add-witness.ts";
import { updateWitness } from "../transparency/commands/update-witness.ts";
import { listWitnesses } from "../transparency/queries/list-witnesses.ts";
import { readLogHealth } from "../transparency/queries/read-log-health.ts";
import { standingOf } from "../transparency/rules.ts";
import { nodeCrypto } from "./crypto-node.ts";
import { testEngine, type Engine } from "./testing/engine.ts";
import { addEntries } from "./testing/fill-log.ts";
import { TestWitness, type Behaviour } from "./testing/test-witness.ts";
import { WitnessRound } from "./witness-round.ts";

vi.stubEnv("MODELKEEP_OUTBOUND_ALLOW", "127.0.0.1");

const running: TestWitness[] = [];

afterAll(async () => {
  await Promise.all(running.map((witness) => witness.close()));
});

type Scene = { engine: Engine; witnesses: TestWitness[]; round: (now?: Date) => Promise<number> };

async function scene(howMany = 1): Promise<Scene> {
  const engine = await testEngine();
  const witnesses: TestWitness[] = [];
  for (let seed = 1; seed <= howMany; seed += 1) {
    const witness = new TestWitness(`witness-${seed}.example`, seed);
    running.push(witness);
    witnesses.push(witness);
    const input = { name: `Witness ${seed}`, vkey: witness.vkey, url: await witness.listen() };
    await runCommand(addWitness, { actor: engine.org.actor("administrator"), input });
  }
  await engine.seal();
  for (const witness of witnesses) witness.logVkey = (await engine.state()).vkey;
  const files = engine.files;
  const database = poolAs("log");
  const round: Scene["round"] = async (now = new Date()) =>
    new WitnessRound({ database, folder: () => files, now: () => now }).round();
  return { engine, witnesses, round };
}

const only = (found: Scene): TestWitness => found.witnesses[0] as TestWitness;

const health = (engine: Engine) => runQuery(readLogHealth, { actor: engine.org.actor("auditor"), input: {} });

async function more(engine: Engine, entries = 1): Promise<void> {
  await addEntries(engine.org.orgId, entries);
  await engine.seal();
}

async function retire(engine: Engine): Promise<void> {
  await rowsAs("log", "update audit_log set frozen_reason = coalesce(frozen_reason, 'end of test') where org_id = $1", [
    engine.org.orgId,
  ]);
}

describe("witnesses", () => {
  it("cosign; the cosignature is verified, kept and shown with the checkpoint", async () => {
    const found = await scene(2);
    const { engine } = found;
    expect(await found.round()).toBe(2);
    const note = (await engine.files.read("checkpoint")) as Uint8Array;
    const keys = found.witnesses.map((witness) => parseVerifierKey(nodeCrypto.sha256, witness.vkey));
    const opened = openCheckpoint(
      nodeCrypto,
      note,
      [parseVerifierKey(nodeCrypto.sha256, (await engine.state()).vkey)],
      keys,
    );
    expect(opened.cosignatures).toHaveLength(2);
    await more(engine, 300);
    expect(await found.round()).toBe(2);
    expect(only(found).size).toBe(310);
    expect((await health(engine)).witnesses).toEqual(
      [1, 2].map((n) => ({
        name: `Witness ${n}`,
        state: "active",
        size: 310,
        at: new Date(1_800_000_000_000).toISOString(),
        problem: null,
      })),
    );
    await engine.check();
    await retire(engine);
  });

  it("are asked again after ten minutes, for a fresh time on the same checkpoint", async () => {
    const found = await scene();
    const start = new Date(only(found).time * 1_000);
    expect(await found.round(start)).toBe(1);
    expect(await found.round(new Date(start.getTime() + 300_000))).toBe(0);
    only(found).time += 601;
    expect(await found.round(new Date(start.getTime() + 601_000))).toBe(1);
    const rows = await rowsAs("read", "select at::int as at from audit_cosignature where log_id = $1", [
      found.engine.logId,
    ]);
    expect(rows).toEqual([{ at: 1_800_000_601 }]);
    await retire(found.engine);
  });

  it("that know an older or a newer size than thought are met there (409)", async () => {
    const found = await scene();
    const { engine } = found;
    await found.round();
    const old = { size: only(found).size, root: only(found).root };
    await more(engine, 5);
    await found.round();
    await more(engine, 5);
    Object.assign(only(found), old);
    expect(await found.round()).toBe(1);
    expect(only(found).size).toBe(19);
    expect((await engine.state()).frozen).toBeNull();
    await retire(engine);
  });

  it("that lie are not believed and stop nothing", async () => {
    const found = await scene();
    only(found).behaviour = "lying";
    expect(await found.round()).toBe(0);
    expect((await health(found.engine)).witnesses[0]).toMatchObject({
      size: null,
      problem: expect.stringContaining("not valid") as string,
    });
    expect(await rowsAs("read", "select 1 from audit_cosignature where log_id = $1", [found.engine.logId])).toEqual([]);
    await more(found.engine);
    expect((await found.engine.state()).frozen).toBeNull();
    await retire(found.engine);
  });

  it("that are slow or down delay nobody, and are asked less and less often", async () => {
    const found = await scene(2);
    const [slow, down] = found.witnesses as [TestWitness, TestWitness];
    slow.behaviour = "silent";
    down.behaviour = "down";
    const start = new Date();
    const round = found.round(start);
    await more(found.engine, 2);
    expect((await health(found.engine)).checkpoint).toMatchObject({ size: 12 });
    expect(await round).toBe(0);
    await found.round(new Date(start.getTime() + 500));
    expect(down.asked).toBe(1);
    await found.round(new Date(start.getTime() + 3_000));
    expect(down.asked).toBe(2);
    const problems = (await health(found.engine)).witnesses.map((witness) => witness.problem);
    expect(problems[0]).toContain("did not answer completely within 2 s");
    expect(problems[1]).toContain("503");
    await retire(found.engine);
  });

  it("that are ahead of the database freeze the log (409)", async () => {
    const found = await scene();
    only(found).behaviour = { ahead: 5_000 };
    await found.round();
    expect((await found.engine.state()).frozen).toContain(
      "Witness Witness 1 says that it has seen 5000 entries, the database has 9",
    );
    await addEntries(found.engine.org.orgId, 1);
    expect(await found.engine.integrator().integrate(found.engine.logId)).toBe(0);
  });

  it("that have seen another log freeze it (422)", async () => {
    const found = await scene();
    await found.round();
    only(found).root = new Uint8Array(32).fill(7);
    await more(found.engine);
    await found.round();
    expect((await found.engine.state()).frozen).toContain("does not continue the one it has seen");
  });

  it("that know another log of the very same size freeze it (409 with that size, again)", async () => {
    const found = await scene();
    await found.round();
    await more(found.engine);
    only(found).behaviour = "other root";
    only(found).size = 10;
    await found.round();
    expect((await found.engine.state()).frozen).toContain("it knows another log of the same size");
  });

  it("are accepted only with a key for cosignatures", async () => {
    const engine = await testEngine();
    const actor = engine.org.actor("administrator");
    const url = "https://witness.example/";
    for (const vkey of ["nonsense", "log.example+00000000+AAAA"]) {
      await expect(runCommand(addWitness, { actor, input: { name: "x", vkey, url } })).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
    await engine.seal();
    const { vkey } = await engine.state();
    await expect(runCommand(addWitness, { actor, input: { name: "x", vkey, url } })).rejects.toMatchObject({
      errors: [{ path: "vkey" }],
    });
  });
});

async function look({ engine }: Scene) {
  const { items } = await runQuery(listWitnesses, { actor: engine.org.actor("auditor"), input: {} });
  const [found] = items;
  if (found === undefined) throw new Error("no witness");
  return { ...found, standing: standingOf(found, (await health(engine)).checkpoint?.size ?? 0) };
}

async function change(found: Scene, to: { url?: string; state?: "active" | "paused" }): Promise<void> {
  const { id, version: expectedVersion } = await look(found);
  const actor = found.engine.org.actor("administrator");
  await runCommand(updateWitness, { actor, input: { id, expectedVersion, ...to } });
}

describe("how a witness stands", () => {
  it("is told from what it did last, through all of its life", async () => {
    const found = await scene();
    expect(await look(found)).toMatchObject({ standing: "waiting", cosigned: null, attempt: null });
    await found.round();
    const good = { failures: 0, problem: null, nextAt: null };
    expect(await look(found)).toMatchObject({ standing: "cosigning", attempt: good });
    await more(found.engine);
    expect((await look(found)).standing).toBe("behind");
    only(found).behaviour = "silent";
    await found.round();
    const slow = await look(found);
    expect(slow).toMatchObject({ standing: "slow", attempt: { failures: 1 }, cosigned: { size: 9 } });
    expect(slow.attempt?.nextAt).not.toBeNull();
    await change(found, { state: "paused" });
    expect((await look(found)).standing).toBe("paused");
    await retire(found.engine);
  });

  it.each<[Behaviour, string]>([
    ["down", "down"],
    ["lying", "down"],
    [{ ahead: 5_000 }, "contradicts"],
  ])("is %o: %s", async (behaviour, standing) => {
    const found = await scene();
    only(found).behaviour = behaviour;
    await found.round();
    expect((await look(found)).standing).toBe(standing);
    await retire(found.engine);
  });

  it("is a matter of settings where it refuses us or may not be called; a change is tried at once", async () => {
    const found = await scene();
    const { url } = await look(found);
    await change(found, { url: `${url}/elsewhere` });
    await found.round();
    expect((await look(found)).standing).toBe("misconfigured");
    await found.round();
    expect((await look(found)).attempt?.failures).toBe(1);
    await change(found, { url: "http://10.1.2.3:1/" });
    await found.round();
    expect(await look(found)).toMatchObject({ standing: "misconfigured", attempt: { failures: 2 } });
    await change(found, { url });
    expect(await found.round()).toBe(1);
    expect((await look(found)).standing).toBe("cosigning");
    await retire(found.engine);
  });
});
