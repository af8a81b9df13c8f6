import { describe, expect, it } from "vitest";
import { registerAsset } from "../inventory/assets/commands/register-asset.ts";
import { readAsset } from "../inventory/assets/queries/read-asset.ts";
import { updateAsset } from "../inventory/assets/commands/update-asset.ts";
import { readVersion } from "../inventory/versions/queries/read-version.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { countFacets } from "../inventory/queries/count-facets.ts";
import { listModels } from "../inventory/queries/list-models.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { approveWaiver } from "./commands/approve-waiver.ts";
import { moveGate } from "./commands/move-gate.ts";
import { rejectWaiver } from "./commands/reject-waiver.ts";
import { requestGate } from "./commands/request-gate.ts";
import { revokeGate } from "./commands/revoke-gate.ts";
import { revokeWaiver } from "./commands/revoke-waiver.ts";
import { updateGatePolicy } from "./commands/update-gate-policy.ts";
import { waiveCriterion } from "./commands/waive-criterion.ts";
import { run as watchAll } from "./jobs/watch-gates.handler.ts";
import { readBoard } from "./queries/read-board.ts";
import { readGate } from "./queries/read-gate.ts";
import { readGatePolicy } from "./queries/read-gate-policy.ts";
import { readGateStates } from "./queries/read-gate-states.ts";
import { readVersionGates } from "./queries/read-version-gates.ts";
import { approved, at, attestAll, gatedVersion, type Gated } from "./testing/gated-version.ts";

const DAY_MS = 24 * 3600_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

async function waived(org: TestOrganization, gated: Gated, criterion: string, days = 30): Promise<string> {
  const input = { ...at(gated), criterion, reason: "The lab is closed.", expiresAt: inDays(days) };
  const { id } = await runCommand(waiveCriterion, { actor: org.actor("model_owner"), input });
  await runCommand(approveWaiver, { actor: org.actor("security_lead"), input: { id } });
  return id;
}

async function stateOf(org: TestOrganization, gated: Gated, now?: Date) {
  const call = { actor: org.actor("viewer"), input: { versions: [gated.versionId] } };
  const { items } = await runQuery(readGateStates, now === undefined ? call : { ...call, now: () => now });
  return items[0];
}

/** Ids of the models that the list shows as operating without a valid gate; the count beside the filter says as many. */
async function listedInvalid(org: TestOrganization): Promise<string[]> {
  const actor = org.actor("viewer");
  const { items } = await runQuery(listModels, { actor, input: { gate: "invalid" } });
  const { gate } = await runQuery(countFacets, { actor, input: {} });
  expect(gate.map(({ count }) => count)).toEqual([items.length]);
  return items.map(({ id }) => id);
}

const openTasks = async (org: TestOrganization, kind: string) =>
  rowsAs("read", "select assignee_id, title from task where org_id = $1 and kind = $2 and state = 'open'", [
    org.orgId,
    kind,
  ]);

async function deployed(org: TestOrganization, wish: Parameters<typeof gatedVersion>[1] = {}): Promise<Gated> {
  const gated = await gatedVersion(org, wish);
  await approved(org, gated);
  await runCommand(moveGate, { actor: org.actor("model_owner"), input: { ...at(gated), stage: "deployment" } });
  return gated;
}

describeCommand(waiveCriterion, {
  role: "model_owner",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    return { input: { ...at(gated), criterion: "metrics-on-file", reason: "Under way.", expiresAt: inDays(20) } };
  },
  does: (waiver) => expect(waiver).toMatchObject({ state: "open", abilities: { decide: false } }),
  entry: { type: "gate_waiver", after: { state: "open", reason: "Under way." } },
});

const askedWaiver = async (org: TestOrganization): Promise<string> => {
  const gated = await gatedVersion(org);
  const input = { ...at(gated), criterion: "metrics-on-file", reason: "Under way.", expiresAt: inDays(20) };
  return (await runCommand(waiveCriterion, { actor: org.actor("model_owner"), input })).id;
};

describeCommand(approveWaiver, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: await askedWaiver(org) } }),
  does: async (waiver, org) => {
    expect(waiver).toMatchObject({ state: "approved", abilities: { revoke: true } });
    expect(await openTasks(org, "gate_waiver")).toEqual([]);
  },
  entry: { type: "gate_waiver", after: { state: "approved" } },
});

