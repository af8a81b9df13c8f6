import { describe, expect, it } from "vitest";
import { importDoor } from "../import-door.ts";
import { archiveModel } from "../inventory/commands/archive-model.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { updateModel } from "../inventory/commands/update-model.ts";
import { readModelHistory } from "../inventory/queries/read-model-history.ts";
import { readModel } from "../inventory/queries/read-model.ts";
import type { Actor } from "../kernel/actor.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { readImport } from "./queries/read-import.ts";
import type { ImportDecision } from "./schema.ts";

const card = `---
license: mit
language: en
pipeline_tag: text-classification
tags:
- cards
- fraud
house_field: kept
model-index:
- name: fraud-words
  results:
  - task: {type: text-classification}
    dataset: {type: acme/letters, name: Letters}
    metrics: [{type: f1, value: 0.91}]
---
# Fraud Words

Finds the words of fraud in letters. <script>alert(1)</script>

## Uses

Sorting letters of customers.

## Bias, Risks, and Limitations

Misses sarcasm.
`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const preview = (actor: Actor, source: string | Uint8Array, now?: () => Date) =>
  runScratch(importDoor.preview, {
    actor,
    input: { format: "model-card", source: typeof source === "string" ? bytes(source) : source },
    ...(now === undefined ? {} : { now }),
  });
const apply = (actor: Actor, id: string, decisions: ImportDecision[] = [], now?: () => Date) =>
  runCommand(importDoor.apply, { actor, input: { id, decisions }, ...(now === undefined ? {} : { now }) });
const importCard = async (actor: Actor, text: string) => apply(actor, (await preview(actor, text)).id);
const counts = async (org: TestOrganization): Promise<string> => {
  const [row] = await rowsAs(
    "read",
    `select (select count(*) from model where org_id = $1) || ' models, ' ||
       (select count(*) from audit_entry where org_id = $1 and entity_type = 'model') || ' entries' as said`,
    [org.orgId],
  );
  return String(row?.["said"]);
};

describeCommand(importDoor.apply, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await preview(org.actor("contributor"), card)).id } }),
  does: (result) => {
    expect(result).toMatchObject({
      creates: 1,
      updates: 0,
      keeps: 0,
      records: [{ action: "create", slug: "fraud-words" }],
    });
  },
  entry: {
    type: "model",
    after: { name: "Fraud Words", licence: "MIT", kind: "predictive", tasks: ["text-classification"] },
  },
});

describe("a preview", () => {
  it("proposes a record with the place of every field, and changes nothing", async () => {
    const org = await testOrganization();
    const shown = await preview(org.actor("contributor"), card);
    expect(shown).toMatchObject({ creates: 1, updates: 0, keeps: 0, losses: [], appliedAt: null });
    expect(shown.records[0]).toMatchObject({
      action: "create",
      slug: "fraud-words",
      blocked: null,
      fields: {
        name: "Fraud Words",
        licence: "MIT",
        tags: ["cards", "fraud"],
        purpose: "Sorting letters of customers.",
      },
      origins: {
        licence: { source: "front-matter", path: "/license", line: 2 },
        purpose: { source: "section", path: "Uses", line: 20 },
        sensitivity: { source: "assumed" },
      },
    });
    expect(shown.records[0]?.fields.description).toContain("<script>alert(1)</script>");
    expect(await counts(org)).toBe("0 models, 0 entries");
  });

  it("is its creator's alone, for a day", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const { id } = await preview(org.actor("contributor"), card);
    expect((await runQuery(readImport, { actor: org.actor("contributor"), input: { id } })).id).toBe(id);
    for (const actor of [org.actor("administrator"), other.actor("contributor")]) {
      await expect(runQuery(readImport, { actor, input: { id } })).rejects.toMatchObject({ code: "not_found" });
      await expect(apply(actor, id)).rejects.toMatchObject({ code: "not_found" });
    }
    const tomorrow = () => new Date(Date.now() + 25 * 60 * 60_000);
    await expect(apply(org.actor("contributor"), id, [], tomorrow)).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await preview(org.actor("contributor"), card, tomorrow);
    expect(await rowsAs("owner", "select 1 from import_draft where id = $1", [id])).toEqual([]);
  });

  it("keeps at most twenty of one person", async () => {
    const org = await testOrganization();
    for (let number = 0; number < 22; number += 1) await preview(org.actor("contributor"), card);
    expect(await rowsAs("owner", "select 1 from import_draft where org_id = $1", [org.orgId])).toHaveLength(20);
  });
});

