import { describe, expect, it } from "vitest";
import { importDoor } from "../import-door.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { disableUser } from "../people/commands/disable-user.ts";
import { erasePerson } from "../registry.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { downloadImport } from "./commands/download-import.ts";
import { listImportFiles } from "./queries/list-import-files.ts";
import type { ImportFormatId } from "./rules.ts";

/** A bill of materials with statements on the whole file, which no record keeps. */
const bomOf = (author: string): string =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${newId()}`,
    version: 1,
    metadata: { authors: [{ name: author }] },
    components: [
      { type: "machine-learning-model", "bom-ref": "m", name: "Card fraud", version: "1.0.0" },
      { type: "library", "bom-ref": "l", name: "xgboost", version: "2.1.0" },
    ],
    compositions: [{ aggregate: "incomplete", assemblies: ["m"] }],
    vulnerabilities: [{ id: "CVE-2026-0001", affects: [{ ref: "l" }] }],
  });

async function applied(org: TestOrganization, text: string, more: { format?: ImportFormatId; name?: string } = {}) {
  const actor = org.actor("contributor");
  const source = new TextEncoder().encode(text);
  const input = { format: more.format ?? ("cyclonedx" as const), source, name: more.name ?? "bom.cdx.json" };
  const preview = await runScratch(importDoor.preview, { actor, input });
  return runCommand(importDoor.apply, { actor, input: { id: preview.id } });
}

const fileOf = async (id: string) =>
  (await rowsAs("owner", "select name, source, erased_at from import_file where id = $1", [id]))[0];

describeCommand(downloadImport, {
  role: "viewer",
  arrange: async (org) => ({ input: { id: (await applied(org, bomOf("Jo"))).id } }),
  does: (result) => {
    expect(result).toMatchObject({ fileName: "bom.cdx.json", mediaType: "application/vnd.cyclonedx+json" });
    expect(new TextDecoder().decode(result.content)).toContain("CVE-2026-0001");
  },
  entry: { type: "import_download", after: { fileName: "bom.cdx.json" } },
});

describe("the file of an import", () => {
  it("is kept byte by byte, in every format, and found from what it states", async () => {
    const org = await testOrganization();
    const text = bomOf("Jo");
    const done = await applied(org, text, { name: "C:\\boms\\../card\u0007 fraud.json" });
    for (const id of done.records.map((record) => record.id ?? "")) {
      const { items } = await runQuery(listImportFiles, { actor: org.actor("viewer"), input: { entity: id } });
      expect(items).toMatchObject([
        { id: done.id, format: "cyclonedx", name: "card fraud.json", importedBy: org.actor("contributor").name },
      ]);
    }
    const taken = await runCommand(downloadImport, { actor: org.actor("viewer"), input: { id: done.id } });
    expect(Buffer.from(taken.content).toString("utf8")).toBe(text);
    const card = await applied(org, "---\nlicense: mit\n---\n# Letters\n", { format: "model-card", name: "" });
    const unnamed = await runCommand(downloadImport, { actor: org.actor("viewer"), input: { id: card.id } });
    expect(unnamed.fileName).toMatch(/^model-card-[0-9a-f]{8}\.md$/);
  });

  it("is kept when the import is applied, not before, and is not found elsewhere", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const actor = org.actor("contributor");
    const source = new TextEncoder().encode(bomOf("Jo"));
    const preview = await runScratch(importDoor.preview, { actor, input: { format: "cyclonedx", source } });
    expect(await fileOf(preview.id)).toBeUndefined();
    const done = await runCommand(importDoor.apply, { actor, input: { id: preview.id } });
    const entity = done.records[0]?.id ?? "";
    const { items } = await runQuery(listImportFiles, { actor: other.actor("viewer"), input: { entity } });
    expect(items).toEqual([]);
  });

  it("does not state what the review left out", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const source = new TextEncoder().encode(bomOf("Jo"));
    const preview = await runScratch(importDoor.preview, { actor, input: { format: "cyclonedx", source } });
    const left = preview.supply.find(({ kind }) => kind === "component");
    const done = await runCommand(importDoor.apply, { actor, input: { id: preview.id, skip: [left?.key ?? ""] } });
    const [row] = await rowsAs("owner", "select cardinality(entity_ids) as n from import_file where id = $1", [
      done.id,
    ]);
    expect(row?.["n"]).toBe(preview.supplyTotal - 1);
  });

  it("cannot be changed or deleted without an entry, not even by the owner", async () => {
    const org = await testOrganization();
    const { id } = await applied(org, bomOf("Jo"));
    for (const login of ["app", "owner"] as const) {
      for (const sql of ["delete from import_file where id = $1", "update import_file set name = '' where id = $1"]) {
        await expect(rowsAs(login, sql, [id])).rejects.toThrow(/unlogged/);
      }
    }
  });
});

describe("erasing a person", () => {
  it("takes out files that name them, in any case and escaped; the others and all records stay", async () => {
    const org = await testOrganization();
    const [actor, gone] = [org.actor("administrator"), org.actor("responder")];
    const named = [
      await applied(org, bomOf(gone.email.toUpperCase())),
      await applied(org, bomOf("Zoë Quill").replace("ë", "\\u00eb")),
      await applied(org, bomOf("Jo"), { name: `${gone.email}.json` }),
    ];
    const other = await applied(org, bomOf("Somebody else"));
    await runCommand(disableUser, { actor, input: { id: gone.id } });
    const why = { reason: "Asked for.", legalBasis: "GDPR article 17" };
    const input = { subject: "user" as const, id: gone.id, texts: ["Zoë Quill"], ...why };
    await runCommand(erasePerson, { actor, input });
    for (const { id } of named) {
      expect(await fileOf(id)).toMatchObject({ source: null, erased_at: expect.any(Date) as Date });
      await expect(runCommand(downloadImport, { actor, input: { id } })).rejects.toMatchObject({
        code: "precondition_failed",
      });
      const [entry] = await rowsAs(
        "read",
        "select action from audit_entry where entity_type = 'import' and entity_id = $1 and entity_version = 2",
        [id],
      );
      expect(entry).toEqual({ action: "import.erase" });
    }
    expect((await fileOf(named[2]?.id ?? ""))?.["name"]).toBe("[erased].json");
    expect((await fileOf(other.id))?.["source"]).not.toBeNull();
    const entity = named[0]?.records[0]?.id ?? "";
    const { items } = await runQuery(listImportFiles, { actor, input: { entity } });
    expect(items.some(({ erased }) => erased)).toBe(true);
  });
});