describeCommand(rejectWaiver, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: await askedWaiver(org), reason: "It takes a day." } }),
  does: (waiver) => expect(waiver).toMatchObject({ state: "rejected", decisionReason: "It takes a day." }),
  entry: { type: "gate_waiver", after: { state: "rejected" } },
});

describeCommand(revokeWaiver, {
  role: "administrator",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    return { input: { id: await waived(org, gated, "metrics-on-file"), reason: "It is there now." } };
  },
  does: (waiver) => expect(waiver).toMatchObject({ state: "revoked", revokeReason: "It is there now." }),
  entry: { type: "gate_waiver", after: { state: "revoked" } },
});

const red = {
  id: "own.red-team",
  title: "Red team has looked",
  why: "",
  source: "House rule 7",
  gates: ["deployment"],
};

describeCommand(updateGatePolicy, {
  role: "security_lead",
  arrange: async () => ({
    input: {
      expectedVersion: 0,
      settings: { "metrics-on-file": { enabled: false, applies: {}, blocks: {} } },
      own: [{ ...red, gates: ["deployment" as const], evidence: false, enabled: true, applies: {}, blocks: {} }],
      reason: "As the board decided.",
    },
  }),
  does: (policy) => {
    expect(policy.version).toBe(1);
    expect(policy.criteria.find(({ id }) => id === "metrics-on-file")?.enabled).toBe(false);
    expect(policy.criteria.find(({ id }) => id === "own.red-team")).toMatchObject({ own: true, facts: [] });
  },
  entry: {
    type: "gate_policy",
    after: { settings: { "metrics-on-file": expect.objectContaining({ enabled: false }) as unknown } },
  },
  elsewhere: "none",
  stale: true,
});

describe("waivers", () => {
  it("need a second person, an end within a year, and show until they lapse", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { facts: { metrics: [] } });
    const actor = org.actor("security_lead");
    const input = { ...at(gated), criterion: "metrics-on-file", reason: "Soon.", expiresAt: inDays(400) };
    await expect(runCommand(waiveCriterion, { actor, input })).rejects.toMatchObject({
      errors: [{ path: "expiresAt" }],
    });
    const { id } = await runCommand(waiveCriterion, { actor, input: { ...input, expiresAt: inDays(10) } });
    await expect(runCommand(approveWaiver, { actor, input: { id } })).rejects.toMatchObject({ code: "forbidden" });
    await runCommand(approveWaiver, { actor: org.actor("administrator"), input: { id } });
    expect((await stateOf(org, gated))?.waivedUntil).not.toBeNull();
    const read = { actor, input: { ...at(gated), stage: "deployment" as const } };
    const gate = await runQuery(readGate, read);
    expect(gate.criteria.find(({ criterion }) => criterion.id === "metrics-on-file")).toMatchObject({
      state: "waived",
    });
    const later = await runQuery(readGate, { ...read, now: () => new Date(Date.now() + 11 * DAY_MS) });
    expect(later.criteria.find(({ criterion }) => criterion.id === "metrics-on-file")).toMatchObject({
      state: "open",
      why: expect.stringContaining("lapsed on") as string,
      waiver: { state: "lapsed" },
    });
  });

  it("that one person asked and approved are refused by the database", async () => {
    const org = await testOrganization();
    const id = await askedWaiver(org);
    const sql = `update gate_waiver set state = 'approved', decided_by = requested_by, version = 2 where id = $1`;
    await expect(rowsAs("app", sql, [id])).rejects.toThrow(/gate_waiver_two_people/);
  });
});