describe("applying", () => {
  it("keeps everything the card states, and says in the trail where it comes from", async () => {
    const org = await testOrganization();
    await importCard(org.actor("contributor"), card);
    const model = await runQuery(readModel, { actor: org.actor("viewer"), input: { id: "fraud-words" } });
    const draft = model.card?.draft;
    expect(draft?.unknown).toEqual([{ pointer: "/house_field", value: "kept", line: 8, reason: "unmapped" }]);
    expect(draft?.evaluations[0]?.metrics).toEqual([{ type: "f1", value: 0.91 }]);
    expect(draft?.sections.map((section) => section.head + section.text).join("")).toBe(
      card.slice(card.indexOf("# Fraud")),
    );
    const { items } = await runQuery(readModelHistory, { actor: org.actor("viewer"), input: { id: "fraud-words" } });
    expect(items[0]).toMatchObject({
      action: "import.apply",
      version: 1,
      after: { origins: { licence: { line: 2 } } },
    });
  });

  it("changes nothing the second time", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    await importCard(actor, card);
    expect(await importCard(actor, card)).toMatchObject({ creates: 0, updates: 0, keeps: 1 });
    expect(await counts(org)).toBe("1 models, 1 entries");
  });

  it("cannot be done twice", async () => {
    const org = await testOrganization();
    const { id } = await preview(org.actor("contributor"), card);
    await apply(org.actor("contributor"), id);
    await expect(apply(org.actor("contributor"), id)).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("lets what people wrote stand where the card says what it said before", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id } = await preview(actor, card);
    const done = await apply(actor, id, [
      { index: 0, fields: { name: "Letters, fraud", sensitivity: "confidential" } },
    ]);
    const model = await runQuery(readModel, { actor, input: { id: done.records[0]?.id ?? "" } });
    expect(model).toMatchObject({
      name: "Letters, fraud",
      origins: { name: { source: "edited" }, sensitivity: { source: "edited" } },
    });
    expect(await importCard(actor, card)).toMatchObject({ keeps: 1 });
    const newer = await preview(actor, card.replace("license: mit", "license: apache-2.0"));
    expect(newer.records[0]).toMatchObject({
      action: "update",
      matchedBy: "source",
      changes: [{ field: "licence", before: "MIT", after: "Apache-2.0" }],
      fields: { name: "Letters, fraud", sensitivity: "confidential" },
    });
    expect(await apply(actor, newer.id)).toMatchObject({ updates: 1, records: [{ name: "Letters, fraud" }] });
  });

  it("finds a model that was registered by hand under the same address, or registers a new one when told so", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    await runCommand(registerModel, { actor, input: { name: "Fraud words", kind: "other", team: "Letters" } });
    const shown = await preview(actor, card);
    expect(shown.records[0]).toMatchObject({
      action: "update",
      matchedBy: "slug",
      freeSlug: "fraud-words-2",
      fields: { team: "Letters" },
    });
    expect(await apply(actor, shown.id, [{ index: 0, action: "create" }])).toMatchObject({
      creates: 1,
      records: [{ slug: "fraud-words-2" }],
    });
    expect(await counts(org)).toBe("2 models, 2 entries");
  });

  it("asks again when the record changed since the preview, with a preview that can be applied", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    await importCard(actor, card);
    const { id } = await preview(actor, card.replace("Misses sarcasm.", "Misses irony."));
    const model = await runQuery(readModel, { actor, input: { id: "fraud-words" } });
    await runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 1, team: "Letters" } });
    await expect(apply(actor, id)).rejects.toMatchObject({ code: "conflict", extra: { stale: true } });
    await runScratch(importDoor.refresh, { actor, input: { id } });
    expect(await apply(actor, id)).toMatchObject({ updates: 1 });
    expect(await runQuery(readModel, { actor, input: { id: "fraud-words" } })).toMatchObject({
      team: "Letters",
      version: 3,
    });
  });

  it("does nothing to what the person may not change, or what is archived", async () => {
    const org = await testOrganization();
    await importCard(org.actor("model_owner"), card);
    const newer = card.replace("license: mit", "license: apache-2.0");
    const stranger = await preview(org.actor("contributor"), newer);
    expect(stranger.records[0]?.blocked).toMatch(/may not change/);
    await expect(apply(org.actor("contributor"), stranger.id)).rejects.toMatchObject({ code: "unprocessable" });
    const model = await runQuery(readModel, { actor: org.actor("model_owner"), input: { id: "fraud-words" } });
    await runCommand(archiveModel, { actor: org.actor("model_owner"), input: { id: model.id, expectedVersion: 1 } });
    const archived = await preview(org.actor("model_owner"), newer);
    expect(archived.records[0]?.blocked).toMatch(/archived/);
    await expect(apply(org.actor("model_owner"), archived.id)).rejects.toMatchObject({ code: "unprocessable" });
  });

  it("skips what the review says to skip", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id } = await preview(actor, card);
    expect(await apply(actor, id, [{ index: 0, action: "skip" }])).toMatchObject({ creates: 0, skips: 1 });
    expect(await counts(org)).toBe("0 models, 0 entries");
  });
});

