import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { readModel } from "../queries/read-model.ts";
import { archiveModel } from "./archive-model.ts";
import { exportModels } from "./export-models.ts";
import { registerModel } from "./register-model.ts";
import { restoreModel } from "./restore-model.ts";
import { updateModel } from "./update-model.ts";

const given = { name: "Card fraud", kind: "predictive" as const };

async function aModel(org: TestOrganization, more: object = {}) {
  return runCommand(registerModel, { actor: org.actor("model_owner"), input: { ...given, ...more } });
}

async function anArchivedModel(org: TestOrganization) {
  const model = await aModel(org);
  return runCommand(archiveModel, { actor: org.actor("model_owner"), input: { id: model.id, expectedVersion: 1 } });
}

describeCommand(registerModel, {
  role: "contributor",
  arrange: async () => ({ input: given }),
  does: (model, org) => {
    expect(model).toMatchObject({
      slug: "card-fraud",
      version: 1,
      state: "active",
      owner: { id: org.actor("contributor").id },
    });
  },
  entry: { type: "model", after: { name: "Card fraud", sensitivity: "internal", cardDigest: null } },
  elsewhere: "none",
});

describeCommand(updateModel, {
  role: "model_owner",
  arrange: async (org) => {
    const model = await aModel(org);
    return {
      input: {
        id: model.id,
        expectedVersion: 1,
        sensitivity: "confidential" as const,
        reason: "holds account numbers",
      },
    };
  },
  does: (model) => expect(model).toMatchObject({ sensitivity: "confidential", version: 2, name: "Card fraud" }),
  entry: { type: "model", after: { sensitivity: "confidential" } },
  stale: true,
});

describeCommand(archiveModel, {
  role: "model_owner",
  arrange: async (org) => ({ input: { id: (await aModel(org)).id, expectedVersion: 1 } }),
  does: (model) =>
    expect(model).toMatchObject({ state: "archived", abilities: { edit: false, archive: false, restore: true } }),
  entry: { type: "model", after: { state: "archived" } },
  stale: true,
});

describeCommand(restoreModel, {
  role: "model_owner",
  arrange: async (org) => ({ input: { id: (await anArchivedModel(org)).id, expectedVersion: 2 } }),
  does: (model) => expect(model).toMatchObject({ state: "active", archivedAt: null, version: 3 }),
  entry: { type: "model", after: { state: "active" } },
  stale: true,
});

describeCommand(exportModels, {
  role: "viewer",
  arrange: async (org) => {
    await aModel(org, { name: "=cmd" });
    return { input: { format: "csv" as const } };
  },
  does: (file) => {
    expect(file).toMatchObject({ models: 1, mediaType: "text/csv; charset=utf-8" });
    expect(file.content).toContain("'=cmd");
  },
  entry: { type: "model_export", after: { format: "csv", models: 1 } },
  elsewhere: "none",
});

describe("registering", () => {
  it("gives a free address by itself, and proposes one when the wanted address is taken", async () => {
    const org = await testOrganization();
    await aModel(org);
    expect((await aModel(org)).slug).toBe("card-fraud-2");
    await expect(aModel(org, { slug: "card-fraud" })).rejects.toMatchObject({
      code: "conflict",
      extra: { proposal: "card-fraud-3" },
      errors: [{ path: "slug" }],
    });
  });

  it("lets two people who register the same name at the same moment both finish, or tells the slower one", async () => {
    const org = await testOrganization();
    const results = await Promise.allSettled([aModel(org), aModel(org), aModel(org)]);
    const slugs = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.slug] : []));
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
  });

  it("takes only an active person of the organization as owner, or nobody", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    expect((await aModel(org, { ownerId: null })).owner).toBeNull();
    for (const ownerId of [newId(), other.actor("model_owner").id]) {
      await expect(aModel(org, { ownerId })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "ownerId" }],
      });
    }
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ name: "x", slug: "new" }, "slug"],
    [{ name: "x", slug: "Not A Slug" }, "slug"],
    [{ name: "x", kind: "magic" }, "kind"],
    [{ name: "x", tags: ["\ud800"] }, "tags.0"],
    [{ name: "x", colour: "red" }, "colour"],
  ])("refuses %j at %s", async (input, path) => {
    const org = await testOrganization();
    await expect(aModel(org, input)).rejects.toMatchObject({ code: "invalid_input", errors: [{ path }] });
  });
});

describe("changing", () => {
  it("shows the slower of two people what the other wrote, and loses nothing", async () => {
    const org = await testOrganization();
    const model = await aModel(org);
    const actor = org.actor("security_lead");
    await runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 1, team: "Fraud" } });
    const late = runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 1, team: "Cards" } });
    await expect(late).rejects.toMatchObject({ code: "conflict", extra: { current: { team: "Fraud", version: 2 } } });
  });

  it("is for the owner, the registrar, security leads and administrators", async () => {
    const org = await testOrganization();
    const model = await aModel(org);
    const change = (role: "contributor" | "administrator", expectedVersion: number) =>
      runCommand(updateModel, { actor: org.actor(role), input: { id: model.id, expectedVersion, team: role } });
    await expect(change("contributor", 1)).rejects.toMatchObject({ code: "forbidden" });
    await change("administrator", 1);
    const seen = await runQuery(readModel, { actor: org.actor("contributor"), input: { id: "card-fraud" } });
    expect(seen.abilities).toEqual({ edit: false, archive: false, restore: false });
  });

  it("refuses a change that changes nothing, and a change of an archived model", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const model = await aModel(org);
    const same = runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 1, name: "Card fraud" } });
    await expect(same).rejects.toMatchObject({ code: "invalid_input" });
    await runCommand(archiveModel, { actor, input: { id: model.id, expectedVersion: 1 } });
    const archived = runCommand(updateModel, { actor, input: { id: model.id, expectedVersion: 2, name: "Else" } });
    await expect(archived).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("keeps the columns that lists sort by and search in step", async () => {
    const org = await testOrganization();
    const model = await aModel(org);
    await runCommand(updateModel, {
      actor: org.actor("model_owner"),
      input: { id: model.id, expectedVersion: 1, name: "Éclair", tags: ["Güte"] },
    });
    const [row] = await rowsAs("read", "select sort_name, search_text from model where id = $1", [model.id]);
    expect(row).toEqual({ sort_name: "eclair", search_text: expect.stringContaining("gute") as string });
  });
});
