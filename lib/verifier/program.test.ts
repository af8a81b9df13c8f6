import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { naiveInclusion, hasher } from "../merkle/testing/naive-tree.ts";
import { formatTlogProof } from "../merkle/tlog-proof.ts";
import { madeEntries, madeLog, vkey, writeFiles } from "./testing/made-log.ts";

const folder = mkdtempSync(join(tmpdir(), "modelkeep-program-"));
const program = join(import.meta.dirname, "../../public/verify/modelkeep-verify.mjs");
const entries = madeEntries(300);
const log = madeLog(entries.map(({ bytes }) => bytes));
const receipt = formatTlogProof({
  index: 7,
  proof: naiveInclusion(
    7,
    entries.map(({ bytes }) => hasher.leaf(bytes)),
  ),
  checkpoint: log.files.get("checkpoint")!,
});

let server: Server;
let url = "";
let busy = 0;

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...words]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => (out += String(part)));
  child.stderr.on("data", (part) => (err += String(part)));
  await once(child, "close");
  return { code: child.exitCode ?? -1, out, err };
}

beforeAll(async () => {
  await writeFiles(join(folder, "log"), log.files);
  await writeFiles(
    join(folder, "files"),
    new Map([
      ["one.tlog-proof", receipt],
      ["entry.json", entries[7]!.bytes],
      ["other.json", entries[8]!.bytes],
      ["key.txt", Buffer.from("mk_secret\n")],
    ]),
  );
  server = createServer((request, response) => {
    const bytes = log.files.get((request.url ?? "").replace(/^\/log\/org\//, ""));
    if (request.headers.authorization !== "Bearer mk_secret") response.writeHead(401).end();
    else if (busy-- > 0) response.writeHead(503).end();
    else if (bytes === undefined) response.writeHead(404).end();
    else response.end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/org`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the program, run by plain Node", () => {
  it("verifies a log over HTTP with a key from a file, also when the server is busy for a moment", async () => {
    busy = 2;
    const { code, out, err } = await run(url, "--vkey", vkey, "--key", `@${join(folder, "files/key.txt")}`);
    expect([code, out]).toEqual([0, expect.stringContaining("VERIFIED") as unknown]);
    expect(out).toContain("300 entries");
    expect(err).toContain("100 %");
    expect(err + out).not.toContain("mk_secret");
  });

  it("fails with 1 when the server lacks a tile, and names it", async () => {
    const tile = log.files.get("tile/0/000")!;
    log.files.delete("tile/0/000");
    const { code, out } = await run(url, "--vkey", vkey, "--key", "mk_secret", "--quiet");
    log.files.set("tile/0/000", tile);
    expect(code).toBe(1);
    expect(out).toContain("✗ tile/0/000: this file is missing");
  });

  it("ends with 3 when it cannot read: no access, nobody there, no such folder", async () => {
    expect(await run(url, "--vkey", vkey)).toMatchObject({
      code: 3,
      err: expect.stringContaining("wants a key") as unknown,
    });
    expect((await run(join(folder, "nothing"), "--vkey", vkey)).code).toBe(3);
    expect((await run(join(folder, "files/entry.json"), "--vkey", vkey)).code).toBe(3);
  });

  it("ends with 2 when it does not know whom to trust or what is meant", async () => {
    for (const words of [
      [],
      [join(folder, "log")],
      [url, "--vkey", "x"],
      [url, "--nothing"],
      [url, url],
      [url, "--max-age", "1y"],
    ]) {
      expect([words, (await run(...words)).code]).toEqual([words, 2]);
    }
  });

  it("verifies one receipt with its entry, and no other entry", async () => {
    const words = [join(folder, "files/one.tlog-proof"), "--vkey", vkey, "--json", "--entry"];
    const good = await run(...words, join(folder, "files/entry.json"));
    expect([good.code, JSON.parse(good.out)]).toEqual([
      0,
      expect.objectContaining({ kind: "receipt", index: 7 }) as unknown,
    ]);
    expect((await run(...words, join(folder, "files/other.json"))).code).toBe(1);
  });
});