describe("a file that cannot be taken as it is", () => {
  const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
    .split("")
    .map(
      (letter, at, all) =>
        `${letter}: &${letter} [${Array(9)
          .fill(`*${at === 0 ? "a" : (all[at - 1] ?? "a")}`)
          .join(",")}]`,
    )
    .join("\n")}\n---\n# Bomb\n`;

  it.each([
    ["broken YAML", "---\nlicense: [mit\n---\n# X\n", "unprocessable"],
    ["front matter that is never closed", "---\nlicense: mit\n# X\n", "unprocessable"],
    ["a YAML bomb", bomb, "unprocessable"],
    ["binary data", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), "unprocessable"],
    ["invalid UTF-8", new Uint8Array([0x23, 0x20, 0xff, 0xfe, 0xff]), "unprocessable"],
    ["an empty file", "", "unprocessable"],
    ["20 MB", new Uint8Array(20_000_000).fill(0x61), "payload_too_large"],
  ])("%s is refused with the place, and nothing is kept", async (_name, source, code) => {
    const org = await testOrganization();
    const started = Date.now();
    await expect(preview(org.actor("contributor"), source)).rejects.toMatchObject({ code });
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await rowsAs("owner", "select 1 from import_draft where org_id = $1", [org.orgId])).toEqual([]);
  });

  it("tells the line of broken YAML", async () => {
    const org = await testOrganization();
    const refused = preview(org.actor("contributor"), "---\nlicense: mit\ntags: [a\n---\n# X\n");
    await expect(refused).rejects.toMatchObject({ errors: [{ line: expect.any(Number) as number }] });
  });

  it("a card without a name needs one from the review", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id, records } = await preview(actor, "---\nlicense: mit\n---\nJust text.\n");
    expect(records[0]).toMatchObject({ action: "create", blocked: expect.stringContaining("name") as string });
    await expect(apply(actor, id)).rejects.toMatchObject({ code: "unprocessable", errors: [{ path: "/name" }] });
    await expect(apply(actor, id, [{ index: 0, fields: { team: "A" } }])).rejects.toMatchObject({
      code: "unprocessable",
    });
    const done = await apply(actor, id, [{ index: 0, slug: "named", fields: { name: "Named by hand" } }]);
    expect(done.records[0]).toMatchObject({ slug: "named", name: "Named by hand" });
  });

  it("a taken address is said, with a free one", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    await runCommand(registerModel, { actor, input: { name: "Taken", kind: "other" } });
    const { id } = await preview(actor, card);
    await expect(apply(actor, id, [{ index: 0, slug: "taken" }])).rejects.toMatchObject({
      code: "conflict",
      errors: [{ path: "records.0.slug" }],
    });
  });
});
