import { describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { aiThreats } from "../../knowledge/ai-threats.ts";
import { defaultRiskMatrix } from "../../knowledge/risk-matrix.ts";
import type { ThreatPack } from "../../knowledge/schema.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import { updateThreatSettings } from "../settings/commands/update-threat-settings.ts";
import { readThreatSettings } from "../settings/queries/read-threat-settings.ts";
import { retireThreatPack } from "./commands/retire-threat-pack.ts";
import { saveThreatPack } from "./commands/save-threat-pack.ts";
import { libraryThreat } from "./known-packs.ts";
import { listThreatPacks } from "./queries/list-threat-packs.ts";
import { readThreatPack } from "./queries/read-threat-pack.ts";

const payments = (change: Partial<ThreatPack> = {}): ThreatPack => ({
  format: "modelkeep-threat-pack/1",
  id: "acme-payments",
  name: "Payments",
  version: "1.0.0",
  description: "",
  threats: [{ ...aiThreats[0]!, id: "ACME-1", title: "Stolen card list" }],
  ...change,
});

const save = (org: TestOrganization, content = payments()) =>
  runCommand(saveThreatPack, { actor: org.actor("security_lead"), input: { content } });

describeCommand(saveThreatPack, {
  role: "security_lead",
  arrange: async () => ({ input: { content: payments() } }),
  does: (result) => expect(result).toMatchObject({ key: "acme-payments", state: "active", threats: 1, usedBy: 0 }),
  entry: { type: "threat_pack", after: { key: "acme-payments", state: "active" } },
  elsewhere: "none",
  stale: true,
});

describeCommand(retireThreatPack, {
  role: "security_lead",
  arrange: async (org) => {
    await save(org);
    return { input: { key: "acme-payments" } };
  },
  does: (result) => expect(result.state).toBe("retired"),
  entry: { type: "threat_pack", after: { state: "retired" } },
  stale: true,
});

describeCommand(updateThreatSettings, {
  role: "security_lead",
  arrange: async () => ({ input: { matrix: defaultRiskMatrix, reviewDays: 90 } }),
  does: async (result, org) => {
    expect(result).toMatchObject({ reviewDays: 90, version: 1 });
    const actor = org.actor("viewer");
    expect(await runQuery(readThreatSettings, { actor, input: {} })).toMatchObject({
      abilities: { edit: false },
      reviewDays: 90,
    });
  },
  entry: { type: "threat_settings", after: { reviewDays: 90 } },
  elsewhere: "none",
  stale: true,
});

describe("packs and settings", () => {
  it("takes the place of the stored pack, and lends its threats to decisions", async () => {
    const org = await testOrganization();
    await save(org);
    const second = await save(org, payments({ version: "1.1.0", name: "Payments and cards" }));
    expect(second).toMatchObject({ version: 2, packVersion: "1.1.0" });
    const found = await libraryThreat(reader(), org.orgId, "ACME-1");
    expect(found).toMatchObject({ pack: "acme-payments", version: "1.1.0", threat: { title: "Stolen card list" } });
    const stranger = await testOrganization();
    expect(await libraryThreat(reader(), stranger.orgId, "ACME-1")).toBeUndefined();
    const actor = stranger.actor("viewer");
    const own = (await runQuery(listThreatPacks, { actor, input: {} })).items;
    expect(own.map(({ state }) => state)).toEqual(["built_in", "built_in"]);
    await expect(runQuery(readThreatPack, { actor, input: { key: "acme-payments" } })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });

  it("refuses ids that are taken, and a matrix that contradicts itself", async () => {
    const org = await testOrganization();
    await save(org);
    await expect(save(org, payments({ id: "acme-other" }))).rejects.toMatchObject({
      errors: [{ path: "content.threats.0.id" }],
    });
    await expect(save(org)).rejects.toMatchObject({ errors: [{ path: "content" }] });
    const severity = defaultRiskMatrix.severity.map((row) => [...row]);
    severity[4]![4] = "low";
    const input = { matrix: { ...defaultRiskMatrix, severity }, reviewDays: 90 } as never;
    const update = runCommand(updateThreatSettings, { actor: org.actor("administrator"), input });
    await expect(update).rejects.toMatchObject({
      errors: [{ path: expect.stringContaining("matrix.severity") as string }],
    });
  });
});
