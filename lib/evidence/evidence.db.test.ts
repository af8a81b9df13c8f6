import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { env } from "../env.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { addFile } from "./commands/add-file.ts";
import { addLink } from "./commands/add-link.ts";
import { downloadEvidence } from "./commands/download-evidence.ts";
import { withdrawEvidence } from "./commands/withdraw-evidence.ts";
import { listEvidence } from "./queries/list-evidence.ts";
import { receiveFile } from "./receive-file.ts";
import { readStored, storeFile } from "./store.ts";
import { sweep } from "./sweep.ts";

const about = (org: TestOrganization) => ({ entityType: "organization", entityId: org.orgId });
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const folder = () => join(env().MODELKEEP_DATA_DIR, "evidence");

async function* stream(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* parts;
}

const webStream = (...parts: Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const part of parts.filter((piece) => piece.length > 0)) controller.enqueue(part);
      controller.close();
    },
  });

async function upload(org: TestOrganization, bytes: Buffer, role: "contributor" | "viewer" = "contributor", more = {}) {
  return receiveFile({
    actor: org.actor(role),
    requestId: newId(),
    facts: { ...about(org), title: "Penetration test", fileName: "report.pdf", mediaType: "application/pdf", ...more },
    body: webStream(bytes.subarray(0, 10), bytes.subarray(10)),
    statedBytes: bytes.length,
  });
}

async function bytesOf(digest: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readStored(digest)) parts.push(part);
  return Buffer.concat(parts);
}

describeCommand(addLink, {
  role: "responder",
  arrange: (org) =>
    Promise.resolve({
      input: { ...about(org), title: "Ticket", url: "https://tickets.example/4711", digest: "AB".repeat(32) },
    }),
  does: (evidence) =>
    expect(evidence).toMatchObject({ kind: "link", url: "https://tickets.example/4711", digest: "ab".repeat(32) }),
  entry: { type: "evidence", after: { kind: "link", withdrawnAt: null } },
});

describeCommand(addFile, {
  role: "contributor",
  async arrange(org) {
    const stored = await storeFile(stream(randomBytes(1000)));
    return { input: { ...about(org), title: "Scan", fileName: "scan.json", mediaType: "application/json", ...stored } };
  },
  does: (evidence) => expect(evidence).toMatchObject({ kind: "file", sizeBytes: 1000, fileName: "scan.json" }),
  entry: { type: "evidence", after: { kind: "file", sizeBytes: 1000 } },
});

describeCommand(downloadEvidence, {
  role: "viewer",
  arrange: async (org) => ({ input: { id: (await upload(org, randomBytes(500))).id } }),
  does: (file) => expect(file).toMatchObject({ fileName: "report.pdf", sizeBytes: 500 }),
  entry: { type: "evidence_download", after: { fileName: "report.pdf" } },
});

describeCommand(withdrawEvidence, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await upload(org, randomBytes(50))).id, reason: "Of another model." } }),
  does: (evidence) => expect(evidence.withdrawnAt).not.toBeNull(),
  entry: { type: "evidence" },
  stale: true,
});

