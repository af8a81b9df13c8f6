import { describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { releaseVersion } from "../../inventory/versions/commands/release-version.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { readGate } from "../../lifecycle/queries/read-gate.ts";
import { at, gatedVersion, type Gated } from "../../lifecycle/testing/gated-version.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { createThreat } from "../register/commands/create-threat.ts";
import { setThreatState } from "../register/commands/set-threat-state.ts";
import { acceptRisk } from "../register/commands/accept-risk.ts";
import { requestAcceptance } from "../register/commands/request-acceptance.ts";
import { approve, approvedModel, change, drawn, drawnModel, submit } from "../review/testing/reviewed.ts";
import { threatFacts } from "./gate-facts.ts";

const DAY_MS = 86_400_000;

async function factsOf(org: TestOrganization, { id, versionId }: Gated, now = new Date()) {
  const subjects = [{ id: versionId, modelId: id }];
  const facts = await threatFacts.compute({ db: reader(), orgId: org.orgId, now, subjects });
  const found = facts.get(versionId) ?? {};
  return {
    found,
    oks: Object.fromEntries(Object.entries(found).map(([fact, { ok }]) => [fact.replace("threats.", ""), ok])),
  };
}

describe("what threat models say to gates", () => {
  it("is nothing good while none looks at the version", async () => {
    const org = await testOrganization();
    const { oks, found } = await factsOf(org, await gatedVersion(org));
    expect(oks).toEqual({ model: false, approved: false, critical: true, accepted_risks: true });
    expect(found["threats.model"]?.reason).toMatch(/^No threat model looks at this version/);
  });

  it("holds for the version, its model and a system made of it", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    const system = await runCommand(registerAsset, {
      actor: org.actor("model_owner"),
      input: { kind: "system", name: "Payments desk", links: [{ relation: "made_of", type: "model", id: gated.id }] },
    });
    for (const scope of [
      { type: "model_version" as const, id: gated.versionId },
      { type: "model" as const, id: gated.id },
      { type: "system" as const, id: system.id },
    ]) {
      await approvedModel(org, { scope: [scope] });
    }
    const { oks, found } = await factsOf(org, gated);
    expect(oks).toMatchObject({ model: true, approved: true });
    expect(found["threats.approved"]?.value).toHaveLength(3);
  });

  it("no longer holds when the content changed, and names why", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    const model = await approvedModel(org, { scope: [{ type: "model", id: gated.id }] });
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { protocol: "HTTP" } }]);
    const { oks, found } = await factsOf(org, gated);
    expect(oks).toMatchObject({ model: true, approved: false });
    expect(found["threats.approved"]?.reason).toBe(
      "Card fraud: the approval no longer stands. Its diagrams or threats changed.",
    );
  });

  it("holds on for the version it was approved for when a later one is released, and not for the later one", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await approvedModel(org, { scope: [{ type: "model", id: gated.id }] });
    const actor = org.actor("model_owner");
    const next = await runCommand(createVersion, { actor, input: { id: gated.id, label: "2.2.0" } });
    await runCommand(releaseVersion, { actor, input: { id: gated.id, version: "2.2.0", expectedVersion: 1 } });
    expect((await factsOf(org, gated)).oks).toMatchObject({ approved: true });
    expect((await factsOf(org, { ...gated, versionId: next.id })).oks).toMatchObject({ approved: false });
  });

  it("knows open critical threats, and risks accepted until a day that passed", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    const model = await drawnModel(org, { scope: [{ type: "model", id: gated.id }] });
    const actor = org.actor("contributor");
    const threat = await runCommand(createThreat, {
      actor,
      input: { id: model.id, title: "Stolen weights", severity: "critical" },
    });
    expect((await factsOf(org, gated)).found["threats.critical"]).toMatchObject({
      ok: false,
      reason: "Open critical threats: Stolen weights.",
      links: [{ label: "Card fraud", href: "/threat-models/card-fraud" }],
    });
    const until = new Date(Date.now() + 10 * DAY_MS).toISOString().slice(0, 10);
    await runCommand(requestAcceptance, { actor, input: { id: threat.id, until, reason: "Few could." } });
    await runCommand(acceptRisk, { actor: org.actor("security_lead"), input: { id: threat.id } });
    expect((await factsOf(org, gated)).oks).toMatchObject({ critical: true, accepted_risks: true });
    const later = new Date(Date.now() + 12 * DAY_MS);
    expect((await factsOf(org, gated, later)).oks).toMatchObject({ accepted_risks: false });
    const decided = { id: threat.id, state: "mitigated" as const, reason: "The weights are encrypted." };
    await runCommand(setThreatState, { actor, input: decided });
    expect((await factsOf(org, gated, later)).oks).toMatchObject({ accepted_risks: true });
  });

  it("opens and closes the criterion of the gate to deployment, which blocks from confidential on", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { sensitivity: "confidential" });
    const criterion = async () => {
      const gate = await runQuery(readGate, {
        actor: org.actor("viewer"),
        input: { ...at(gated), stage: "deployment" },
      });
      return gate.criteria.find((one) => one.criterion.id === "threat-model-approved");
    };
    const model = await drawnModel(org, { scope: [{ type: "model_version", id: gated.versionId }] });
    expect(await criterion()).toMatchObject({ state: "open", blocking: true });
    await approve(org, (await submit(org, model)).id);
    expect(await criterion()).toMatchObject({ state: "satisfied" });
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { name: "anything" } }]);
    expect(await criterion()).toMatchObject({ state: "open" });
  });
});
