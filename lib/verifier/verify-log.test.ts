import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { appendLeaves, EMPTY_EDGE } from "../merkle/append-leaves.ts";
import { encodeEntryBundle } from "../merkle/entry-bundle.ts";
import { hasher } from "../merkle/testing/naive-tree.ts";
import { parseOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { runVerifier } from "./run-verifier.ts";
import { madeCheckpoint, madeEntries, madeLog, policyText, vkey, writeFiles } from "./testing/made-log.ts";

const folder = mkdtempSync(join(tmpdir(), "modelkeep-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = 1_800_000_000;
const containing = (text: string): unknown => expect.stringContaining(text);
const around = { now: () => NOW * 1_000, onProgress: () => undefined };
const entries = madeEntries(700);
const sealed = madeLog(
  entries.map((entry) => entry.bytes),
  NOW - 60,
);

async function verify(files: ReadonlyMap<string, Uint8Array>, ...words: string[]): Promise<Report> {
  const place = join(folder, "log");
  await writeFiles(place, files);
  return runVerifier(parseOptions([place, ...(words.length === 0 ? ["--vkey", vkey] : words)]), around);
}

const withFile = (path: string, bytes: Uint8Array): Map<string, Uint8Array> => new Map(sealed.files).set(path, bytes);
const places = (report: Report): string => report.problems.map(({ place }) => place).join(" | ");

/** A file of the caller's own below the folder. */
async function keep(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFiles(join(folder, `kept-${name}`), new Map([[name, Buffer.from(bytes)]]));
  return join(folder, `kept-${name}`, name);
}

describe("a log that is as it should be", () => {
  it.each([0, 1, 2, 255, 256, 257, 511, 700])("of %i entries verifies", async (size) => {
    const report = await verify(madeLog(entries.slice(0, size).map((entry) => entry.bytes)).files);
    expect(report).toMatchObject({ verified: true, size, entries: size, things: Math.min(5, size) });
  });

  it("verifies through 65,536 entries, where the third level begins", async () => {
    const many = Array.from({ length: 65_540 }, (_, index) => Buffer.from(String(index)));
    const report = await verify(madeLog(many).files, "--vkey", vkey, "--hashes-only");
    expect(report).toMatchObject({ verified: true, size: 65_540 });
  });

  it("may have lost partial tiles whose full ones are there", async () => {
    const early = madeLog(entries.slice(0, 300).map((entry) => entry.bytes));
    const files = new Map(sealed.files);
    for (const path of ["checkpoint", "tile/1/000.p/1"]) files.set(path, early.files.get(path)!);
    expect(await verify(files)).toMatchObject({ verified: true, size: 300 });
  });

  it("contains the checkpoints that somebody kept", async () => {
    const words = ["--vkey", vkey];
    for (const size of [1, 255, 256, 257, 512, 699, 700]) {
      const { root } = appendLeaves(
        hasher,
        EMPTY_EDGE,
        entries.slice(0, size).map(({ bytes }) => hasher.leaf(bytes)),
      );
      words.push("--checkpoint", await keep(`c${size}`, madeCheckpoint(size, root)));
    }
    expect(await verify(sealed.files, ...words)).toMatchObject({ verified: true, keptCheckpoints: 7 });
  });

  it("reaches a quorum of witnesses, and not when their signatures are too old", async () => {
    const policy = await keep("policy", policyText);
    const fresh = await verify(sealed.files, "--policy", policy, "--max-age", "5m");
    expect(fresh.cosignatures).toEqual([{ name: "witness.test/one", at: new Date((NOW - 60) * 1_000).toISOString() }]);
    expect(fresh.verified).toBe(true);
    const stale = await verify(sealed.files, "--policy", policy, "--max-age", "30s");
    expect(stale.problems[0]).toMatchObject({
      place: "checkpoint",
      message: containing("older than asked"),
    });
    const alone = madeLog(entries.map((entry) => entry.bytes));
    expect((await verify(alone.files, "--policy", policy)).problems[0]?.message).toContain("cosigned by nobody");
  });
});

describe("whatever is changed in a log", () => {
  const paths = [...sealed.files.keys()];

  it("is found, one byte anywhere in any file", async () => {
    const policy = await keep("policy", policyText);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, mask) => {
          const bytes = Uint8Array.from(sealed.files.get(path)!);
          const place = at % bytes.length;
          bytes[place] = bytes[place]! ^ mask;
          const report = await verify(withFile(path, bytes), "--policy", policy);
          expect([path, place, report.verified]).toEqual([path, place, false]);
          expect(places(report)).toContain(path);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is found, bytes cut off or added at the end of any file, or a file gone", async () => {
    for (const path of paths) {
      const bytes = sealed.files.get(path)!;
      const missing = new Map(sealed.files);
      missing.delete(path);
      for (const files of [
        withFile(path, bytes.slice(0, -1)),
        withFile(path, Buffer.concat([bytes, Buffer.from("x")])),
        missing,
      ]) {
        const report = await verify(files);
        expect([path, report.verified]).toEqual([path, false]);
        expect(places(report)).toContain(path);
      }
    }
  });

  const change: [string, (list: Uint8Array[], at: number) => Uint8Array[]][] = [
    ["deleted", (list, at) => list.toSpliced(at, 1)],
    ["inserted", (list, at) => list.toSpliced(at, 0, Buffer.from("{}"))],
    ["put in another order", (list, at) => list.toSpliced(at, 2, list[at + 1]!, list[at]!)],
    ["written anew", (list, at) => list.with(at, Buffer.from("{}"))],
  ];

  it.each(change)("is found, an entry %s in its bundle", async (_how, make) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 254 }), fc.constantFrom(0, 1), async (at, n) => {
        const list = make(
          entries.slice(n * 256, (n + 1) * 256).map((entry) => entry.bytes),
          at,
        ).slice(0, 256);
        const path = `tile/entries/00${n}`;
        const report = await verify(withFile(path, encodeEntryBundle(list)));
        expect(report.verified).toBe(false);
        expect(`${places(report)} ${report.problems[0]?.message ?? ""}`).toContain(`entry ${n * 256 + at}`);
      }),
      { numRuns: 15 },
    );
  });

  it.each(change)(
    "is found, an entry %s with all tiles made anew, by the signature and by a kept checkpoint",
    async (_how, make) => {
      const forged = madeLog(
        make(
          entries.map((entry) => entry.bytes),
          300,
        ).slice(0, 700),
      );
      const kept = await keep("kept", sealed.files.get("checkpoint")!);
      const old = new Map(forged.files).set("checkpoint", sealed.files.get("checkpoint")!);
      if (forged.size === 700) expect(places(await verify(old, "--vkey", vkey, "--hashes-only"))).toBe("checkpoint");
      const report = await verify(forged.files, "--vkey", vkey, "--hashes-only", "--checkpoint", kept);
      expect(report.verified).toBe(false);
      expect(places(report)).toContain("kept");
    },
  );

  it("is found, an older state of a tile that is no beginning of the present one", async () => {
    const part = (path: string, end: number): Uint8Array => sealed.files.get(path)!.slice(0, end);
    const older = new Map(sealed.files)
      .set("tile/0/000.p/3", part("tile/0/000", 96))
      .set("tile/entries/000.p/2", encodeEntryBundle(entries.slice(0, 2).map((entry) => entry.bytes)));
    expect((await verify(older)).verified).toBe(true);
    for (const path of ["tile/0/000.p/3", "tile/entries/000.p/2"]) {
      const bytes = Uint8Array.from(older.get(path)!);
      bytes[bytes.length - 2] = bytes[bytes.length - 2]! ^ 1;
      expect(places(await verify(new Map(older).set(path, bytes)))).toBe(path);
    }
  });

  it("is found, a log rolled back behind a kept checkpoint", async () => {
    const kept = await keep("kept", sealed.files.get("checkpoint")!);
    const back = madeLog(entries.slice(0, 600).map((entry) => entry.bytes));
    const report = await verify(back.files, "--vkey", vkey, "--checkpoint", kept);
    expect(report.problems[0]?.message).toContain("rolled back");
  });

  it("is found, a history with a gap or a wrong link although the tree is sound", async () => {
    const without = entries.toSpliced(12, 1).map((entry) => entry.bytes);
    const report = await verify(madeLog(without).files);
    expect(report.problems[0]?.message).toContain("goes from version 2 to 4");
    const text = Buffer.from(entries[7]!.bytes)
      .toString()
      .replace(/"prev":"..../, '"prev":"AAAA');
    const wrong = madeLog(entries.map((entry, index) => (index === 7 ? Buffer.from(text) : entry.bytes)));
    expect((await verify(wrong.files)).problems[0]).toMatchObject({
      place: containing("entry 7"),
      message: containing("does not name the entry of v1"),
    });
  });
});
