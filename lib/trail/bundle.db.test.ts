import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addEntries } from "../audit/testing/fill-log.ts";
import { testEngine, type Engine } from "../audit/testing/engine.ts";
import type { Actor } from "../kernel/actor.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { disableUser } from "../people/commands/disable-user.ts";
import { erasePerson } from "../registry.ts";
import type { Report } from "../verifier/report.ts";
import { evidenceBundle } from "./bundle.ts";
import { erasePayload } from "./commands/erase-payload.ts";
import { exportBundle } from "./commands/export-bundle.ts";
import { listEntries } from "./queries/list-entries.ts";

const folder = mkdtempSync(join(tmpdir(), "modelkeep-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const why = { reason: "Asked for.", legalBasis: "GDPR article 17" };

async function exported(actor: Actor, entries?: string[]): Promise<Buffer> {
  const head = await runCommand(exportBundle, { actor, input: entries === undefined ? {} : { entries } });
  const parts: Uint8Array[] = [];
  for await (const part of evidenceBundle(actor, head)) parts.push(part);
  return Buffer.concat(parts);
}

/** Runs the program that is offered for download, as an auditor would. */
function verify(zip: Buffer, ...words: string[]): { code: number | null; report: Report } {
  const file = join(folder, "evidence.zip");
  writeFileSync(file, zip);
  const program = join(import.meta.dirname, "../../public/verify/modelkeep-verify.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, file, "--json", "--quiet", ...words]);
  if (stdout.length === 0) throw new Error(stderr.toString());
  return { code: status, report: JSON.parse(stdout.toString()) as Report };
}

async function sealedEngine(more: number): Promise<Engine> {
  const engine = await testEngine();
  if (more > 0) await addEntries(engine.org.orgId, more);
  await engine.seal();
  return engine;
}

describe("an evidence bundle", () => {
  it("of the whole log verifies offline with the verifier, payloads and personal values included", async () => {
    const engine = await sealedEngine(300);
    const { code, report } = verify(await exported(engine.org.actor("auditor")));
    expect(report.problems).toEqual([]);
    expect(code).toBe(0);
    expect(report.payloads).toEqual({ checked: report.size, erased: 0, withheldFields: 0, missing: 0 });
    expect(report.size).toBeGreaterThan(300);
  });

  it("of chosen entries holds the whole history of what they speak of", async () => {
    const engine = await sealedEngine(20);
    const actor = engine.org.actor("auditor");
    const viewer = engine.org.actor("viewer");
    await runCommand(disableUser, { actor: engine.org.actor("administrator"), input: { id: viewer.id } });
    await engine.seal();
    const { items } = await runQuery(listEntries, { actor, input: { entityType: "user", entityId: viewer.id } });
    expect(items).toHaveLength(2);
    const { code, report } = verify(await exported(actor, [items[0]?.uuid ?? ""]));
    expect([code, report.problems]).toEqual([0, []]);
    expect(report).toMatchObject({
      kind: "entries",
      entries: 2,
      things: 1,
      payloads: { checked: 2, withheldFields: 0 },
    });
  });

  it("says of erased content by which entry it went, and does not call it missing", async () => {
    const engine = await sealedEngine(3);
    const admin = engine.org.actor("administrator");
    const viewer = engine.org.actor("viewer");
    const { items } = await runQuery(listEntries, { actor: admin, input: { entityType: "thing" } });
    await runCommand(erasePayload, { actor: admin, input: { id: items[0]?.uuid ?? "", ...why } });
    await runCommand(disableUser, { actor: admin, input: { id: viewer.id } });
    await runCommand(erasePerson, { actor: admin, input: { subject: "user", id: viewer.id, ...why } });
    await engine.seal();
    const zip = await exported(admin);
    const { code, report } = verify(zip);
    expect([code, report.problems]).toEqual([0, []]);
    expect(report.payloads).toMatchObject({ erased: 1, withheldFields: 0, missing: 0 });
    expect(zip.includes(viewer.email)).toBe(false);
  });

  it("leaves the payloads out for those who may not read the trail", async () => {
    const engine = await sealedEngine(3);
    const { code, report } = verify(await exported(engine.org.apiKey("audit:export")));
    expect([code, report.payloads]).toEqual([0, undefined]);
  });

  it("fails when a byte of it is changed, or with another key than the log's", async () => {
    const engine = await sealedEngine(40);
    const zip = await exported(engine.org.actor("auditor"));
    const at = zip.indexOf("tile/entries/000");
    const broken = Buffer.from(zip);
    broken[at + 40] = (broken[at + 40] ?? 0) ^ 1;
    expect(verify(broken).code).not.toBe(0);
    const vkey = "modelkeep.test/log+81f1ad76+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    expect(verify(zip, "--vkey", vkey)).toMatchObject({ code: 1, report: { verified: false } });
  });

  it("is readable by other programs for zip files", async () => {
    const engine = await sealedEngine(3);
    writeFileSync(join(folder, "any.zip"), await exported(engine.org.actor("auditor")));
    const script =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(' '.join(z.namelist()))";
    const { status, stdout } = spawnSync("python3", ["-c", script, join(folder, "any.zip")]);
    if (status === null) return;
    expect(stdout.toString()).toContain("README.txt manifest.json checkpoint policy modelkeep-verify.mjs");
    expect(readFileSync(join(folder, "any.zip")).length).toBeGreaterThan(1_000);
  });
});
