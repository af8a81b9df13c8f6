import { describe, expect, it } from "vitest";
import { registerAsset } from "../inventory/assets/commands/register-asset.ts";
import { updateAsset } from "../inventory/assets/commands/update-asset.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { updateModel } from "../inventory/commands/update-model.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { archiveField } from "./commands/archive-field.ts";
import { createField } from "./commands/create-field.ts";
import { restoreField } from "./commands/restore-field.ts";
import { updateField } from "./commands/update-field.ts";
import { listFields } from "./queries/list-fields.ts";
import type { FieldDto } from "./schema.ts";

const aField = (org: TestOrganization, label = "Cost centre", more: object = {}): Promise<FieldDto> =>
  runCommand(createField, {
    actor: org.actor("security_lead"),
    input: { label, type: "text" as const, appliesTo: ["model" as const, "dataset" as const], ...more },
  });

describeCommand(createField, {
  role: "security_lead",
  arrange: async () => ({
    input: {
      label: "Review rhythm",
      type: "choice" as const,
      choices: ["yearly", "monthly"],
      appliesTo: ["dataset" as const, "model" as const],
    },
  }),
  does: (field) =>
    expect(field).toMatchObject({
      key: "review_rhythm",
      position: 1,
      state: "active",
      appliesTo: ["model", "dataset"],
    }),
  entry: { type: "custom_field", after: { key: "review_rhythm", choices: ["yearly", "monthly"] } },
  elsewhere: "none",
});

describeCommand(updateField, {
  role: "administrator",
  arrange: async (org) => ({
    input: { id: (await aField(org)).id, expectedVersion: 1, label: "Cost object", appliesTo: ["system" as const] },
  }),
  does: (field) => expect(field).toMatchObject({ key: "cost_centre", label: "Cost object", appliesTo: ["system"] }),
  entry: { type: "custom_field", after: { label: "Cost object" } },
  stale: true,
});

describeCommand(archiveField, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: (await aField(org)).id, expectedVersion: 1 } }),
  does: (field) => expect(field).toMatchObject({ state: "archived", version: 2 }),
  entry: { type: "custom_field", after: { state: "archived" } },
  stale: true,
});

describeCommand(restoreField, {
  role: "security_lead",
  arrange: async (org) => {
    const { id } = await aField(org);
    await runCommand(archiveField, { actor: org.actor("security_lead"), input: { id, expectedVersion: 1 } });
    return { input: { id, expectedVersion: 2 } };
  },
  does: (field) => expect(field).toMatchObject({ state: "active", version: 3 }),
  entry: { type: "custom_field", after: { state: "active" } },
  stale: true,
});

describe("places", () => {
  it("are kept without gaps when a field moves, with an entry for each that made room", async () => {
    const org = await testOrganization();
    for (const label of ["A", "B", "C"]) await aField(org, label);
    const [, , last] = (await runQuery(listFields, { actor: org.actor("viewer"), input: {} })).items;
    const input = { id: last!.id, expectedVersion: 1, position: 1 };
    await runCommand(updateField, { actor: org.actor("administrator"), input });
    const { items, abilities } = await runQuery(listFields, { actor: org.actor("viewer"), input: {} });
    expect(items.map(({ label, position, version }) => [label, position, version])).toEqual([
      ["C", 1, 2],
      ["A", 2, 2],
      ["B", 3, 2],
    ]);
    expect(abilities).toEqual({ manage: false });
  });

  it("do not break when two people move fields at once", async () => {
    const org = await testOrganization();
    const fields = await Promise.all(["A", "B", "C", "D"].map((label) => aField(org, label)));
    expect(fields.map(({ position }) => position).sort()).toEqual([1, 2, 3, 4]);
    await Promise.allSettled(
      fields.map(({ id }, at) =>
        runCommand(updateField, {
          actor: org.actor("administrator"),
          input: { id, expectedVersion: 1, position: 4 - at },
        }),
      ),
    );
    const { items } = await runQuery(listFields, { actor: org.actor("viewer"), input: {} });
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  });
});

