import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withFileLock } from "./file-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "modelkeep-lock-"));
const path = join(folder, "signer.lock");
const program = join(folder, "holder.mjs");
const running: ChildProcess[] = [];

/** Another process that takes the lock and says so; it lets go when its input ends. */
const holder = `
import { withFileLock } from "./file-lock.mjs";
await withFileLock(process.argv[2], async () => {
  process.stdout.write("held");
  for await (const part of process.stdin);
});
process.stdout.write("released");
`;

beforeAll(() => {
  const entryPoints = [join(import.meta.dirname, "file-lock.ts")];
  buildSync({ entryPoints, outfile: join(folder, "file-lock.mjs"), bundle: true, platform: "node", format: "esm" });
  writeFileSync(program, holder);
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  rmSync(path, { force: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function holdElsewhere(): Promise<{ child: ChildProcess; ended: Promise<unknown>; said: () => string }> {
  const child = spawn(process.execPath, [program, path], { stdio: ["pipe", "pipe", "inherit"] });
  running.push(child);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!said.includes("held")) await delay(10);
  return { child, ended, said: () => said };
}

const nothingLeft = (): void => expect(readdirSync(folder).filter((name) => name.includes(".lock"))).toEqual([]);

describe("the lock of the signer's memory", () => {
  it("is respected while another process holds it, however old it is", async () => {
    const other = await holdElsewhere();
    utimesSync(path, 1, 1);
    let mine = false;
    const waiting = withFileLock(path, async () => void (mine = true));
    await delay(300);
    expect(mine).toBe(false);
    other.child.stdin?.end();
    await waiting;
    await other.ended;
    expect([mine, other.said()]).toEqual([true, "heldreleased"]);
    nothingLeft();
  });

  it("is taken over at once when its process was killed, by one of those who wait", async () => {
    const other = await holdElsewhere();
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await delay(5);
      inside -= 1;
    };
    const waiting = Array.from({ length: 5 }, () => withFileLock(path, work));
    await delay(100);
    expect(most).toBe(0);
    other.child.kill("SIGKILL");
    await other.ended;
    const since = performance.now();
    await Promise.all(waiting);
    expect(most).toBe(1);
    expect(performance.now() - since).toBeLessThan(3_000);
    nothingLeft();
  });

  // Elsewhere the system does not say when a process began.
  it.runIf(process.platform === "linux")("is taken over when another process has the dead one's number", async () => {
    const other = await holdElsewhere();
    const said = JSON.parse(readFileSync(path, "utf8")) as { pid: number };
    other.child.kill("SIGKILL");
    await other.ended;
    writeFileSync(path, JSON.stringify({ ...said, pid: process.pid }));
    expect(await withFileLock(path, async () => "mine")).toBe("mine");
  });

  it("of another host is taken over only when it is old", async () => {
    const foreign = JSON.stringify({ host: "elsewhere", pid: process.pid, start: "", nonce: "x" });
    writeFileSync(path, foreign);
    let mine = false;
    const waiting = withFileLock(path, async () => void (mine = true));
    await delay(200);
    expect(mine).toBe(false);
    utimesSync(path, 1, 1);
    await waiting;
    expect(mine).toBe(true);
  });

  it("is let go when the work fails", async () => {
    const failing = withFileLock(path, async () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    nothingLeft();
  });
});
