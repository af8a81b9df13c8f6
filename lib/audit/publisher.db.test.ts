import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { poolAs, rowsAs } from "../testing/database.ts";
import type { FileStore } from "./file-store.ts";
import { testEngine, type Engine } from "./testing/engine.ts";
import { FaultyDatabase } from "./testing/faulty-database.ts";
import { addEntries } from "./testing/fill-log.ts";
import { setBack } from "./testing/set-back.ts";

async function checkpointSizes(logId: number): Promise<number[]> {
  const rows = await rowsAs("read", "select size::int as size from audit_checkpoint where log_id = $1 order by size", [
    logId,
  ]);
  return rows.map((row) => Number(row["size"]));
}

const text = async (engine: Engine, path: string): Promise<string> =>
  Buffer.from((await engine.files.read(path)) ?? []).toString();

describe("the publisher", () => {
  it("signs, and its folder alone is the whole log at every size it passes", async () => {
    const engine = await testEngine();
    await engine.seal();
    for (const more of [1, 240, 9, 500]) {
      await addEntries(engine.org.orgId, more);
      await engine.seal();
      await engine.check();
    }
    expect(await checkpointSizes(engine.logId)).toEqual([8, 9, 249, 258, 758]);
    expect(await text(engine, "checkpoint")).toMatch(new RegExp(`^.*/${engine.org.orgId}\n758\n`));
    expect(await engine.files.list("tile/0")).toEqual(expect.arrayContaining(["000", "001", "002.p"]));
    expect(await engine.files.list("tile/0")).not.toContain("000.p");
  });

  it("does nothing when nothing moved, and the clock may step back", async () => {
    const engine = await testEngine();
    await engine.seal();
    expect(await engine.publisher().publish(engine.logId)).toBe(false);
    await addEntries(engine.org.orgId, 1);
    await engine.integrator().integrate(engine.logId);
    const past = engine.publisher({ now: () => new Date("2001-01-01T00:00:00Z") });
    expect(await past.publish(engine.logId)).toBe(true);
    expect(await engine.check()).toBe(9);
  });

  it("writes the folder anew when it was lost", async () => {
    const engine = await testEngine();
    await addEntries(engine.org.orgId, 300);
    await engine.seal();
    rmSync(join(engine.folder, "log"), { recursive: true });
    await addEntries(engine.org.orgId, 1);
    await engine.seal();
    expect(await engine.check()).toBe(309);
  });

  it("publishes later when the disk is full, and says so", async () => {
    const engine = await testEngine();
    await engine.seal();
    await addEntries(engine.org.orgId, 3);
    await engine.integrator().integrate(engine.logId);
    for (const failing of ["tile/0", "tile/entries", "checkpoint"]) {
      const full: FileStore = {
        ...engine.files,
        write: async (path, data) => {
          if (path.startsWith(failing))
            throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
          await engine.files.write(path, data);
        },
      };
      await expect(engine.publisher({ files: full }).publish(engine.logId)).rejects.toThrow("ENOSPC");
      expect(await engine.state()).toMatchObject({
        problem: expect.stringContaining("ENOSPC") as string,
        frozen: null,
      });
      expect((await text(engine, "checkpoint")).split("\n")[1]).toBe("8");
    }
    expect(await engine.publisher().publish(engine.logId)).toBe(true);
    expect(await engine.state()).toMatchObject({ problem: null, frozen: null });
    expect(await engine.check()).toBe(11);
  });

  it("when its connection dies at any statement, publishes the same afterwards", async () => {
    const engine = await testEngine();
    await engine.seal();
    await addEntries(engine.org.orgId, 2);
    await engine.integrator().integrate(engine.logId);
    const whole = new FaultyDatabase(poolAs("log"));
    await engine.publisher({ database: whole }).publish(engine.logId);
    expect(whole.statements).toBeGreaterThan(12);
    for (let statement = 0; statement < whole.statements + 2; statement += 1) {
      for (const when of ["before", "after"] as const) {
        await addEntries(engine.org.orgId, 2);
        await engine.integrator().integrate(engine.logId);
        const database = new FaultyDatabase(poolAs("log"), { statement, when });
        await engine
          .publisher({ database })
          .publish(engine.logId)
          .catch(() => undefined);
        await engine.seal();
        await engine.seal();
        expect((await engine.state()).frozen).toBeNull();
        await engine.check();
      }
    }
  });

  it("with several at once makes one note for each size", async () => {
    const engine = await testEngine();
    await engine.seal();
    const publishers = Array.from({ length: 3 }, () => engine.publisher());
    for (let round = 0; round < 10; round += 1) {
      await addEntries(engine.org.orgId, 1);
      await engine.integrator().integrate(engine.logId);
      await Promise.all(publishers.map((publisher) => publisher.publish(engine.logId)));
    }
    await engine.seal();
    expect(await engine.check()).toBe(18);
    expect((await engine.state()).frozen).toBeNull();
  });
});

