import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importDoor } from "../../import-door.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { listAssets } from "../assets/queries/list-assets.ts";
import { registerAsset } from "../assets/commands/register-asset.ts";
import { readModel } from "../queries/read-model.ts";
import { registerModel } from "../commands/register-model.ts";
import { createVersion } from "../versions/commands/create-version.ts";
import { exportInventory } from "./export-inventory.ts";

const REFERENCE = "../shared/reference/cyclonedx/bom";
const files = existsSync(REFERENCE)
  ? readdirSync(REFERENCE).filter((name) => /^(valid|aibom).*\.json$/.test(name))
  : [];
if (files.length === 0) console.warn(`${REFERENCE} is not here: real BOMs are not imported in this run.`);

type Format = "cyclonedx" | "spdx3" | "model-signing";

async function importing(org: TestOrganization, source: Uint8Array, format: Format = "cyclonedx") {
  const actor = org.actor("contributor");
  const preview = await runScratch(importDoor.preview, { actor, input: { format, source } });
  const decisions = {
    id: preview.id,
    skip: preview.supply.filter(({ blocked }) => blocked !== null).map(({ key }) => key),
  };
  return { preview, done: await runCommand(importDoor.apply, { actor, input: decisions }) };
}

async function aFraudModel(org: TestOrganization) {
  const actor = org.actor("model_owner");
  const model = await runCommand(registerModel, {
    actor,
    input: { name: "Card fraud", kind: "predictive", licence: "MIT", tags: ["cards"], purpose: "Stops fraud." },
  });
  const dataset = await runCommand(registerAsset, { actor, input: { kind: "dataset", name: "Payments" } });
  const links = [{ relation: "trained_on" as const, type: "dataset" as const, id: dataset.id }];
  const artifacts = [{ name: "model.ubj", digest: "c".repeat(64) }];
  await runCommand(createVersion, { actor, input: { id: model.id, label: "2.1.0", links, artifacts } });
  await runCommand(registerAsset, { actor, input: { kind: "component", name: "unrelated" } });
  return model;
}

const exported = async (org: TestOrganization, input: Parameters<typeof exportInventory.input.parse>[0]) =>
  runCommand(exportInventory, { actor: org.actor("viewer"), input: input as never });

describeCommand(exportInventory, {
  role: "viewer",
  arrange: async (org) => ({ input: { format: "cyclonedx" as const, of: (await aFraudModel(org)).slug } }),
  does: (file) => {
    expect(file).toMatchObject({ fileName: "card-fraud.cdx.json", records: 3 });
    const bom = JSON.parse(file.content) as { specVersion: string; components: { name: string }[] };
    expect(bom.specVersion).toBe("1.7");
    expect(JSON.stringify(bom)).toContain("Payments");
    expect(JSON.stringify(bom)).not.toContain("unrelated");
  },
  entry: { type: "inventory_export", after: { format: "cyclonedx", records: 3 } },
});

describe("exports", () => {
  it("write the whole inventory, a card and a table too", async () => {
    const org = await testOrganization();
    const model = await aFraudModel(org);
    expect((await exported(org, { format: "cyclonedx", spec: "1.6" })).content).toContain("unrelated");
    const card = await exported(org, { format: "model-card", of: model.id });
    expect(card.content).toMatch(/^---\nlicense: mit\ntags:\n {2}- cards\n---\n# Card fraud\n/);
    expect((await exported(org, { format: "csv" })).content).toMatch(/\r\ncard-fraud,Card fraud,/);
    const all = JSON.parse((await exported(org, { format: "json" })).content) as {
      records: unknown[];
      links: unknown[];
    };
    expect(all.records).toHaveLength(4);
    expect(all.links).toHaveLength(1);
    await expect(exported(org, { format: "model-card" })).rejects.toMatchObject({ errors: [{ path: "of" }] });
  });

  it("come back in another organization as what they were", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    await aFraudModel(org);
    const file = await exported(org, { format: "cyclonedx" });
    const { done } = await importing(other, new TextEncoder().encode(file.content));
    expect(done).toMatchObject({ creates: 4, updates: 0 });
    const again = await importing(other, new TextEncoder().encode(file.content));
    expect(again.done).toMatchObject({ creates: 0, updates: 0, keeps: 4 });
    const back = await exported(other, { format: "json" });
    const names = (content: string): string[] =>
      (JSON.parse(content) as { records: { kind: string; name: string }[] }).records
        .map(({ kind, name }) => `${kind} ${name}`)
        .sort();
    expect(names(back.content)).toEqual(names((await exported(org, { format: "json" })).content));
  });
});

describe.runIf(files.length > 0)("real bills of materials", () => {
  it.each(files)("%s is imported, and importing it again changes nothing", async (name) => {
    const org = await testOrganization();
    const source = readFileSync(join(REFERENCE, name));
    const { done, preview } = await importing(org, source);
    expect(done.creates).toBe(preview.creates);
    const again = await importing(org, source);
    expect(again.preview).toMatchObject({ creates: 0, updates: 0, keeps: preview.creates });
    const components = await runQuery(listAssets, { actor: org.actor("viewer"), input: { kind: "component" } });
    expect(components.total).toBe(preview.supply.filter(({ kind }) => kind === "component").length);
    await exported(org, { format: "cyclonedx", spec: "1.6" });
    for (const { kind, target } of again.preview.supply) {
      if (kind !== "model" || target === null) continue;
      const model = await runQuery(readModel, { actor: org.actor("viewer"), input: { id: target.id } });
      expect(model.origins).not.toEqual({});
    }
  });
});

const SAMPLES = [
  ["../shared/reference/spdx3-ai", /\.json$/, "spdx3"],
  ["../shared/reference/oms/signed-model-key", /\.sig$/, "model-signing"],
] as const;
const samples = SAMPLES.flatMap(([folder, pattern, format]) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => pattern.test(name))
        .map((name) => ({ name, path: join(folder, name), format }))
    : [],
);

describe.runIf(samples.length > 0)("real files of other formats", () => {
  it.each(samples)("$name is imported, and importing it again changes nothing", async ({ path, format }) => {
    const org = await testOrganization();
    const source = readFileSync(path);
    const { done, preview } = await importing(org, source, format);
    expect(done.creates).toBe(preview.creates);
    expect(done.creates).toBeGreaterThan(0);
    const again = await importing(org, source, format);
    expect(again.preview).toMatchObject({ creates: 0, updates: 0, keeps: preview.creates });
  });
});