describe("a field", () => {
  it("has a key of its own: a taken one is refused with a free one, a proposed one counts up", async () => {
    const org = await testOrganization();
    await aField(org);
    expect(await aField(org, "Cost-centre")).toMatchObject({ key: "cost_centre_2" });
    await expect(aField(org, "Other", { key: "cost_centre" })).rejects.toMatchObject({
      code: "conflict",
      errors: [{ path: "key" }],
    });
  });

  it("has a label of its own among the fields of a form, however it is written", async () => {
    const org = await testOrganization();
    const actor = org.actor("security_lead");
    const first = await aField(org);
    const alike = { code: "conflict", errors: [{ path: "label" }] };
    await expect(aField(org, " cost  CENTRE")).rejects.toMatchObject(alike);
    const elsewhere = await aField(org, "Cost centre", { appliesTo: ["system"] });
    const widen = { id: elsewhere.id, expectedVersion: 1, appliesTo: ["system" as const, "model" as const] };
    await expect(runCommand(updateField, { actor, input: widen })).rejects.toMatchObject(alike);
    await runCommand(archiveField, { actor, input: { id: first.id, expectedVersion: 1 } });
    await runCommand(updateField, { actor, input: widen });
    const back = runCommand(restoreField, { actor, input: { id: first.id, expectedVersion: 2 } });
    await expect(back).rejects.toMatchObject(alike);
  });

  it("of type choice needs choices, and no other type takes them", async () => {
    const org = await testOrganization();
    await expect(aField(org, "Rhythm", { type: "choice" })).rejects.toMatchObject({ errors: [{ path: "choices" }] });
    const { id } = await aField(org);
    const input = { id, expectedVersion: 1, choices: ["x"] };
    await expect(runCommand(updateField, { actor: org.actor("administrator"), input })).rejects.toMatchObject({
      errors: [{ path: "choices" }],
    });
  });
});

describe("values", () => {
  it("are kept with models and assets, are checked, and outlive their field where they are left as they are", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const field = await aField(org, "Reviews", { type: "number" });
    const documents = [{ title: "Data sheet", url: "https://northwind.example/sheet" }];
    const model = await runCommand(registerModel, {
      actor,
      input: { name: "Fraud", kind: "predictive", custom: { reviews: 2 }, documents },
    });
    expect(model).toMatchObject({ custom: { reviews: 2 }, documents });
    const wrong = { id: model.id, expectedVersion: 1, custom: { reviews: "two" } };
    await expect(runCommand(updateModel, { actor, input: wrong })).rejects.toMatchObject({
      errors: [{ path: "custom.reviews", message: "Reviews takes a number." }],
    });
    const same = { id: model.id, expectedVersion: 1, custom: { reviews: 2 }, documents };
    await expect(runCommand(updateModel, { actor, input: same })).rejects.toMatchObject({ code: "invalid_input" });
    const changed = await runCommand(updateModel, { actor, input: { ...same, custom: { reviews: 3 } } });
    expect(changed).toMatchObject({ version: 2, custom: { reviews: 3 } });

    const dataset = await runCommand(registerAsset, {
      actor,
      input: { kind: "dataset", name: "Payments", custom: { reviews: 1 } },
    });
    const narrowed = { id: field.id, expectedVersion: 1, appliesTo: ["model" as const] };
    await runCommand(updateField, { actor: org.actor("administrator"), input: narrowed });
    const kept = { id: dataset.id, expectedVersion: 1, name: "All payments", custom: { reviews: 1 } };
    expect(await runCommand(updateAsset, { actor, input: kept })).toMatchObject({ custom: { reviews: 1 } });
    const refused = { id: dataset.id, expectedVersion: 2, custom: { reviews: 4 } };
    await expect(runCommand(updateAsset, { actor, input: refused })).rejects.toMatchObject({
      errors: [{ path: "custom.reviews" }],
    });
  });
});

it("an asset saved as it is changes nothing and leaves no entry", async () => {
  const org = await testOrganization();
  const actor = org.actor("model_owner");
  const facts = { licence: "MIT", source: "Core banking" };
  const documents = [{ title: "Data sheet", url: "https://northwind.example/sheet" }];
  const { id } = await runCommand(registerAsset, {
    actor,
    input: { kind: "dataset", name: "Payments", facts, documents },
  });
  await expect(
    runCommand(updateAsset, { actor, input: { id, expectedVersion: 1, name: "Payments", facts, documents } }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});