describe("files", () => {
  it("are stored encrypted under the digest of what was sent, and read back as sent", async () => {
    const org = await testOrganization();
    const bytes = Buffer.concat([
      Buffer.from("A sentence that must not be readable on the disk. "),
      randomBytes(200_000),
    ]);
    const evidence = await upload(org, bytes);
    expect(evidence).toMatchObject({ digest: sha256(bytes), sizeBytes: bytes.length });
    const onDisk = await readFile(join(folder(), evidence.digest));
    expect(onDisk.includes("must not be readable")).toBe(false);
    expect((await bytesOf(evidence.digest)).equals(bytes)).toBe(true);
  });

  it("that were changed on the disk are not given out", async () => {
    const evidence = await upload(await testOrganization(), randomBytes(3000));
    const path = join(folder(), evidence.digest);
    const onDisk = await readFile(path);
    onDisk[1500] = (onDisk[1500] ?? 0) ^ 1;
    await writeFile(path, onDisk);
    await expect(bytesOf(evidence.digest)).rejects.toThrow();
  });

  it("that are missing on the disk are said to be missing, and leave no download entry", async () => {
    const org = await testOrganization();
    const evidence = await upload(org, randomBytes(60));
    await rm(join(folder(), evidence.digest));
    const call = { actor: org.actor("viewer"), input: { id: evidence.id } };
    await expect(runCommand(downloadEvidence, call)).rejects.toMatchObject({ code: "unavailable" });
    const entries = await rowsAs(
      "read",
      "select 1 from audit_entry where entity_id = $1 and entity_type = 'evidence_download'",
      [evidence.id],
    );
    expect(entries).toEqual([]);
  });

  it("may be sent twice", async () => {
    const org = await testOrganization();
    const bytes = randomBytes(70);
    const [first, second] = [await upload(org, bytes), await upload(org, bytes)];
    expect(first.id).not.toBe(second.id);
    expect((await bytesOf(second.digest)).equals(bytes)).toBe(true);
  });

  it("beyond the limit, and empty ones, are refused and leave nothing", async () => {
    const org = await testOrganization();
    const before = (await readdir(folder())).length;
    await expect(storeFile(stream(randomBytes(600), randomBytes(600)), 1000)).rejects.toMatchObject({
      code: "payload_too_large",
      extra: { limitBytes: 1000 },
    });
    await expect(upload(org, Buffer.alloc(0))).rejects.toMatchObject({ code: "invalid_input" });
    const claim = {
      ...(await Promise.resolve({ actor: org.actor("contributor"), requestId: newId() })),
      body: webStream(),
    };
    const facts = { ...about(org), title: "Big", fileName: "big.bin" };
    await expect(receiveFile({ ...claim, facts, statedBytes: 50_000_001 })).rejects.toMatchObject({
      code: "payload_too_large",
    });
    expect((await readdir(folder())).length).toBe(before);
  });

  it("are not read at all from who may not add them, nor without their facts", async () => {
    const org = await testOrganization();
    const before = (await readdir(folder())).length;
    await expect(upload(org, randomBytes(80), "viewer")).rejects.toMatchObject({ code: "forbidden" });
    await expect(upload(org, randomBytes(80), "contributor", { title: "" })).rejects.toMatchObject({
      errors: [{ path: "title" }],
    });
    expect((await readdir(folder())).length).toBe(before);
  });
});

describe("links", () => {
  it("lead nowhere that runs in our pages", async () => {
    const org = await testOrganization();
    for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "tickets.example"]) {
      const input = { ...about(org), title: "x", url };
      await expect(runCommand(addLink, { actor: org.actor("contributor"), input })).rejects.toMatchObject({
        errors: [{ path: "url" }],
      });
    }
  });
});

describe("the list", () => {
  it("shows one thing's evidence with what may be done, withdrawn only on request", async () => {
    const org = await testOrganization();
    const kept = await upload(org, randomBytes(90));
    const gone = await upload(org, randomBytes(90));
    const withdraw = { id: gone.id, reason: "Wrong file." };
    await runCommand(withdrawEvidence, { actor: org.actor("contributor"), input: withdraw });
    const list = (withdrawn: "hide" | "show", actor = org.actor("viewer")) =>
      runQuery(listEvidence, { actor, input: { ...about(org), withdrawn } });
    const shown = await list("hide");
    expect(shown.items.map((item) => item.id)).toEqual([kept.id]);
    expect(shown.items[0]?.abilities).toEqual({ download: true, withdraw: false });
    expect(shown.abilities.add).toBe(false);
    expect((await list("show")).items).toHaveLength(2);
    expect((await list("show", (await testOrganization()).actor("viewer"))).items).toEqual([]);
  });
});

describe("the sweep", () => {
  it("deletes old files that nothing refers to, and keeps the rest", async () => {
    const org = await testOrganization();
    const old = new Date(Date.now() - 48 * 3600_000);
    const dayAgo = new Date(Date.now() - 24 * 3600_000);
    const used = await upload(org, randomBytes(100));
    const stray = await storeFile(stream(randomBytes(101)));
    const fresh = await storeFile(stream(randomBytes(102)));
    const again = randomBytes(103);
    const renewed = await storeFile(stream(again));
    await writeFile(join(folder(), "incoming-broken"), "half");
    for (const name of [used.digest, stray.digest, renewed.digest, "incoming-broken"])
      await utimes(join(folder(), name), old, old);
    await storeFile(stream(again));
    await sweep(dayAgo);
    const left = await readdir(folder());
    expect(left).toEqual(expect.arrayContaining([used.digest, fresh.digest, renewed.digest]));
    expect(left).not.toContain(stray.digest);
    expect(left).not.toContain("incoming-broken");
  });
});
