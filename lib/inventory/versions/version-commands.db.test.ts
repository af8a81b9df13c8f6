import { describe, expect, it } from "vitest";
import { createField } from "../../fields/commands/create-field.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { registerAsset } from "../assets/commands/register-asset.ts";
import { registerModel } from "../commands/register-model.ts";
import { updateModel } from "../commands/update-model.ts";
import { readModel } from "../queries/read-model.ts";
import { createVersion } from "./commands/create-version.ts";
import { releaseVersion } from "./commands/release-version.ts";
import { updateVersion } from "./commands/update-version.ts";
import { listVersions } from "./queries/list-versions.ts";
import { readVersionHistory } from "./queries/read-version-history.ts";
import { readVersion } from "./queries/read-version.ts";

const digest = "a".repeat(64);

async function aModel(org: TestOrganization) {
  return runCommand(registerModel, {
    actor: org.actor("model_owner"),
    input: { name: "Card fraud", kind: "predictive" },
  });
}

async function aVersion(org: TestOrganization, more: object = {}) {
  const { id } = await aModel(org);
  const input = { id, label: "2.1.0", artifacts: [{ name: "model.safetensors", digest, sizeBytes: 12 }], ...more };
  return runCommand(createVersion, { actor: org.actor("model_owner"), input });
}

describeCommand(createVersion, {
  role: "contributor",
  arrange: async (org) => {
    const actor = org.actor("contributor");
    const model = await runCommand(registerModel, { actor, input: { name: "Mine", kind: "predictive" } });
    return { input: { id: model.slug, label: "1.0", artifacts: [{ name: "a.bin", digest }] } };
  },
  does: (version) => {
    expect(version).toMatchObject({ label: "1.0", state: "draft", stage: "design", artifactCount: 1 });
    expect(version.links).toMatchObject([{ relation: "version_of", stated: "here", node: { name: "Mine" } }]);
  },
  entry: { type: "model_version", after: { label: "1.0", artifacts: [expect.objectContaining({ digest })] } },
});

describeCommand(updateVersion, {
  role: "model_owner",
  arrange: async (org) => {
    const version = await aVersion(org);
    return {
      input: {
        id: version.modelId,
        version: "2.1.0",
        expectedVersion: 1,
        facts: { framework: "XGBoost 3" },
        artifacts: [{ name: "model.safetensors", digest: "b".repeat(64) }, { name: "config.json" }],
      },
    };
  },
  does: (version) => {
    expect(version).toMatchObject({ version: 2, facts: { framework: "XGBoost 3" } });
    expect(version.artifacts.map(({ name }) => name)).toEqual(["model.safetensors", "config.json"]);
  },
  entry: { type: "model_version", after: { facts: expect.objectContaining({ framework: "XGBoost 3" }) } },
  stale: true,
});

describeCommand(releaseVersion, {
  role: "model_owner",
  arrange: async (org) => {
    const version = await aVersion(org);
    return { input: { id: version.modelId, version: version.id, expectedVersion: 1 } };
  },
  does: (version, org) =>
    expect(version).toMatchObject({
      state: "released",
      releasedBy: { id: org.actor("model_owner").id },
      abilities: { edit: false, release: false },
    }),
  entry: { type: "model_version", after: { state: "released" } },
  stale: true,
});

describe("a released version", () => {
  it("never changes again", async () => {
    const org = await testOrganization();
    const actor = org.actor("administrator");
    const { modelId: id, label: version } = await aVersion(org);
    await runCommand(releaseVersion, { actor, input: { id, version, expectedVersion: 1 } });
    const change = { id, version, expectedVersion: 2, artifacts: [] };
    await expect(runCommand(updateVersion, { actor, input: change })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    expect(await runQuery(readVersion, { actor, input: { id, version } })).toMatchObject({
      artifactCount: 1,
      version: 2,
    });
  });
});

describe("the own fields of a version", () => {
  it("are kept and given back, and are checked when a version is added and when it is changed", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    await runCommand(createField, {
      actor: org.actor("security_lead"),
      input: { label: "GPU hours", type: "number", appliesTo: ["model_version"] },
    });
    const { modelId: id } = await aVersion(org, { custom: { gpu_hours: 12 } });
    const read = () => runQuery(readVersion, { actor, input: { id, version: "2.1.0" } });
    expect(await read()).toMatchObject({ custom: { gpu_hours: 12 } });

    const change = { id, version: "2.1.0", expectedVersion: 1 };
    await runCommand(updateVersion, { actor, input: { ...change, custom: { gpu_hours: 13 } } });
    expect(await read()).toMatchObject({ custom: { gpu_hours: 13 } });

    const wrong = { errors: [{ path: "custom.gpu_hours", message: "GPU hours takes a number." }] };
    const custom = { gpu_hours: "many" };
    await expect(
      runCommand(updateVersion, { actor, input: { ...change, expectedVersion: 2, custom } }),
    ).rejects.toMatchObject(wrong);
    await expect(runCommand(createVersion, { actor, input: { id, label: "2.2.0", custom } })).rejects.toMatchObject(
      wrong,
    );
  });
});

describe("versions of a model", () => {
  it("need a label of their own", async () => {
    const org = await testOrganization();
    const { modelId: id } = await aVersion(org);
    await expect(
      runCommand(createVersion, { actor: org.actor("model_owner"), input: { id, label: "2.1.0" } }),
    ).rejects.toMatchObject({ code: "conflict", errors: [{ path: "label" }] });
  });

  it("give the model its stage, which nobody sets any more", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const { modelId: id } = await aVersion(org, { stage: "operation" });
    await runCommand(createVersion, { actor, input: { id, label: "3.0-rc1", stage: "training" } });
    const model = await runQuery(readModel, { actor, input: { id } });
    expect(model).toMatchObject({ stage: "operation", version: 2 });
    await expect(
      runCommand(updateModel, { actor, input: { id, expectedVersion: 2, stage: "design" } }),
    ).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "stage" }] });
  });

  it("are listed newest first, page by page, and each has its history", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const { id } = await aModel(org);
    for (const label of ["1", "2", "3"]) await runCommand(createVersion, { actor, input: { id, label } });
    const first = await runQuery(listVersions, { actor, input: { id, limit: 2 } });
    expect(first.items.map(({ label }) => label)).toEqual(["3", "2"]);
    const second = await runQuery(listVersions, { actor, input: { id, limit: 2, cursor: first.nextCursor ?? "" } });
    expect(second.items.map(({ label }) => label)).toEqual(["1"]);
    expect(second.nextCursor).toBeNull();
    const history = await runQuery(readVersionHistory, { actor, input: { id, version: "2" } });
    expect(history.items.map(({ action }) => action)).toEqual(["model_version.create"]);
  });

  it("say what they were trained on, and the data says so too", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const dataset = await runCommand(registerAsset, { actor, input: { kind: "dataset", name: "Payments" } });
    const version = await aVersion(org, { links: [{ relation: "trained_on", type: "dataset", id: dataset.id }] });
    expect(version.links.find(({ relation }) => relation === "trained_on")).toMatchObject({
      stated: "here",
      node: { id: dataset.id, name: "Payments" },
    });
  });
});
