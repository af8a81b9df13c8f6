import { describe, expect, it } from "vitest";
import { applyImport } from "../../../imports/commands/apply-import.ts";
import { previewImport } from "../../../imports/commands/preview-import.ts";
import { readImport } from "../../../imports/queries/read-import.ts";
import { listImportRecords } from "../../../imports/queries/list-import-records.ts";
import { runImport } from "../../../imports/run-import.ts";
import { cancelImport, queueImport, RunImport } from "../../../imports/runs.ts";
import type { SupplyLink, SupplyRecord } from "../../../interop/supply-chain/draft.ts";
import { defineJob } from "../../../jobs/define-job.ts";
import { runQuery } from "../../../kernel/query.ts";
import { runCommand, runScratch } from "../../../kernel/run-command.ts";
import { rowsAs } from "../../../testing/database.ts";
import { testOrganization, type TestOrganization } from "../../../testing/organization.ts";
import { updateAsset } from "../../assets/commands/update-asset.ts";
import { readAsset } from "../../assets/queries/read-asset.ts";
import { readModel } from "../../queries/read-model.ts";
import { releaseVersion } from "../../versions/commands/release-version.ts";
import { readVersion } from "../../versions/queries/read-version.ts";
import { supplyFormat } from "./supply-format.ts";

type Given = Partial<SupplyRecord> & Pick<SupplyRecord, "key" | "kind" | "name">;

const record = (given: Given): SupplyRecord => ({
  parentKey: null,
  description: "",
  tags: [],
  fields: {},
  facts: {},
  documents: [],
  artifacts: [],
  sourceKey: `test:${given.key}`,
  origins: {},
  rest: {
    format: "cyclonedx",
    specVersion: "1.6",
    pointer: `/components/${given.key}`,
    value: { odd: [1, "two\u0000"] },
  },
  ...given,
});

/** A format whose files are the drafts themselves. */
const format = supplyFormat("cyclonedx", (source) => {
  const draft = JSON.parse(new TextDecoder().decode(source)) as { records: Given[]; links: SupplyLink[] };
  return { draft: { ...draft, records: draft.records.map(record), unknown: [] }, problems: [], losses: [] };
});
const [preview, apply] = [previewImport([format]), applyImport([format])];

const digest = "ab".repeat(32);
const aChain: { records: Given[]; links: SupplyLink[] } = {
  records: [
    {
      key: "m",
      kind: "model",
      name: "Card fraud",
      fields: { kind: "predictive", provider: "Northwind" },
      tags: ["bom"],
    },
    {
      key: "v",
      kind: "model_version",
      name: "Card fraud",
      parentKey: "m",
      facts: { label: "2.1.0", framework: "XGBoost" },
      fields: { stage: "operation" },
      artifacts: [{ name: "model.ubj", mediaType: "", sizeBytes: 7, digest, location: "" }],
    },
    { key: "d", kind: "dataset", name: "Payments", facts: { licence: "CC0-1.0" } },
    { key: "dv", kind: "dataset_version", name: "Payments 2026", parentKey: "d", facts: { label: "2026" } },
    { key: "c", kind: "component", name: "xgboost", facts: { release: "3.0", purl: "pkg:pypi/xgboost@3.0" } },
    { key: "s", kind: "vendor", name: "DMLC" },
  ],
  links: [
    { from: "v", relation: "trained_on", to: "dv" },
    { from: "v", relation: "depends_on", to: "c" },
    { from: "c", relation: "supplied_by", to: "s" },
  ],
};

async function previewOf(org: TestOrganization, draft: unknown, role: "contributor" | "model_owner" = "contributor") {
  const source = new TextEncoder().encode(JSON.stringify(draft));
  return runScratch(preview, { actor: org.actor(role), input: { format: "cyclonedx", source } });
}

async function importing(org: TestOrganization, draft: unknown, skip: string[] = []) {
  const { id } = await previewOf(org, draft);
  return runCommand(apply, { actor: org.actor("contributor"), input: { id, skip } });
}

const entries = async (orgId: string): Promise<number> =>
  Number((await rowsAs("read", "select count(*) as n from audit_entry where org_id = $1", [orgId]))[0]?.["n"]);

