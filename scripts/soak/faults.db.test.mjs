import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dumpPrograms } from "../testing/system-postgres.mjs";
import { dumpDatabase, restoreDatabase } from "./dump.mjs";
import { openInstallation } from "./installation.mjs";
import { buildPrograms } from "./programs.mjs";
import { expectFrozen, healthy, judge, keepCheckpoint, openScene, settleAndJudge, stateOf } from "./verdict.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const dumps = dumpPrograms();
/** Processes are started here: a second or two each, more when the machine is busy. */
const SLOW = { timeout: 120_000 };
let [place, programs, installation, crew, scene] = [];

/** The real processes on a database of their own: a worker serves all logs, so it must not meet other tests' logs. */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "modelkeep-faults-"));
  programs = await buildPrograms(root);
  const settings = { place, programs, ephemeral: true };
  installation = await openInstallation({ ...settings, ...(dumps === null ? {} : { bin: dumps.bin }) });
  Object.assign(process.env, installation.env);
  crew = await import("./crew.ts");
}, 120_000);

afterAll(async () => {
  await crew?.leave();
  await installation?.close();
  installation?.remove();
  programs?.remove();
  rmSync(place, { recursive: true, force: true });
});

beforeEach(async () => {
  scene = await openScene(installation, crew);
});

afterEach(() => installation.workers.endAll());

async function commit(howMany) {
  for (let more = 0; more < howMany; more += 1) scene.commits.push(await crew.register(scene.org));
}

/** A worker that kills itself there; nobody else does. */
async function killedAt(die) {
  const worker = installation.workers.start(die);
  expect(await worker.ended).toBe("signal SIGKILL");
}

describe("a worker that is killed", SLOW, () => {
  it("in the middle of a batch loses nothing; the next one gives each entry one index", async () => {
    await crew.sealInOneProcess(scene.org.logId);
    await commit(6);
    await killedAt({ statement: "delete from audit_queue", when: "after" });
    expect(await stateOf(installation, scene)).toMatchObject({ size: 8, queued: 6, leaves: 8, frozen: null });
    expect(await settleAndJudge({ installation, crew }, scene)).toBe(8 + 6);
    const lost = { ...scene, commits: [{ type: "model", id: "nobody", version: 1 }] };
    await expect(judge(installation, crew, lost)).rejects.toThrow("1 committed entries are lost");
  });

  it("with the signature made but not kept signs the same again", async () => {
    await killedAt({ statement: "insert into audit_checkpoint", when: "before" });
    expect(await stateOf(installation, scene)).toMatchObject({ size: 8, published: 0, vkey: null });
    await crew.sealInOneProcess(scene.org.logId);
    expect(await judge(installation, crew, scene)).toBe(8);
  });

  it("between the checkpoint's row and the static files leaves the old folder whole; the next one completes it", async () => {
    await crew.sealInOneProcess(scene.org.logId);
    keepCheckpoint(installation, scene);
    await commit(2);
    for (const [file, when] of [
      [1, "after"],
      [3, "during"],
    ]) {
      await killedAt({ file, when });
      expect(await stateOf(installation, scene)).toMatchObject({ size: 10, published: 8 });
      expect(await judge(installation, crew, { ...scene, commits: [] })).toBe(8);
    }
    await crew.sealInOneProcess(scene.org.logId);
    expect(await judge(installation, crew, scene)).toBe(8 + 2);
  });
});

const restored = () => {
  it("stands still with the true reason while people go on, and recovers from its static files", async () => {
    const file = join(place, "older.dump");
    const before = await crew.register(scene.org);
    scene.commits.push(before);
    await crew.sealInOneProcess(scene.org.logId);
    await dumpDatabase({ bin: dumps.bin, url: installation.ownerUrl, file });
    await commit(4);
    scene.commits.push(await crew.change(scene.org, before));
    await crew.sealInOneProcess(scene.org.logId);
    expect(await stateOf(installation, scene)).toMatchObject({ size: 14, published: 14 });
    keepCheckpoint(installation, scene);

    await crew.leave();
    await restoreDatabase({ bin: dumps.bin, url: installation.ownerUrl, file });
    await commit(1);
    await healthy(installation, async () => {
      const reason = "The signer knows a signed log of 14 entries, the database has 9: the database was set back";
      await expectFrozen(installation, scene, reason);
      await commit(2);
      expect(await stateOf(installation, scene)).toMatchObject({ size: 9, queued: 3 });
      expect(await judge(installation, crew, scene)).toBe(14);
    });

    const recovered = await installation.admin("log", "recover", "--org", scene.org.slug);
    expect(recovered).toMatchObject({ code: 0, output: expect.stringContaining("5 were replayed") });
    await crew.sealInOneProcess(scene.org.logId);
    expect(await judge(installation, crew, scene)).toBe(14 + 3 + 6);
    expect(await installation.admin("log", "verify", "--org", scene.org.slug)).toMatchObject({ code: 0 });
  });

  it("recovery is refused when a thing was changed before and since; a new log takes over", async () => {
    const file = join(place, "twice.dump");
    const model = await crew.register(scene.org);
    scene.commits.push(model);
    await crew.sealInOneProcess(scene.org.logId);
    await dumpDatabase({ bin: dumps.bin, url: installation.ownerUrl, file });
    scene.commits.push(await crew.change(scene.org, model));
    await crew.sealInOneProcess(scene.org.logId);
    await crew.leave();
    await restoreDatabase({ bin: dumps.bin, url: installation.ownerUrl, file });
    scene.commits.push(await crew.change(scene.org, model));
    await crew.sealInOneProcess(scene.org.logId);
    const { frozen, log_id: oldId } = await stateOf(installation, scene);
    expect(frozen).toContain("The signer knows a signed log of 10 entries");
    const refused = await installation.admin("log", "recover", "--org", scene.org.slug);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("exists twice") });
    const begun = await installation.admin("log", "new", "--reason", "A dump was restored.", "--org", scene.org.slug);
    expect(begun).toMatchObject({ code: 0, output: expect.stringContaining("Its first entry names the old one.") });
    const [{ folder, vkey }] = scene.logs;
    scene.logs = [
      { folder: `${folder}.${oldId}`, vkey },
      { folder, vkey: "" },
    ];
    await crew.sealInOneProcess((await stateOf(installation, scene)).log_id);
    expect(await judge(installation, crew, scene)).toBe(10 + 2);
  });
};

// Without pg_dump there is nothing to restore; the soak says so, and lib/audit/recovery.db.test.ts sets rows back instead.
if (dumps !== null) describe("a database that was restored from an older dump", SLOW, restored);
