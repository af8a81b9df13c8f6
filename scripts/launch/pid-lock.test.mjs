import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endOrphans, takeDataFolder } from "./data-folder.mjs";
import { readPidFile, takePidLock, writePidFile } from "./pid-lock.mjs";
import { isSameProcess, processStart } from "./process-table.mjs";

let folder;
let path;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "modelkeep-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a lock that names its holder", () => {
  it("is taken once and can be released", () => {
    const first = takePidLock(path);
    expect(first.taken).toBe(true);
    const second = takePidLock(path);
    expect(second).toMatchObject({ taken: false, holder: { pid: process.pid } });
    first.release();
    expect(takePidLock(path).taken).toBe(true);
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("is free when its holder is dead", () => {
    writeFileSync(path, JSON.stringify({ pid: 4_194_399, start: "1@x" }));
    expect(takePidLock(path).taken).toBe(true);
  });

  it("is free when the id now belongs to another life", () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, start: "another birth" }));
    expect(takePidLock(path).taken).toBe(true);
    expect(readPidFile(path).start).toBe(processStart(process.pid));
  });

  it("is free when the file is damaged", () => {
    writeFileSync(path, '{"pid":');
    expect(takePidLock(path).taken).toBe(true);
  });
});

describe("a data folder", () => {
  it("is used by one run at a time", () => {
    const taken = takeDataFolder(folder);
    expect(() => takeDataFolder(folder)).toThrow(/in use by another run of Modelkeep \(process \d+\)/);
    taken.release();
    takeDataFolder(folder).release();
  });

  it("says when it cannot be written", () => {
    writeFileSync(path, "a file");
    expect(() => takeDataFolder(join(path, "inside"))).toThrow(/cannot be written/);
  });

  it("ends what a killed run left, and nobody else", async () => {
    const { runDir, release } = takeDataFolder(folder);
    const children = [0, 1].map(() => spawn(process.execPath, ["-e", "setInterval(() => {}, 9)"], { detached: true }));
    const [left, stranger] = children;
    writePidFile(join(runDir, "worker.pid"), left.pid);
    writeFileSync(join(runDir, "web.pid"), JSON.stringify({ pid: stranger.pid, start: "before" }));
    const strangersLife = { pid: stranger.pid, start: processStart(stranger.pid) };
    await endOrphans(runDir, () => {});
    expect(processStart(left.pid)).toBeNull();
    expect(isSameProcess(strangersLife)).toBe(true);
    expect(readdirSync(runDir)).toEqual(["launcher.pid"]);
    stranger.kill("SIGKILL");
    release();
  });
});

it("keeps a readable record", () => {
  writePidFile(path, process.pid, { port: 5 });
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, port: 5 });
});