describe("a version in use", () => {
  it("stands by the gate it passed", async () => {
    const org = await testOrganization();
    const gated = await deployed(org);
    expect(await stateOf(org, gated)).toMatchObject({ stage: "deployment", gateState: "passed", reasons: [] });
    expect(await openTasks(org, "gate_invalid")).toEqual([]);
    expect(await listedInvalid(org)).toEqual([]);
  });

  it("that was recorded there operates without a valid gate, until the gate is confirmed", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { stage: "deployment" });
    expect(await stateOf(org, gated)).toMatchObject({
      gateState: "operating_without_valid_gate",
      reasons: [expect.stringContaining("no gate led there")],
      next: { target: "deployment" },
    });
    expect(await listedInvalid(org)).toEqual([gated.id]);
    await watchAll({ orgId: org.orgId });
    const assignees = (await openTasks(org, "gate_invalid")).map((task) => task["assignee_id"]);
    expect(assignees.sort()).toEqual([org.actor("model_owner").id, org.actor("security_lead").id].sort());
    await approved(org, gated);
    const moved = await runCommand(moveGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "deployment" },
    });
    expect(moved).toMatchObject({ outcome: "moved", message: "Confirmed in deployment." });
    expect((await stateOf(org, gated))?.gateState).toBe("passed");
    expect(await openTasks(org, "gate_invalid")).toEqual([]);
    expect(await listedInvalid(org)).toEqual([]);
  });

  it("operates without a valid gate when its approval is revoked, and owner and security lead get a task at once", async () => {
    const org = await testOrganization();
    const gated = await deployed(org);
    const { history } = await runQuery(readVersionGates, { actor: org.actor("viewer"), input: at(gated) });
    const input = { id: history[0]?.id ?? "", reason: "The test set leaked." };
    await runCommand(revokeGate, { actor: org.actor("administrator"), input });
    expect(await stateOf(org, gated)).toMatchObject({
      gateState: "operating_without_valid_gate",
      reasons: ["Its approval was revoked: The test set leaked."],
    });
    expect(await openTasks(org, "gate_invalid")).toHaveLength(2);
    expect(await listedInvalid(org)).toEqual([gated.id]);
    expect(await listedInvalid(await testOrganization())).toEqual([]);
    const board = await runQuery(readBoard, { actor: org.actor("viewer"), input: {} });
    const column = board.columns.find(({ stage }) => stage === "deployment");
    expect(column).toMatchObject({ count: 1, items: [{ gate: { gateState: "operating_without_valid_gate" } }] });
  });

  it("does so when a waiver it needs lapses or is revoked", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { facts: { limitations: "" } });
    const id = await waived(org, gated, "limitations-stated");
    await approved(org, gated);
    await runCommand(moveGate, { actor: org.actor("model_owner"), input: { ...at(gated), stage: "deployment" } });
    expect((await stateOf(org, gated))?.gateState).toBe("passed");
    const after = await stateOf(org, gated, new Date(Date.now() + 31 * DAY_MS));
    expect(after).toMatchObject({
      gateState: "operating_without_valid_gate",
      reasons: [expect.stringContaining("lapsed on")],
    });
    await runCommand(revokeWaiver, { actor: org.actor("security_lead"), input: { id, reason: "No more." } });
    expect((await stateOf(org, gated))?.gateState).toBe("operating_without_valid_gate");
    expect(await openTasks(org, "gate_invalid")).toHaveLength(2);
  });

  it("does so when a record that a criterion rests on changes; the daily look opens the task and closes it again", async () => {
    const org = await testOrganization();
    const gated = await deployed(org);
    const actor = org.actor("model_owner");
    const setDigest = async (digest: string | null): Promise<void> => {
      const { version } = await runQuery(readAsset, { actor, input: { id: gated.datasetVersionId } });
      const input = { id: gated.datasetVersionId, expectedVersion: version, facts: { digest } };
      await runCommand(updateAsset, { actor, input });
    };
    await setDigest(null);
    expect((await stateOf(org, gated))?.reasons[0]).toContain("Payments 2026-05 lacks digest");
    await watchAll({ orgId: org.orgId });
    await watchAll({ orgId: org.orgId });
    expect(await openTasks(org, "gate_invalid")).toHaveLength(2);
    expect(await listedInvalid(org)).toEqual([gated.id]);
    await setDigest("f".repeat(64));
    await watchAll({});
    expect(await openTasks(org, "gate_invalid")).toEqual([]);
    expect(await listedInvalid(org)).toEqual([]);
  });

  it("does so when the criteria become stricter", async () => {
    const org = await testOrganization();
    const gated = await deployed(org);
    const own = [{ ...red, gates: ["deployment" as const], evidence: false, enabled: true, applies: {}, blocks: {} }];
    await runCommand(updateGatePolicy, {
      actor: org.actor("administrator"),
      input: { expectedVersion: 0, settings: {}, own },
    });
    expect((await stateOf(org, gated))?.reasons).toEqual(["Red team has looked: Nobody has attested it."]);
  });
});

