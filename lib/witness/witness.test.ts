import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { nodeCrypto } from "../audit/crypto-node.ts";
import { appendLeaves, EMPTY_EDGE } from "../merkle/append-leaves.ts";
import { openCheckpoint } from "../merkle/checkpoint.ts";
import { hasher, naiveConsistency, numberedLeaves } from "../merkle/testing/naive-tree.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { formatAddCheckpoint } from "../merkle/witness-messages.ts";
import { logKey, madeCheckpoint, madeKey, vkey } from "../verifier/testing/made-log.ts";
import { originHash } from "./witness.ts";

const folder = mkdtempSync(join(tmpdir(), "modelkeep-witness-"));
const state = join(folder, "state");
const program = join(import.meta.dirname, "../../public/verify/modelkeep-witness.mjs");
const copied = join(folder, "witness.mjs");
const leaves = numberedLeaves(40);
const forkedLeaves = [...leaves.slice(0, 5), ...numberedLeaves(90).slice(50)];

let child: ChildProcess;
let url = "";
let witnessVkey = "";

async function start(...more: string[]): Promise<void> {
  child = spawn(process.execPath, [copied, "--state", state, "--log", vkey, "--listen", "127.0.0.1:0", ...more]);
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.on("exit", () => reject(new Error(`the witness ended: ${said}`)));
    child.stdout!.on("data", (part) => {
      said += String(part);
      if (/listens on \S+\n/.test(said)) resolve();
    });
    child.stderr!.on("data", (part) => (said += String(part)));
  });
  url = /listens on (\S+)\n/.exec(said)?.[1] ?? "";
  witnessVkey = /witness (\S+)\n/.exec(said)?.[1] ?? "";
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

const rootAt = (list: Uint8Array[], size: number): Uint8Array =>
  appendLeaves(hasher, EMPTY_EDGE, list.slice(0, size)).root;

function request(oldSize: number, size: number, list = leaves): Uint8Array {
  const proof = oldSize <= size ? naiveConsistency(oldSize, list.slice(0, size)) : [];
  return formatAddCheckpoint({ oldSize, proof, checkpoint: madeCheckpoint(size, rootAt(list, size)) });
}

