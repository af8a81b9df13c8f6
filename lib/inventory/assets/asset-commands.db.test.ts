import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { registerModel } from "../commands/register-model.ts";
import { archiveAsset } from "./commands/archive-asset.ts";
import { registerAsset } from "./commands/register-asset.ts";
import { restoreAsset } from "./commands/restore-asset.ts";
import { updateAsset } from "./commands/update-asset.ts";
import { countAssetFacets } from "./queries/count-asset-facets.ts";
import { findNodes } from "./queries/find-nodes.ts";
import { listAssets } from "./queries/list-assets.ts";
import { readAssetHistory } from "./queries/read-asset-history.ts";
import { readAsset } from "./queries/read-asset.ts";
import type { AssetKind } from "./rules.ts";

async function anAsset(org: TestOrganization, kind: Exclude<AssetKind, "dataset_version">, more: object = {}) {
  const input = { kind, name: `A ${kind}`, ...more } as Parameters<typeof registerAsset.input.parse>[0];
  return runCommand(registerAsset, { actor: org.actor("model_owner"), input: input as never });
}

async function aRelease(org: TestOrganization, parentId: string, label: string) {
  const input = { kind: "dataset_version" as const, name: `Release ${label}`, parentId, facts: { label } };
  return runCommand(registerAsset, { actor: org.actor("model_owner"), input });
}

describeCommand(registerAsset, {
  role: "contributor",
  arrange: async () => ({
    input: {
      kind: "dataset" as const,
      name: "Card payments",
      facts: { licence: "CC-BY-4.0", personalData: "yes" as const },
    },
  }),
  does: (asset, org) => {
    expect(asset).toMatchObject({
      kind: "dataset",
      slug: "card-payments",
      version: 1,
      facts: { licence: "CC-BY-4.0", personalData: "yes", retention: "" },
      owner: { id: org.actor("contributor").id },
    });
  },
  entry: { type: "dataset", after: { name: "Card payments", links: [] } },
  elsewhere: "none",
});

describeCommand(updateAsset, {
  role: "model_owner",
  arrange: async (org) => {
    const asset = await anAsset(org, "deployment");
    return { input: { id: asset.id, expectedVersion: 1, facts: { environment: "production", status: "live" } } };
  },
  does: (asset) =>
    expect(asset).toMatchObject({
      version: 2,
      status: "live",
      facts: { environment: "production", exposure: "internal" },
    }),
  entry: { type: "deployment", after: { facts: expect.objectContaining({ environment: "production" }) } },
  stale: true,
});

describeCommand(archiveAsset, {
  role: "model_owner",
  arrange: async (org) => ({ input: { id: (await anAsset(org, "vendor")).id, expectedVersion: 1 } }),
  does: (asset) => expect(asset).toMatchObject({ state: "archived", abilities: { edit: false, restore: true } }),
  entry: { type: "vendor", after: { state: "archived" } },
  stale: true,
});

describeCommand(restoreAsset, {
  role: "model_owner",
  arrange: async (org) => {
    const asset = await anAsset(org, "component");
    await runCommand(archiveAsset, { actor: org.actor("model_owner"), input: { id: asset.id, expectedVersion: 1 } });
    return { input: { id: asset.id, expectedVersion: 2 } };
  },
  does: (asset) => expect(asset).toMatchObject({ state: "active", archivedAt: null, version: 3 }),
  entry: { type: "component", after: { state: "active" } },
  stale: true,
});

