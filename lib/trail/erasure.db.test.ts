import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { env } from "../env.ts";
import { audited } from "../kernel/aggregate.ts";
import { defineCommand } from "../kernel/command.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { evidenceAggregate } from "../evidence/aggregates.ts";
import { invitationAggregate, sessionAggregate, userAggregate } from "../people/aggregates.ts";
import { aggregates, erasePerson, erasers, previewErasure } from "../registry.ts";
import { poolAs, rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { taskAggregate } from "../work/aggregates.ts";
import { z } from "../zod.ts";
import { dumpPrograms } from "../../scripts/testing/system-postgres.mjs";
import { erasePayload } from "./commands/erase-payload.ts";
import { listEntries } from "./queries/list-entries.ts";
import { readEntryBytes } from "./queries/read-entry-bytes.ts";

const why = { reason: "The person asked for it.", legalBasis: "GDPR article 17 (1) b" };
const hash = (): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(newId().replaceAll("-", "").repeat(2), "hex"));

/** Leaves a marker wherever the product keeps something about a person, live and in the trail. */
const plant = defineCommand({
  name: "test.plant",
  summary: "A person whose every text is a marker",
  permission: "system:operate",
  input: z.strictObject({ marker: z.string(), state: z.enum(["active", "disabled"]) }),
  output: z.strictObject({ userId: z.uuid(), invitationId: z.uuid() }),
  async run({ tx, input: { marker, state }, ctx }) {
    const [orgId, at, userId] = [ctx.orgId, ctx.now(), ctx.newId()];
    const base = { orgId, version: 1, createdAt: at };
    const email = `${marker}@example.test`;
    const user = await tx.user.create({
      data: {
        ...base,
        id: userId,
        email,
        name: `Jane ${marker}`,
        role: "viewer",
        mfaEnabled: false,
        state,
        updatedAt: at,
      },
    });
    await tx.userIdentity.create({
      data: { id: ctx.newId(), orgId, userId, issuer: "https://id.test", subject: `${marker}-subject`, createdAt: at },
    });
    await tx.userCredential.create({ data: { userId, orgId, passwordHash: "x", recoveryHashes: [] } });
    const session = await tx.session.create({
      data: {
        ...base,
        id: ctx.newId(),
        userId,
        method: "password",
        device: `${marker} phone`,
        address: `${marker}.host`,
        expiresAt: at,
      },
    });
    const invitation = await tx.invitation.create({
      data: {
        ...base,
        id: ctx.newId(),
        email,
        role: "viewer",
        tokenHash: hash(),
        expiresAt: new Date(at.getTime() + 1e6),
      },
    });
    const task = await tx.task.create({
      data: {
        ...base,
        id: ctx.newId(),
        kind: "todo",
        title: `Ask ${email.toUpperCase()}`,
        detail: email,
        state: "open",
        updatedAt: at,
      },
    });
    const evidence = await tx.evidence.create({
      data: {
        ...base,
        id: ctx.newId(),
        entityType: "user",
        entityId: userId,
        kind: "link",
        title: `CV ${email}`,
        url: `https://cv.test/${email}`,
        digest: "0",
      },
    });
    const note = { orgId, kind: "x", title: `Hello ${email}`, detail: "", createdAt: at };
    await tx.notification.create({ data: { ...note, id: ctx.newId(), userId } });
    await tx.importDraft.create({
      data: {
        id: ctx.newId(),
        orgId,
        actorType: "user",
        actorRef: userId,
        format: "x",
        digest: "x",
        source: Buffer.from(marker),
        preview: { marker },
        createdAt: at,
        expiresAt: at,
      },
    });
    return {
      result: { userId, invitationId: invitation.id },
      audit: [
        audited(userAggregate, null, user),
        audited(sessionAggregate, null, session),
        audited(invitationAggregate, null, invitation),
        audited(taskAggregate, null, task),
        audited(evidenceAggregate, null, evidence),
      ],
    };
  },
});

/** Every spelling under which the marker could stand in a dump: plain, hexadecimal, base64 at each alignment. */
function spellings(marker: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.from(" ".repeat(shift) + marker)
      .toString("base64")
      .replace(/=+$/, "");
    return text.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [marker.toLowerCase(), Buffer.from(marker).toString("hex"), ...base64];
}

async function tablesHolding(marker: string): Promise<string[]> {
  const tables = await rowsAs(
    "owner",
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await rowsAs(
      "owner",
      `select count(*)::int as n from ${String(name)} t, lateral (select t::text || lower(t::text) as spelled_row offset 0) as spelled
       where exists (select 1 from unnest($1::text[]) s where position(s in spelled.spelled_row) > 0)`,
      [spellings(marker)],
    );
    if (Number(row?.["n"]) > 0) found.push(String(name));
  }
  return found;
}

function filesHolding(folder: string, marker: string): string[] {
  return readdirSync(folder, { recursive: true }).flatMap((name) => {
    const path = join(folder, String(name));
    if (!statSync(path).isFile()) return [];
    const text = readFileSync(path).toString("latin1");
    return spellings(marker).some((spelling) => text.includes(spelling)) ? [path] : [];
  });
}

