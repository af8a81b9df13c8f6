import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkOutside } from "../../audit/check-outside.ts";
import { installedSigner, staticFolder, staticPlace } from "../../audit/engine-places.ts";
import { Integrator } from "../../audit/integrator.ts";
import { Publisher } from "../../audit/publisher.ts";
import { addEntries, logOf } from "../../audit/testing/fill-log.ts";
import { setBack } from "../../audit/testing/set-back.ts";
import { env } from "../../env.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { poolAs, rowsAs } from "../../testing/database.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { findVerb } from "./verbs.ts";

afterEach(() => vi.restoreAllMocks());

/** Runs a verb as its process does and gives what it printed. */
async function admin(...words: string[]): Promise<string> {
  const printed: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const found = findVerb(words);
    if (found === undefined) throw new Error(`there is no verb ${words.join(" ")}`);
    await found.verb.run(found.rest);
  } finally {
    out.mockRestore();
  }
  return printed.join("");
}

type Row = {
  size: number;
  queued: number;
  vkey: string;
  origin: string;
  frozen: string | null;
  problem: string | null;
};

/** An organization whose log the worker of this installation works on, step by step. */
async function installed() {
  const org: TestOrganization = await testOrganization();
  const { orgId, slug } = org;
  const signer = installedSigner();
  const state = async (): Promise<Row> => {
    const [row] = await rowsAs(
      "read",
      `select l.size::int as size, vkey, origin, frozen_reason as frozen, signing_problem as problem,
         (select count(*)::int from audit_queue q where q.log_id = l.log_id) as queued
       from audit_log l where org_id = $1 and current`,
      [orgId],
    );
    return row as Row;
  };
  const publish = async (): Promise<boolean> => {
    const publisher = new Publisher({ database: poolAs("log"), signer, folder: staticFolder, spacingMs: 0 });
    return publisher.publish(await logOf(orgId));
  };
  const integrate = async (): Promise<number> => {
    const look = checkOutside(signer, staticFolder);
    return new Integrator({ database: poolAs("log"), checkOutside: look }).integrate(await logOf(orgId));
  };
  const seal = async (): Promise<number> => {
    await integrate();
    await publish();
    return (await state()).size;
  };
  const signerFile = async (): Promise<string> => {
    const name = createHash("sha256")
      .update((await state()).origin)
      .digest("hex");
    return join(env().MODELKEEP_DATA_DIR, "signer", `${name}.json`);
  };
  const verb = (name: string, ...more: string[]): Promise<string> => admin("log", name, "--org", slug, ...more);
  return { org, orgId, slug, state, publish, integrate, seal, signerFile, verb };
}

async function asOwner(...statements: [sql: string, params?: unknown[]][]): Promise<void> {
  const owner = await poolAs("owner").connect();
  await owner.query("begin");
  for (const [sql, params] of statements) await owner.query(sql, params);
  await owner.query("commit");
  owner.release();
}