describe("links", () => {
  it("join a dataset version to its dataset by themselves, and are read from both sides", async () => {
    const org = await testOrganization();
    const dataset = await anAsset(org, "dataset", { name: "Payments" });
    const release = await aRelease(org, dataset.id, "2026-05");
    expect(release).toMatchObject({ parent: { name: "Payments" }, slug: "release-2026-05" });
    expect(release.links).toMatchObject([{ relation: "release_of", stated: "here", node: { id: dataset.id } }]);
    const read = await runQuery(readAsset, { actor: org.actor("viewer"), input: { kind: "dataset", id: "payments" } });
    expect(read.links).toMatchObject([{ relation: "release_of", stated: "there", node: { detail: "2026-05" } }]);
  });

  it("are replaced as a whole, keep the structural ones, and are part of the entry", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const [library, vendor] = [await anAsset(org, "component"), await anAsset(org, "vendor")];
    const model = await runCommand(registerModel, { actor, input: { name: "Fraud", kind: "predictive" } });
    const system = await anAsset(org, "system", {
      links: [
        { relation: "made_of", type: "model", id: model.id },
        { relation: "depends_on", type: "component", id: library.id },
      ],
    });
    expect(system.links.map(({ relation }) => relation).sort()).toEqual(["depends_on", "made_of"]);
    const links = [{ relation: "supplied_by" as const, type: "vendor" as const, id: vendor.id }];
    const changed = await runCommand(updateAsset, { actor, input: { id: system.id, expectedVersion: 1, links } });
    expect(changed.links).toMatchObject([{ relation: "supplied_by", node: { name: "A vendor" } }]);
    const history = await runQuery(readAssetHistory, { actor, input: { id: system.id } });
    expect(history.items[0]?.after?.["links"]).toEqual([{ relation: "supplied_by", type: "vendor", id: vendor.id }]);
  });

  it("are refused with their place when the kinds do not fit, nothing is there, or it is another organization's", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const actor = org.actor("model_owner");
    const [system, stranger] = [await anAsset(org, "system"), await anAsset(other, "component")];
    for (const link of [
      { relation: "runs", type: "model", id: newId() },
      { relation: "depends_on", type: "component", id: stranger.id },
      { relation: "depends_on", type: "system", id: system.id },
      { relation: "release_of", type: "dataset", id: newId() },
    ] as const) {
      const input = { id: system.id, expectedVersion: 1, links: [link] };
      await expect(runCommand(updateAsset, { actor, input })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: expect.stringMatching(/^links\.0\./) as string }],
      });
    }
    const read = await runQuery(readAsset, { actor, input: { id: system.id } });
    expect(read).toMatchObject({ version: 1, links: [] });
  });
});

describe("facts", () => {
  it("that do not fit the kind are refused with their place", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const asset = await anAsset(org, "deployment");
    for (const [facts, path] of [
      [{ exposure: "everybody" }, "facts.exposure"],
      [{ licence: "MIT" }, "facts.licence"],
    ] as const) {
      const input = { id: asset.id, expectedVersion: 1, facts };
      await expect(runCommand(updateAsset, { actor, input })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path }],
      });
    }
    await expect(
      runCommand(updateAsset, { actor, input: { id: asset.id, expectedVersion: 1, custom: { cost_centre: "7" } } }),
    ).rejects.toMatchObject({ errors: [{ path: "custom.cost_centre" }] });
  });
});