describe("importing a supply chain", () => {
  it("makes every record, its parts and its links, each with its entry", async () => {
    const org = await testOrganization();
    const actor = org.actor("viewer");
    const seen = await previewOf(org, aChain);
    expect(seen).toMatchObject({ creates: 6, updates: 0, supplyTotal: 6, run: null });
    expect(seen.supply[1]).toMatchObject({ kind: "model_version", detail: "2.1.0", linksAdded: 2, action: "create" });
    const done = await importing(org, aChain);
    expect(done).toMatchObject({ creates: 6, updates: 0, keeps: 0 });
    const model = await runQuery(readModel, { actor, input: { id: "card-fraud" } });
    expect(model).toMatchObject({ provider: "Northwind", kind: "predictive", stage: "operation", version: 1 });
    const version = await runQuery(readVersion, { actor, input: { id: "card-fraud", version: "2.1.0" } });
    expect(version).toMatchObject({ state: "draft", facts: { framework: "XGBoost" }, artifacts: [{ digest }] });
    expect(version.links.map(({ relation, node }) => `${relation} ${node.name}`).sort()).toEqual([
      "depends_on xgboost",
      "trained_on Payments 2026",
      "version_of Card fraud",
    ]);
    const component = await runQuery(readAsset, { actor, input: { kind: "component", id: "xgboost" } });
    expect(component.source).toMatchObject({ rest: { value: { odd: [1, "two\ufffd"] } } });
    expect(component.links.map(({ relation, stated }) => `${relation} ${stated}`)).toEqual([
      "supplied_by here",
      "depends_on there",
    ]);
  });

  it("says which owners nobody here is, and gives their records to whoever applies it", async () => {
    const org = await testOrganization();
    const named = (key: string, ownerEmail: string): Given => ({
      ...{ key, kind: "component", name: `Part ${key}`, fields: { ownerEmail } },
      origins: { ownerEmail: { source: "file", path: "Owner", line: Number(key) } },
    });
    const known = org.actor("model_owner");
    const [person] = await rowsAs("read", "select email from app_user where id = $1", [known.id]);
    const address = String(person?.["email"]).toUpperCase();
    const records = [named("2", address), named("3", "Gone@x.test"), named("4", "gone@x.test")];
    const seen = await previewOf(org, { records, links: [] });
    expect(seen.losses).toEqual([
      { path: "Owner", line: 3, message: expect.stringContaining("gone@x.test: whoever applies") as unknown },
    ]);
    await importing(org, { records, links: [] });
    const rows = await rowsAs("read", "select owner_id::text as id from asset where org_id = $1 order by name", [
      org.orgId,
    ]);
    const applying = org.actor("contributor").id;
    expect(rows.map(({ id }) => id)).toEqual([known.id, applying, applying]);
    expect((await previewOf(org, { records, links: [] })).losses).toEqual([]);
  });

  it("changes nothing when the same file comes again", async () => {
    const org = await testOrganization();
    await importing(org, aChain);
    const before = await entries(org.orgId);
    const again = await previewOf(org, aChain);
    expect(again).toMatchObject({ creates: 0, updates: 0, keeps: 6 });
    await importing(org, aChain);
    expect(await entries(org.orgId)).toBe(before + 1);
  });

  it("takes over what the file changed, and leaves what people changed", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    await importing(org, aChain);
    const dataset = await runQuery(readAsset, { actor, input: { kind: "dataset", id: "payments" } });
    const facts = { licence: "CC-BY-4.0" };
    await runCommand(updateAsset, { actor, input: { id: dataset.id, expectedVersion: 1, facts } });
    const next = structuredClone(aChain);
    next.records[0] = { ...next.records[0]!, fields: { kind: "predictive", provider: "Northwind Bank" } };
    next.records[1] = { ...next.records[1]!, artifacts: [], facts: { label: "2.1.0", framework: "XGBoost 3" } };
    next.links = next.links.filter(({ relation }) => relation !== "depends_on");
    next.records.push({
      key: "v2",
      kind: "model_version",
      name: "Card fraud",
      parentKey: "m",
      facts: { label: "2.2.0" },
    });
    const seen = await previewOf(org, next);
    expect(seen).toMatchObject({ creates: 1, updates: 2, keeps: 4 });
    expect(seen.supply[0]?.changes).toEqual([{ field: "provider", before: "Northwind", after: "Northwind Bank" }]);
    expect(seen.supply[1]).toMatchObject({ linksGone: 1, changes: [{ field: "facts.framework" }] });
    await importing(org, next);
    const version = await runQuery(readVersion, { actor, input: { id: "card-fraud", version: "2.1.0" } });
    expect(version.links.map(({ relation }) => relation).sort()).toEqual(["trained_on", "version_of"]);
    expect(version.artifacts).toHaveLength(1);
    expect(await runQuery(readAsset, { actor, input: { id: dataset.id } })).toMatchObject({ facts, version: 2 });
    expect(await runQuery(readModel, { actor, input: { id: "card-fraud" } })).toMatchObject({ stage: "operation" });
    expect(await previewOf(org, next)).toMatchObject({ creates: 0, updates: 0 });
  });

  it("refuses what may not be changed until it is left out: released versions, other people's records", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    await importing(org, aChain);
    await runCommand(releaseVersion, { actor, input: { id: "card-fraud", version: "2.1.0", expectedVersion: 1 } });
    const next = structuredClone(aChain);
    next.records[1] = { ...next.records[1]!, facts: { label: "2.1.0", framework: "Another" } };
    const { id, supply } = await previewOf(org, next);
    expect(supply[1]?.blocked).toMatch(/released/);
    const applying = { actor: org.actor("contributor"), input: { id } };
    await expect(runCommand(apply, applying)).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "/components/v" }],
    });
    const done = await runCommand(apply, { ...applying, input: { id, skip: ["v"] } });
    expect(done).toMatchObject({ skips: 1, keeps: 5 });
    const other = await previewOf(
      org,
      { ...aChain, records: [{ ...aChain.records[0]!, tags: ["theirs"] }], links: [] },
      "model_owner",
    );
    expect(other.supply[0]?.blocked).toMatch(/may not change/);
  });

  it("leaves out what belongs to a record that is left out, and finds nothing of other organizations", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    await importing(other, aChain);
    const done = await importing(org, aChain, ["m", "s"]);
    expect(done).toMatchObject({ creates: 3, skips: 3 });
    const component = await runQuery(readAsset, {
      actor: org.actor("viewer"),
      input: { kind: "component", id: "xgboost" },
    });
    expect(component.links).toEqual([]);
  });

  it("applies nothing when one record does not fit", async () => {
    const org = await testOrganization();
    const broken = structuredClone(aChain);
    broken.records[4] = { ...broken.records[4]!, facts: { release: "x".repeat(500) } };
    const before = await entries(org.orgId);
    await expect(importing(org, broken)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await entries(org.orgId)).toBe(before);
  });
});