describe("admin log status", () => {
  it("tells where the log is: before its first checkpoint, sealed, standing still", async () => {
    const { orgId, seal, state, integrate, verb } = await installed();
    const fresh = await verb("status");
    expect(fresh).toMatch(/^key +none yet$/m);
    expect(fresh).toMatch(/^entries +0, waiting 8$/m);
    expect(fresh).toMatch(/^signer +its key is not on this machine$/m);
    expect(fresh).toMatch(/^static folder +empty in /m);
    await seal();
    const { vkey, origin } = await state();
    const sealed = await verb("status");
    expect(sealed).toContain(`origin         ${origin}\n`);
    expect(sealed).toContain(`key            ${vkey}\n`);
    expect(sealed).toMatch(/^checkpoint +8, 20\d\d-/m);
    expect(sealed).toMatch(/^signer +8$/m);
    expect(sealed).toContain(`static folder  8 in ${staticPlace(orgId)}\n`);
    expect(sealed).toMatch(/The log is at work\.\n$/);
    await addEntries(orgId, 3);
    await seal();
    await setBack(await logOf(orgId), 8);
    await addEntries(orgId, 1);
    await integrate();
    expect(await verb("status")).toMatch(/THE LOG STANDS STILL: The signer knows a signed log of 11 entries/);
  });

  it("wants an organization that there is, and only one", async () => {
    await testOrganization();
    await testOrganization();
    await expect(admin("log", "status")).rejects.toThrow("Say which organization with --org");
    await expect(admin("log", "status", "--org", "nobody")).rejects.toThrow('There is no organization "nobody".');
    await expect(admin("log", "status", "--nonsense")).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("admin log keys", () => {
  it("prints every log with its key, one line of JSON each", async () => {
    const signed = await installed();
    await signed.seal();
    const unsigned = await installed();
    const lines = (await admin("log", "keys")).trim().split("\n");
    const keys = lines.map((line) => JSON.parse(line) as { org: string });
    const { vkey, origin } = await signed.state();
    expect(keys).toContainEqual({ org: signed.orgId, slug: signed.slug, origin, vkey });
    expect(keys).toContainEqual(expect.objectContaining({ org: unsigned.orgId, vkey: null }));
  });
});

describe("admin log verify", () => {
  it("recomputes database and folder and compares the live rows", async () => {
    const { seal, verb } = await installed();
    await seal();
    const said = await verb("verify");
    expect(said).toMatch(/Database: 8 entries recomputed, root \S+=\./);
    expect(said).toMatch(/Static folder: 8 entries recomputed, root \S+=, signature good\./);
    expect(said).toMatch(/Live rows: [1-9]\d* compared with the log, 0 not comparable/);
  });

  it("fails when the folder was changed, when a leaf was, and when a live row was", async () => {
    const { org, orgId, seal, verb } = await installed();
    const input = { name: "Scores", kind: "predictive" as const };
    const model = await runCommand(registerModel, { actor: org.actor("administrator"), input });
    await seal();
    const tile = join(staticPlace(orgId), "tile", "0", "000.p", "9");
    const bytes = readFileSync(tile);
    writeFileSync(tile, Buffer.from(bytes).fill(1, 40, 41));
    await expect(verb("verify")).rejects.toThrow("tile/0/000.p/9 is missing or was changed");
    writeFileSync(tile, bytes);
    await asOwner(
      ["alter table model disable trigger user"],
      ["update model set name = 'Better' where id = $1", [model.id]],
      ["alter table model enable trigger user"],
    );
    await expect(verb("verify")).rejects.toThrow("1 rows do not agree with the log");
    await asOwner(
      ["alter table audit_entry disable trigger user"],
      ["update audit_entry set leaf = 'forged' where entity_id = $1", [model.id]],
      ["alter table audit_entry enable trigger user"],
    );
    await expect(verb("verify")).rejects.toThrow("the entry at index 8 was changed");
  });
});

describe("admin log recover", () => {
  it("brings back what a restored dump lost, and says how much; verify agrees", async () => {
    const { orgId, seal, state, integrate, verb } = await installed();
    await seal();
    await addEntries(orgId, 300);
    expect(await seal()).toBe(308);
    await setBack(await logOf(orgId), 8);
    await addEntries(orgId, 2);
    await integrate();
    expect(await state()).toMatchObject({ frozen: expect.stringContaining("set back") as string, queued: 2 });
    const said = await verb("recover");
    expect(said).toContain(
      "The database had 8 entries. 300 were replayed from the static folder, 300 of them\nwithout their payloads",
    );
    expect(await seal()).toBe(311);
    expect(await verb("status")).toContain("The log is at work.");
    expect(await verb("verify")).toContain("Static folder: 311 entries recomputed");
  });

  it("changes nothing and advises a new log when what was signed is nowhere", async () => {
    const { orgId, seal, state, integrate, verb } = await installed();
    await seal();
    await addEntries(orgId, 2);
    await seal();
    await setBack(await logOf(orgId), 8);
    await integrate();
    await addEntries(orgId, 1);
    await integrate();
    const before = await state();
    rmSync(staticPlace(orgId), { recursive: true });
    await expect(verb("recover")).rejects.toThrow("cannot be made again here. Start a new log (log new).");
    expect(await state()).toEqual(before);
  });
});

describe("admin log new", () => {
  it("wants a reason, keeps the old folder, and the log goes on under another key", async () => {
    const { orgId, seal, state, integrate, verb } = await installed();
    await seal();
    await addEntries(orgId, 2);
    await seal();
    const [old, oldLog] = [await state(), await logOf(orgId)];
    await setBack(oldLog, 8);
    await addEntries(orgId, 1);
    await integrate();
    await expect(verb("new")).rejects.toThrow("Give --reason.");
    const said = await verb("new", "--reason", "The folder was lost.");
    const kept = `${staticPlace(orgId)}.${oldLog}`;
    expect(said).toContain(`The old log's static folder is now ${kept}. Keep it.`);
    expect(existsSync(join(kept, "checkpoint"))).toBe(true);
    expect(await seal()).toBe(2);
    const now = await state();
    expect(now.vkey).not.toBe(old.vkey);
    expect(said).toContain(`New log ${now.origin}.`);
    expect(now.origin).not.toBe(old.origin);
    expect(await verb("verify")).toContain("Static folder: 2 entries recomputed");
    const [first] = await rowsAs(
      "read",
      `select e.action, convert_from(p.body, 'utf8')::json -> 'after' ->> 'reason' as reason
       from audit_leaf l join audit_entry e using (entry_id) join audit_payload p using (entry_id)
       where l.log_id = $1 and l.idx = 0`,
      [await logOf(orgId)],
    );
    expect(first).toEqual({ action: "log.new", reason: "The folder was lost." });
  });
});

describe("admin log adopt-signer", () => {
  it("without the signer's file nothing is signed, everybody says so, and adopting is refused", async () => {
    const { orgId, seal, state, publish, integrate, signerFile, verb } = await installed();
    await seal();
    rmSync(await signerFile());
    await addEntries(orgId, 2);
    await integrate();
    expect(await publish()).toBe(false);
    expect(await state()).toMatchObject({
      size: 10,
      frozen: null,
      problem: expect.stringContaining("The key of this log is not on this machine") as string,
    });
    const status = await verb("status");
    expect(status).toMatch(/^checkpoint +8, /m);
    expect(status).toMatch(/^signer +its key is not on this machine$/m);
    expect(status).toMatch(/^problem +The key of this log is not on this machine/m);
    await expect(verb("adopt-signer")).rejects.toThrow("Restore the signer's folder, or start a new log");
    expect((await state()).queued).toBe(0);
    expect(existsSync(await signerFile())).toBe(false);
    await verb("new", "--reason", "The key was lost.");
    expect(await seal()).toBe(1 + 2);
    expect(await state()).toMatchObject({ problem: null, frozen: null });
    expect(await verb("verify")).toContain("Static folder: 3 entries recomputed");
  });

  it("lifts a memory that came back from a backup to the newest tree known, as an entry; signing goes on", async () => {
    const { orgId, seal, state, publish, signerFile, verb } = await installed();
    await seal();
    const file = await signerFile();
    const backup = readFileSync(file);
    await addEntries(orgId, 4);
    expect(await seal()).toBe(12);
    rmSync(file);
    await addEntries(orgId, 1);
    expect(await seal()).toBe(13);
    expect((await state()).problem).toContain("not on this machine");
    writeFileSync(file, backup, { mode: 0o600 });
    expect(await verb("status")).toMatch(/^signer +8$/m);
    expect(await verb("adopt-signer")).toBe("The signer remembers 12 entries.\n");
    expect(await verb("status")).toMatch(/^signer +12$/m);
    const [entry] = await rowsAs(
      "read",
      `select e.action, e.actor_type, convert_from(p.body, 'utf8')::json -> 'before' ->> 'size' as before,
         convert_from(p.body, 'utf8')::json -> 'after' ->> 'size' as after
       from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1 order by entry_id desc limit 1`,
      [orgId],
    );
    expect(entry).toEqual({ action: "log.adopt_signer", actor_type: "operator", before: "8", after: "12" });
    expect(await seal()).toBe(14);
    expect(await publish()).toBe(false);
    expect(await state()).toMatchObject({ problem: null, frozen: null, queued: 0 });
    expect(await verb("status")).toMatch(/^signer +14$/m);
    expect(await verb("verify")).toContain("Static folder: 14 entries recomputed");
  });
});
