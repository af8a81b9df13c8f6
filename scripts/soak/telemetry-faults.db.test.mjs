import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openInstallation } from "./installation.mjs";
import { buildPrograms } from "./programs.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const EVENTS = 300;
const begin = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 3_600_000;
let [place, programs, installation, crew] = [];

/** A PostgreSQL that flushes as in production, for it is killed here. */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "modelkeep-faults-"));
  programs = await buildPrograms(root);
  installation = await openInstallation({ place, programs });
  Object.assign(process.env, installation.env);
  crew = await import(pathToFileURL(programs.telemetryCrew).href);
}, 120_000);

afterAll(async () => {
  await crew?.leave();
  await installation?.close();
  installation?.remove();
  programs?.remove();
  rmSync(place, { recursive: true, force: true });
});

const batch = (number) =>
  Array.from({ length: EVENTS }, (_, index) => ({
    ...{ ts: begin + (number * EVENTS + index) * 4_000, id: `event ${number} ${index}` },
    ...{ client: `client ${index % 7}`, prediction: index % 3 === 0 ? "yes" : "no", confidence: 0.9 },
    features: { amount: index * 1.25, country: index % 2 === 0 ? "CH" : "FR" },
  }));

async function restart() {
  await installation.crash();
  await installation.revive();
}

describe("a database that is killed", { timeout: 120_000 }, () => {
  it("between batches keeps what it acknowledged; the sender is told to come again, and each batch counts once", async () => {
    const sender = await crew.openSender();
    expect(await crew.sendBatch(sender, "first", batch(0))).toMatchObject({ status: 202 });
    await installation.crash();
    const away = await crew.sendBatch(sender, "second", batch(1));
    expect(away).toMatchObject({ status: 503, repeated: false });
    expect(away.retryAfter).toBeGreaterThan(0);
    await installation.revive();
    expect(await crew.sendBatch(sender, "first", batch(0))).toMatchObject({ status: 202, repeated: true });
    expect(await crew.sendBatch(sender, "second", batch(1))).toMatchObject({ status: 202, repeated: false });
    expect(await crew.waiting(sender)).toBe(2);
  });

  it("in the middle of counting loses and doubles nothing: after the restart the same bytes as without", async () => {
    const sender = await crew.openSender();
    for (const number of [0, 1, 2]) await crew.sendBatch(sender, `${number}`, batch(number));
    const { windows, statements } = await crew.wouldBe(sender);
    expect(windows.length).toBeGreaterThan(20);
    expect(windows.filter(({ kind, res }) => kind === "traffic" && res === 0).reduce((sum, { n }) => sum + n, 0)).toBe(
      3 * EVENTS,
    );
    expect(await crew.windowsOf(sender)).toEqual([]);
    const half = Math.floor(statements / 2);
    for (const [at, when] of [
      [half, "before"],
      [half + 2, "during"],
      [statements, "before"],
    ]) {
      await expect(crew.fold(sender, { at, when, strike: restart })).rejects.toThrow();
      expect([await crew.waiting(sender), await crew.windowsOf(sender)]).toEqual([3, []]);
    }
    expect(await crew.fold(sender)).toBe(3);
    expect(await crew.windowsOf(sender)).toEqual(windows);
    expect(await crew.waiting(sender)).toBe(0);
    await restart();
    expect(await crew.fold(sender)).toBe(0);
    expect(await crew.windowsOf(sender)).toEqual(windows);
  });
});