/** A PostgreSQL of the system dumps itself; npm's has no pg_dump, so there only the tables are looked at. */
const dumps = process.env["MODELKEEP_TEST_PG"] === "system" ? dumpPrograms() : null;

/** A new dump of the whole database, as text. */
function newDump(bin: string): string {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-dump-"));
  try {
    const file = join(folder, "new.sql");
    execFileSync(join(bin, "pg_dump"), [`--file=${file}`, env().DATABASE_URL]);
    return readFileSync(file, "latin1");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines of a dump that hold the marker in any spelling; a spelling may itself stand there in hexadecimal. */
function dumpedLines(dump: string, marker: string): string[] {
  const wanted = spellings(marker).flatMap((each) => [each, Buffer.from(each).toString("hex")]);
  return dump
    .split("\n")
    .filter((line) => wanted.some((each) => line.includes(each) || line.toLowerCase().includes(each)));
}

async function planted(org: TestOrganization, state: "active" | "disabled" = "disabled") {
  const marker = `marker${newId().replaceAll("-", "").slice(-16)}`;
  return { marker, ...(await runCommand(plant, { actor: org.system, input: { marker, state } })) };
}

describe("erasing a person", () => {
  it("leaves the person in no table, in no spelling, and in no file", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const { marker, userId } = await planted(org);
    const before = await tablesHolding(marker);
    expect(before).toEqual(
      expect.arrayContaining(["public.app_user", "public.user_session", "public.audit_payload", "public.invitation"]),
    );
    const input = { subject: "user" as const, id: userId, texts: [marker], ...why };
    const done = await runCommand(erasePerson, { actor, input });
    expect(done.remaining).toEqual([]);
    expect(done.entries).toBeGreaterThanOrEqual(5);
    expect(await tablesHolding(marker)).toEqual([]);
    expect(filesHolding(env().MODELKEEP_DATA_DIR, marker)).toEqual([]);
    // Looks through every table of the whole run, twice; other tests fill them at the same time.
  }, 60_000);

  if (dumps !== null)
    it("leaves the person in no dump that is made afterwards", async () => {
      const org = await testOrganization();
      const { marker, userId } = await planted(org);
      expect(dumpedLines(newDump(dumps.bin), marker).length).toBeGreaterThan(5);
      const input = { subject: "user" as const, id: userId, texts: [marker], ...why };
      await runCommand(erasePerson, { actor: org.actor("administrator"), input });
      expect(dumpedLines(newDump(dumps.bin), marker)).toEqual([]);
    });

  it("leaves the entries, which say by which later one they were erased", async () => {
    const org = await testOrganization();
    const { marker, userId } = await planted(org);
    const actor = org.actor("administrator");
    const done = await runCommand(erasePerson, {
      actor,
      input: { subject: "user", id: userId, texts: [marker], ...why },
    });
    const { items } = await runQuery(listEntries, { actor: org.actor("auditor"), input: { limit: 50 } });
    const [entry] = items.filter(
      (item) => item.entity.type === "user" && item.entity.id === userId && item.version === 1,
    );
    expect(entry?.after).toMatchObject({ name: { $erased: true }, email: { $erased: true }, role: "viewer" });
    const newest = items.find((item) => item.entity.id === userId);
    expect(newest).toMatchObject({ action: "user.erase", version: 2, after: { name: "Erased person" } });
    const erasure = items.find((item) => item.entity.type === "erasure");
    expect(erasure).toMatchObject({
      action: "person.erase",
      entity: { id: done.id },
      after: { legalBasis: why.legalBasis },
    });
    expect(erasure?.after?.["entries"]).toContain(entry?.uuid);
    const rows = await rowsAs(
      "read",
      "select salt, body, erased_by::text as by from audit_payload where erasure_id = $1",
      [done.id],
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toEqual({ salt: null, body: null, by: erasure?.entryId });
  });

  it("is counted before, and everything that was counted goes", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const { marker, userId, invitationId } = await planted(org);
    const name = `Jane ${marker}`;
    const preview = (subject: "user" | "invitation", id: string, by = actor) =>
      runQuery(previewErasure, { actor: by, input: { subject, id } });
    const before = await preview("user", userId);
    expect(before).toMatchObject({ name, email: `${marker}@example.test`, state: "ready", naming: 2, namingByName: 0 });
    expect(before.records).toEqual(
      expect.arrayContaining([
        { entityType: "user", rows: 1 },
        { entityType: "invitation", rows: 1 },
        { entityType: "task", rows: 1 },
        { entityType: "evidence", rows: 1 },
      ]),
    );
    expect(await preview("invitation", invitationId)).toMatchObject({ name: null, state: "ready" });
    await expect(preview("user", invitationId)).rejects.toMatchObject({ code: "not_found" });
    await expect(preview("user", userId, org.actor("security_lead"))).rejects.toMatchObject({ code: "forbidden" });
    const stranger = (await testOrganization()).actor("administrator");
    await expect(preview("user", userId, stranger)).rejects.toMatchObject({ code: "not_found" });
    const active = await planted(org, "active");
    expect(await preview("user", active.userId)).toMatchObject({ state: "active" });

    const input = { subject: "user" as const, id: userId, texts: [name], ...why };
    const done = await runCommand(erasePerson, { actor, input });
    expect(done.entries).toBe(before.personal + before.naming);
    const gone = { state: "erased", personal: 0, naming: 0, records: [] };
    expect(await preview("user", userId)).toMatchObject(gone);
  });

  it("is told by the entries that lost something, wholly or in part", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const { marker, userId } = await planted(org);
    const input = { subject: "user" as const, id: userId, texts: [marker], ...why };
    await runCommand(erasePerson, { actor, input });
    const list = await runQuery(listEntries, { actor: org.actor("auditor"), input: { limit: 50 } });
    const erasure = list.items.find((item) => item.entity.type === "erasure");
    const bytesOf = async (type: string, version = 1) => {
      const uuid = list.items.find((item) => item.entity.type === type && item.version === version)?.uuid ?? "";
      return runQuery(readEntryBytes, { actor: org.actor("auditor"), input: { id: uuid } });
    };
    const told = { uuid: erasure?.uuid, by: actor.name, reason: why.reason, legalBasis: why.legalBasis };
    const inPart = await bytesOf("session");
    expect(inPart).toMatchObject({ erasure: told });
    expect(inPart.values).not.toBeNull();
    expect(await bytesOf("task")).toMatchObject({ erasure: told, values: null });
    expect((await bytesOf("erasure")).erasure).toBeNull();
  });

  it("is refused while the person can sign in, for another organization, and twice", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const active = await planted(org, "active");
    const erase = (id: string, by = actor) =>
      runCommand(erasePerson, { actor: by, input: { subject: "user", id, ...why } });
    await expect(erase(active.userId)).rejects.toMatchObject({ code: "precondition_failed" });
    const { userId } = await planted(org);
    await expect(erase(userId, (await testOrganization()).actor("administrator"))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(erase(userId, org.actor("security_lead"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(erase(userId, { ...actor, authenticatedAtMs: 0 })).rejects.toMatchObject({
      extra: { reauthenticate: true },
    });
    await erase(userId);
    await expect(erase(userId)).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("works for an invitation that nobody accepted, and ends it", async () => {
    const org = await testOrganization();
    const { marker, invitationId } = await planted(org);
    const input = { subject: "invitation" as const, id: invitationId, ...why };
    await runCommand(erasePerson, { actor: org.actor("administrator"), input });
    const [row] = await rowsAs("owner", "select email, revoked_at from invitation where id = $1", [invitationId]);
    expect(row?.["revoked_at"]).not.toBeNull();
    expect(String(row?.["email"])).not.toContain(marker);
  });

  it("is known to every aggregate with personal fields", () => {
    const covered = erasers.flatMap((eraser) => eraser.tables);
    const personal = aggregates.filter((aggregate) => aggregate.personal !== undefined).map(({ table }) => table);
    expect(personal.filter((table) => !covered.includes(table))).toEqual([]);
  });
});

describe("erasing the content of one entry", () => {
  it("takes it out for good and says so; what an erasure says stays", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const list = async () => (await runQuery(listEntries, { actor: org.actor("auditor"), input: {} })).items;
    const [newest] = await list();
    await runCommand(erasePayload, { actor, input: { id: newest?.uuid ?? "", ...why } });
    const [erasure, erased] = await list();
    expect(erased).toMatchObject({ uuid: newest?.uuid, after: null, erased: true });
    expect(erasure).toMatchObject({ action: "payload.erase", after: { entries: [newest?.uuid] } });
    const again = (id: string) => runCommand(erasePayload, { actor, input: { id, ...why } });
    await expect(again(newest?.uuid ?? "")).rejects.toMatchObject({ code: "precondition_failed" });
    await expect(again(erasure?.uuid ?? "")).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the database", () => {
  async function asApp(work: string, params: unknown[] = []): Promise<string> {
    return poolAs("app")
      .query(work, params)
      .then(
        () => "done",
        (error: { code: string }) => error.code,
      );
  }

  it("lets nobody erase without a record of this transaction, nor touch payloads and keys another way", async () => {
    const org = await testOrganization();
    const { items } = await runQuery(listEntries, { actor: org.actor("auditor"), input: { limit: 1 } });
    const old = await runCommand(erasePayload, {
      actor: org.actor("administrator"),
      input: { id: items[0]?.uuid ?? "", ...why },
    });
    expect(await asApp("select audit_erase($1, '{}', '{}')", [newId()])).toBe("AU003");
    expect(await asApp("select audit_erase($1, '{}', '{}')", [old.id])).toBe("AU003");
    expect(await asApp("update audit_payload set body = null, salt = null")).toBe("42501");
    expect(await asApp("delete from audit_personal")).toBe("42501");
    expect(await asApp("delete from person_key")).toBe("42501");
    expect(await asApp("update person_key set wrapped_key = ''")).toBe("42501");
  });
});
