import { describe, expect, it } from "vitest";
import { archiveAsset } from "../../inventory/assets/commands/archive-asset.ts";
import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { gatedVersion } from "../../lifecycle/testing/gated-version.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { createThreatModel } from "../commands/create-threat-model.ts";
import { readDiagram } from "./read-diagram.ts";
import { drawFromInventory } from "./draw-from-inventory.ts";

async function fraudSystem(org: TestOrganization) {
  const actor = org.actor("model_owner");
  const gated = await gatedVersion(org, { sensitivity: "confidential" });
  const vendor = await runCommand(registerAsset, { actor, input: { kind: "vendor", name: "Answers Inc" } });
  const api = await runCommand(registerAsset, {
    actor,
    input: {
      kind: "component",
      name: "Answers API",
      facts: { category: "api" },
      links: [{ relation: "supplied_by", type: "vendor", id: vendor.id }],
    },
  });
  const system = await runCommand(registerAsset, {
    actor,
    input: {
      kind: "system",
      name: "Payments desk",
      facts: { status: "in_use", usersAffected: "Every cardholder" },
      links: [
        { relation: "made_of", type: "model_version", id: gated.versionId },
        { relation: "made_of", type: "component", id: api.id },
      ],
    },
  });
  const deployment = await runCommand(registerAsset, {
    actor,
    input: {
      kind: "deployment",
      name: "Scoring API",
      facts: { environment: "production", exposure: "public", authentication: "api_key", status: "live" },
      links: [
        { relation: "runs", type: "model_version", id: gated.versionId },
        { relation: "serves", type: "system", id: system.id },
      ],
    },
  });
  return { gated, api, system, deployment };
}

const draw = (org: TestOrganization, systemId: string, diagramId?: string) =>
  runQuery(drawFromInventory, {
    actor: org.actor("viewer"),
    input: { scope: [{ type: "system", id: systemId }], ...(diagramId === undefined ? {} : { diagramId }) },
  });

describe("drawing from the inventory", () => {
  it("gives the operations of a first diagram, which then lacks nothing, and says what is gone later", async () => {
    const org = await testOrganization();
    const { system, deployment } = await fraudSystem(org);
    const first = await draw(org, system.id);
    expect(first).toMatchObject({ complete: true, gone: [] });
    expect(first.added.elements).toBeGreaterThanOrEqual(4);
    const made = await runCommand(createThreatModel, {
      actor: org.actor("contributor"),
      input: { name: "Payments desk", diagrams: [{ name: "Overview", operations: first.operations }] },
    });
    const diagramId = made.diagrams[0]!.id;
    expect(await draw(org, system.id, diagramId)).toMatchObject({ operations: [], gone: [] });
    const actor = org.actor("model_owner");
    await runCommand(archiveAsset, { actor, input: { id: deployment.id, expectedVersion: 1 } });
    expect((await draw(org, system.id, diagramId)).gone).toMatchObject([{ name: "Scoring API", why: "out_of_use" }]);
  });

  it("binds what it draws, so that the engine knows what the inventory knows, with where it says so", async () => {
    const org = await testOrganization();
    const { system, deployment, gated, api } = await fraudSystem(org);
    const { operations } = await draw(org, system.id);
    const made = await runCommand(createThreatModel, {
      actor: org.actor("contributor"),
      input: { name: "Payments desk", diagrams: [{ name: "Overview", operations }] },
    });
    const input = { id: made.diagrams[0]!.id };
    const { bound } = await runQuery(readDiagram, { actor: org.actor("viewer"), input });
    const known = (id: string) => Object.values(bound).find(({ node }) => node.id === id)?.known;
    expect(known(deployment.id)).toMatchObject({
      "node.internet_exposed": { value: "yes", from: "Deployment record: exposure public" },
      "node.auth_required_false": { value: "no", from: "Deployment record: authentication api key" },
      "node.no_rate_limit": { value: "yes" },
      "node.in_production": { value: "yes" },
      "node.predictive": { value: "yes", from: "Runs Card fraud 2.1.0: kind predictive" },
    });
    expect(known(gated.versionId)).toMatchObject({
      "node.personal_data": { value: "yes", from: "Trained on Payments 2026-05: personal data yes" },
      "node.loads_serialized_code": { value: "no", from: "Artifacts: model.safetensors" },
      "node.signed_false": { value: "yes" },
      "node.sensitive": { value: "yes", from: "Sensitivity in the inventory: confidential" },
    });
    expect(known(gated.datasetVersionId)).toMatchObject({
      "node.personal_data": { value: "yes", from: "Dataset record: personal data yes" },
      "node.unversioned": { value: "no" },
    });
    expect(known(api.id)).toMatchObject({
      "node.third_party_model_api": { value: "yes", from: "Component record: api of Answers Inc" },
    });
    expect(known(system.id)).toMatchObject({
      "node.affects_individuals": { value: "yes", from: "System record: affects “Every cardholder”" },
      "node.third_party_model_api": { value: "yes", from: "Made of Answers API: api" },
    });
  });

  it("does not draw another organization's things", async () => {
    const org = await testOrganization();
    const stranger = await testOrganization();
    const { system } = await fraudSystem(org);
    await expect(draw(stranger, system.id)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