describe("the log and what is outside of it", () => {
  it("freezes when an older dump was restored, before anything is put on top; people work on", async () => {
    const engine = await testEngine();
    await engine.seal();
    await addEntries(engine.org.orgId, 5);
    await engine.seal();
    await setBack(engine.logId, 8);
    await addEntries(engine.org.orgId, 2);
    expect(await engine.integrator().integrate(engine.logId)).toBe(0);
    const { frozen, size, queued } = await engine.state();
    expect(frozen).toContain("The signer knows a signed log of 13 entries, the database has 8");
    expect([size, queued]).toEqual([8, 2]);
    await addEntries(engine.org.orgId, 1);
    expect(await engine.publisher().publish(engine.logId)).toBe(false);
    expect(await checkpointSizes(engine.logId)).toEqual([8]);
  });

  it("freezes on the static folder alone when the signer was set back as well", async () => {
    const engine = await testEngine();
    await engine.seal();
    const old = await engine.signer.memory((await text(engine, "checkpoint")).split("\n")[0] ?? "");
    const saved = await signerFile(engine);
    await addEntries(engine.org.orgId, 5);
    await engine.seal();
    await setBack(engine.logId, 8);
    await saved.restore();
    expect(old?.size).toBe(8);
    await addEntries(engine.org.orgId, 1);
    await engine.integrator().integrate(engine.logId);
    expect((await engine.state()).frozen).toContain("The static folder knows a signed log of 13 entries");
  });

  it("freezes when the log grew again past the signed size with other entries", async () => {
    const engine = await testEngine();
    await engine.seal();
    await addEntries(engine.org.orgId, 5);
    await engine.seal();
    await setBack(engine.logId, 8);
    await addEntries(engine.org.orgId, 9);
    const { Integrator } = await import("./integrator.ts");
    await new Integrator({ database: poolAs("log") }).integrate(engine.logId);
    expect((await engine.state()).size).toBe(17);
    expect(await engine.publisher().publish(engine.logId)).toBe(false);
    expect((await engine.state()).frozen).toContain("does not continue the one of 13 entries");
  });

  it("does not sign on a machine without the key, and says so", async () => {
    const engine = await testEngine();
    await engine.seal();
    const saved = await signerFile(engine);
    rmSync(join(engine.folder, "signer"), { recursive: true });
    await addEntries(engine.org.orgId, 1);
    await engine.integrator().integrate(engine.logId);
    expect(await engine.publisher().publish(engine.logId)).toBe(false);
    expect(await engine.state()).toMatchObject({
      frozen: null,
      problem: expect.stringContaining("not on this machine") as string,
    });
    await saved.restore();
    expect(await engine.publisher().publish(engine.logId)).toBe(true);
    expect((await engine.state()).problem).toBeNull();
  });

  it("freezes when an entry's bytes were edited behind the log's back", async () => {
    const engine = await testEngine();
    await engine.integrator().integrate(engine.logId);
    const owner = await poolAs("owner").connect();
    await owner.query("begin");
    await owner.query("alter table audit_entry disable trigger user");
    await owner.query(
      "update audit_entry set leaf = 'forged' where entry_id = (select entry_id from audit_leaf where log_id = $1 and idx = 3)",
      [engine.logId],
    );
    await owner.query("alter table audit_entry enable trigger user");
    await owner.query("commit");
    owner.release();
    expect(await engine.publisher().publish(engine.logId)).toBe(false);
    expect((await engine.state()).frozen).toBe("The stored entry at index 3 is gone or was changed.");
  });
});

async function signerFile(engine: Engine): Promise<{ restore: () => Promise<void> }> {
  const { folderStore } = await import("./file-store.ts");
  const files = folderStore(join(engine.folder, "signer"), 0o600);
  const [name = ""] = (await files.list("")).filter((each) => each.endsWith(".json"));
  const data = (await files.read(name)) ?? new Uint8Array(0);
  return { restore: () => files.write(name, data) };
}