describe("the board", () => {
  it("pages each column by itself, every model once, those changed last first", async () => {
    const org = await testOrganization();
    const actor = org.actor("viewer");
    for (let number = 0; number < 7; number += 1) {
      const input = { name: `M ${number}`, kind: "predictive" as const };
      await runCommand(registerModel, { actor: org.actor("model_owner"), input });
    }
    const all = await runQuery(readBoard, { actor, input: {} });
    const expected = all.columns[0]?.items.map(({ name }) => name) ?? [];
    expect([expected[0], expected.length, all.columns[0]?.nextCursor]).toEqual(["M 6", 7, null]);
    const read = async (cursor: object): Promise<{ names: string[]; next: string | null }> => {
      const input = { limit: 3, stage: "design" as const, ...cursor };
      const { columns } = await runQuery(readBoard, { actor, input });
      expect(columns.map(({ stage, count }) => [stage, count])).toEqual([["design", 7]]);
      return { names: columns[0]?.items.map(({ name }) => name) ?? [], next: columns[0]?.nextCursor ?? null };
    };
    const one = await read({});
    const two = await read({ cursor: one.next });
    const three = await read({ cursor: two.next });
    expect([...one.names, ...two.names, ...three.names]).toEqual(expected);
    expect(three.next).toBeNull();
    const first = await runQuery(readBoard, { actor, input: { limit: 3 } });
    const next = first.columns[0]?.nextCursor ?? "";
    for (const input of [{ cursor: next }, { stage: "design" as const, cursor: "other" }]) {
      await expect(runQuery(readBoard, { actor, input })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });
});

describe("the retirement", () => {
  it("is a gate of its own: what runs or depends blocks it, and it ends in a record", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { stage: "retirement" });
    const actor = org.actor("model_owner");
    const deployment = await runCommand(registerAsset, {
      actor,
      input: {
        kind: "deployment",
        name: "Scoring",
        facts: { status: "live" },
        links: [{ relation: "runs", type: "model_version", id: gated.versionId }],
      },
    });
    await attestAll(org, gated, "retired");
    const input = { ...at(gated), stage: "retired" as const };
    await expect(runCommand(requestGate, { actor, input })).rejects.toMatchObject({
      errors: [{ path: "retired-nothing-runs", message: expect.stringContaining("Scoring (live)") as string }],
    });
    await runCommand(updateAsset, {
      actor,
      input: { id: deployment.id, expectedVersion: 1, facts: { status: "ended" } },
    });
    await approved(org, gated, "retired");
    const moved = await runCommand(moveGate, { actor, input });
    expect(moved).toMatchObject({ outcome: "moved", state: "retired" });
    expect((await runQuery(readVersion, { actor, input: at(gated) })).state).toBe("retired");
    const { retirement, current } = await runQuery(readVersionGates, { actor, input: at(gated) });
    expect(current.gateState).toBe("retired");
    expect(retirement?.content).toMatchObject({
      model: { name: "Card fraud" },
      version: { label: "2.1.0" },
      requestedBy: actor.name,
      approvedBy: org.actor("security_lead").name,
      artifacts: [{ name: "model.safetensors" }],
      data: [{ name: "Payments 2026-05", detail: "trained on" }],
    });
    const settled = retirement?.content.checklist.find(({ title }) => title.startsWith("Credentials"));
    expect(settled).toMatchObject({
      state: "attested",
      statement: "Done and looked at.",
      by: org.actor("contributor").name,
    });
    const entries = await rowsAs(
      "read",
      "select 1 as one from audit_entry where org_id = $1 and entity_type = 'retirement_record'",
      [org.orgId],
    );
    expect(entries).toHaveLength(1);
  });
});

describe("what others may see of gates", () => {
  it("is nothing in another organization", async () => {
    const [org, other] = [await testOrganization(), await testOrganization()];
    const gated = await deployed(org);
    const actor = other.actor("administrator");
    await expect(runQuery(readGate, { actor, input: { ...at(gated), stage: "deployment" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(runQuery(readVersionGates, { actor, input: at(gated) })).rejects.toMatchObject({ code: "not_found" });
    const states = await runQuery(readGateStates, {
      actor,
      input: { versions: [gated.versionId], models: [gated.id] },
    });
    expect(states.items).toEqual([]);
    expect((await runQuery(readBoard, { actor, input: {} })).columns.every(({ count }) => count === 0)).toBe(true);
    expect((await runQuery(readGatePolicy, { actor, input: {} })).version).toBe(0);
  });
});