describe("reading", () => {
  it("pages, filters and counts one kind, and finds by words over all kinds", async () => {
    const org = await testOrganization();
    const actor = org.actor("viewer");
    for (const [name, status] of [
      ["Alpha", "live"],
      ["Beta", "live"],
      ["Gamma", "stopped"],
    ] as const) {
      await anAsset(org, "deployment", { name, facts: { status, endpoint: `https://${name}.example` }, tags: ["eu"] });
    }
    await anAsset(org, "dataset", { name: "Alphabet" });
    const input = { kind: "deployment" as const, sort: "name" as const, limit: 2 };
    const first = await runQuery(listAssets, { actor, input });
    expect(first.items.map(({ name }) => name)).toEqual(["Alpha", "Beta"]);
    expect(first).toMatchObject({ total: 3, abilities: { register: false } });
    const second = await runQuery(listAssets, { actor, input: { ...input, cursor: first.nextCursor ?? "" } });
    expect(second.items.map(({ name }) => name)).toEqual(["Gamma"]);
    expect(second.nextCursor).toBeNull();
    const facets = await runQuery(countAssetFacets, { actor, input: { kind: "deployment", status: ["live"] } });
    expect(facets.status).toEqual([
      { value: "live", label: "Live", count: 2 },
      { value: "stopped", label: "Stopped", count: 1 },
    ]);
    expect(facets.tag).toEqual([{ value: "eu", label: "eu", count: 2 }]);
    expect(facets).toMatchObject({
      environment: [{ value: "development", label: "Development", count: 2 }],
      exposure: [{ value: "internal", count: 2 }],
      authentication: [{ value: "unknown", label: "Not stated", count: 2 }],
      personalData: [],
      licence: [],
    });
    const found = await runQuery(findNodes, { actor, input: { q: "alpha" } });
    expect(found.items.map(({ type, name }) => [type, name]).sort()).toEqual([
      ["dataset", "Alphabet"],
      ["deployment", "Alpha"],
    ]);
  });

  it("filters by what a security lead asks: facts of each kind, as they are after every change", async () => {
    const org = await testOrganization();
    const actor = org.actor("viewer");
    const made = await anAsset(org, "dataset", { name: "Faces", facts: { personalData: "special", licence: "MIT" } });
    await anAsset(org, "dataset", { name: "Rates", facts: { personalData: "no" } });
    await anAsset(org, "component", { name: "torch", facts: { category: "library", licence: "BSD-3-Clause" } });
    await anAsset(org, "component", { name: "guard", facts: { category: "prompt" } });
    const open = { environment: "production", exposure: "public", authentication: "none" };
    await anAsset(org, "deployment", { name: "Open", facts: open });
    await anAsset(org, "deployment", { name: "Shut", facts: { ...open, exposure: "internal" } });
    await anAsset(org, "vendor", { name: "Seen", facts: { assessedOn: "2026-05-12" } });
    await anAsset(org, "vendor", { name: "Unseen" });
    await anAsset(org, "system", { name: "Desk", facts: { organizationRole: "deployer" } });
    const names = async (input: Parameters<typeof listAssets.input.parse>[0]): Promise<string[]> => {
      const page = await runQuery(listAssets, { actor, input: { ...(input as { kind: "dataset" }), sort: "name" } });
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ name }) => name);
    };
    expect(await names({ kind: "dataset", personalData: ["yes", "special"] })).toEqual(["Faces"]);
    expect(await names({ kind: "dataset", licence: "missing" })).toEqual(["Rates"]);
    expect(await names({ kind: "component", licence: "stated" })).toEqual(["torch"]);
    expect(await names({ kind: "component", category: "prompt" })).toEqual(["guard"]);
    expect(await names({ kind: "deployment", exposure: "public", authentication: "none" })).toEqual(["Open"]);
    expect(await names({ kind: "deployment", environment: "production" })).toEqual(["Open", "Shut"]);
    expect(await names({ kind: "vendor", assessed: "never" })).toEqual(["Unseen"]);
    expect(await names({ kind: "system", organizationRole: "deployer" })).toEqual(["Desk"]);
    expect(await names({ kind: "vendor", personalData: "yes" })).toEqual([]);
    const facets = await runQuery(countAssetFacets, { actor, input: { kind: "dataset", personalData: ["no"] } });
    expect(facets.personalData.map(({ value, count }) => [value, count]).sort()).toEqual([
      ["no", 1],
      ["special", 1],
    ]);
    expect(facets.licence).toEqual([{ value: "missing", label: "Not stated", count: 1 }]);
    const change = { id: made.id, expectedVersion: 1, facts: { personalData: "no", licence: "" } };
    await runCommand(updateAsset, { actor: org.actor("model_owner"), input: change });
    expect(await names({ kind: "dataset", licence: "missing", personalData: "no" })).toEqual(["Faces", "Rates"]);
  });
});