async function submit(body: Uint8Array): Promise<{ status: number; type: string | null; text: string }> {
  const answer = await fetch(`${url}/add-checkpoint`, { method: "POST", body: Buffer.from(body) });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

function cosigned(size: number, lines: string): number {
  const note = Buffer.concat([madeCheckpoint(size, rootAt(leaves, size)), Buffer.from(lines)]);
  const key = parseVerifierKey(nodeCrypto.sha256, witnessVkey);
  return openCheckpoint(nodeCrypto, note, [logKey.key], [key]).cosignatures[0]?.time ?? 0;
}

beforeAll(() => copyFileSync(program, copied));
afterEach(() => stop("SIGKILL"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the witness program, copied to another place and run by plain Node", () => {
  it("makes a key that only its owner can read, and keeps it", async () => {
    await start("--name", "witness.test/mine");
    const first = witnessVkey;
    expect(first).toMatch(/^witness\.test\/mine\+[0-9a-f]{8}\+/);
    expect(statSync(join(state, "key")).mode & 0o777).toBe(0o600);
    await stop("SIGTERM");
    await start();
    expect(witnessVkey).toBe(first);
  });

  it("cosigns a log from its beginning on, and cosigns the same again", async () => {
    await start();
    const began = Math.floor(Date.now() / 1_000);
    for (const [oldSize, size] of [
      [0, 3],
      [3, 3],
      [3, 8],
      [8, 17],
    ] as const) {
      const { status, text } = await submit(request(oldSize, size));
      expect([oldSize, size, status]).toEqual([oldSize, size, 200]);
      expect(cosigned(size, text)).toBeGreaterThanOrEqual(began);
    }
    const seen = await fetch(`${url}/${originHash(logKey.key.name)}/checkpoint`);
    expect(await seen.text()).toContain("modelkeep.test/log\n17\n");
    expect((await fetch(`${url}/${originHash("another")}/checkpoint`)).status).toBe(404);
  });

  it("remembers after a kill what it signed, and says so when a log comes with another size", async () => {
    await start();
    expect(await submit(request(0, 5))).toEqual({ status: 409, type: "text/x.tlog.size", text: "17\n" });
    expect(await submit(request(20, 30))).toMatchObject({ status: 409, text: "17\n" });
    expect(await submit(request(17, 20))).toMatchObject({ status: 200 });
    await stop("SIGKILL");
    await start();
    expect(await submit(request(17, 20))).toMatchObject({ status: 409, text: "20\n" });
    expect(readFileSync(join(state, `${originHash(logKey.key.name)}.checkpoint`), "utf8")).toContain("\n20\n");
  });

  it("never signs a fork, at a larger size or at its own", async () => {
    await start();
    expect(await submit(request(20, 30, forkedLeaves))).toMatchObject({ status: 422 });
    expect(await submit(request(20, 20, forkedLeaves))).toEqual({
      status: 409,
      type: "text/x.tlog.size",
      text: "20\n",
    });
    const short = formatAddCheckpoint({ oldSize: 20, proof: [], checkpoint: madeCheckpoint(30, rootAt(leaves, 30)) });
    expect(await submit(short)).toMatchObject({ status: 422 });
    expect(await submit(request(20, 30))).toMatchObject({ status: 200 });
  });

  it("answers other logs, other keys and nonsense as the specification says", async () => {
    await start();
    const note = Buffer.from(madeCheckpoint(31, rootAt(leaves, 31))).toString();
    const ask = (checkpoint: string): Uint8Array =>
      formatAddCheckpoint({ oldSize: 30, proof: [], checkpoint: Buffer.from(checkpoint) });
    expect((await submit(ask(note.replaceAll("modelkeep.test/log", "modelkeep.test/other")))).status).toBe(404);
    expect((await submit(ask(note.replace(/\n31\n/, "\n32\n")))).status).toBe(403);
    const stranger = madeKey(logKey.key.name, 1, 99);
    expect(
      (await submit(ask(note.replace(/log \S+\n$/, `log ${Buffer.from(stranger.seed).toString("base64")}\n`)))).status,
    ).toBe(403);
    expect((await submit(request(33, 31))).status).toBe(400);
    for (const body of ["", "old 1", "old 01\n\nx", `old 0\nAAAA\n\n${note}`, "old 30\n\nno note\n"]) {
      expect([body, (await submit(Buffer.from(body))).status]).toEqual([body, 400]);
    }
    expect((await submit(Buffer.alloc(300_000, 65))).status).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  it("lets one of many requests at once through, and every answer tells the truth", async () => {
    await start();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => submit(request(30, 31 + n))));
    const signed = answers.filter(({ status }) => status === 200);
    expect(signed).toHaveLength(1);
    const size = 31 + answers.findIndex(({ status }) => status === 200);
    expect(answers.filter(({ status, text }) => status === 409 && text === `${size}\n`)).toHaveLength(7);
  });

  it("signs nothing when its state cannot be kept", async () => {
    await start();
    const stored = `${originHash(logKey.key.name)}.checkpoint`;
    const size = Number(readFileSync(join(state, stored), "utf8").split("\n")[1]);
    mkdirSync(join(state, `${stored}.new`));
    expect((await submit(request(size, 39))).status).toBe(500);
    rmdirSync(join(state, `${stored}.new`));
    expect(await submit(request(size, 39))).toMatchObject({ status: 200 });
  });

  it("does not start on a state in use, under another name, or without a log", async () => {
    await start();
    const run = async (...words: string[]): Promise<[number, string]> => {
      const other = spawn(process.execPath, [copied, "--listen", "127.0.0.1:0", ...words]);
      let said = "";
      other.stderr.on("data", (part) => (said += String(part)));
      await once(other, "close");
      return [other.exitCode ?? -1, said];
    };
    expect(await run("--state", state, "--log", vkey)).toEqual([1, expect.stringContaining("is in use by process")]);
    expect(await run("--state", state)).toEqual([2, expect.stringContaining("--log is needed")]);
    await stop("SIGTERM");
    expect(await run("--state", state, "--log", vkey, "--name", "b")).toEqual([
      1,
      expect.stringContaining("belongs to the witness"),
    ]);
  });
});