describe("a long import", () => {
  const many = (count: number, release = "1") => ({
    records: Array.from({ length: count }, (_, index) => ({
      key: `c${index}`,
      kind: "component" as const,
      name: `library ${index % 7}`,
      facts: { release },
    })),
    links: Array.from({ length: count - 1 }, (_, index) => ({
      from: `c${index}`,
      relation: "depends_on" as const,
      to: `c${index + 1}`,
    })),
  });
  const job = defineJob({
    name: "import.apply",
    input: RunImport,
    handler: () => Promise.resolve({ run: () => Promise.resolve() }),
  });
  const queue = queueImport(() => job);
  const told = (org: TestOrganization, id: string) => ({
    orgId: org.orgId,
    actorType: "user" as const,
    actorId: org.actor("contributor").id,
    id,
    decisions: [],
    skip: [],
    remove: [],
  });

  it("goes on in the background, says how far it is, and is told to whoever started it", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id } = await previewOf(org, many(1_200));
    await expect(runCommand(apply, { actor, input: { id } })).rejects.toMatchObject({ extra: { background: true } });
    expect(await runScratch(queue, { actor, input: { id } })).toMatchObject({ state: "waiting", total: 1_200 });
    await expect(runScratch(queue, { actor, input: { id } })).rejects.toMatchObject({ code: "conflict" });
    await runImport([format], told(org, id));
    const after = await runQuery(readImport, { actor, input: { id } });
    expect(after.run).toMatchObject({ state: "done", done: 1_200, total: 1_200, failure: null });
    expect(after.appliedAt).not.toBeNull();
    const page = await runQuery(listImportRecords, { actor, input: { id, q: "library 3", offset: 100 } });
    expect(page).toMatchObject({ total: 171, kinds: [{ kind: "component", count: 1_200 }] });
    expect(page.items).toHaveLength(71);
    const notes = await rowsAs("read", "select title from notification where org_id = $1", [org.orgId]);
    expect(notes).toEqual([{ title: "Your import is applied" }]);
    const heads = await rowsAs("read", "select count(*)::int as n from asset where org_id = $1", [org.orgId]);
    expect(heads).toEqual([{ n: 1_200 }]);
  });

  it("is stopped without a trace", async () => {
    const org = await testOrganization();
    const actor = org.actor("contributor");
    const { id } = await previewOf(org, many(700));
    await runScratch(queue, { actor, input: { id } });
    await runScratch(cancelImport, { actor, input: { id } });
    const before = await entries(org.orgId);
    await runImport([format], told(org, id));
    expect((await runQuery(readImport, { actor, input: { id } })).run).toMatchObject({ state: "cancelled" });
    expect(await entries(org.orgId)).toBe(before);
    expect(await rowsAs("read", "select 1 as one from asset where org_id = $1", [org.orgId])).toEqual([]);
  });

  it("fails with its reason when whoever started it may no longer act", async () => {
    const org = await testOrganization();
    const { id } = await previewOf(org, many(600));
    const actor = org.actor("contributor");
    await runScratch(queue, { actor, input: { id } });
    await runImport([format], { ...told(org, id), actorId: org.orgId });
    expect((await runQuery(readImport, { actor, input: { id } })).run).toMatchObject({
      state: "failed",
      failure: expect.stringMatching(/may not act/) as string,
    });
  });
});
