import { describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { makeAssumption, makeElement } from "../../graph/testing/make.ts";
import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import { updateAsset } from "../../inventory/assets/commands/update-asset.ts";
import { archiveAsset } from "../../inventory/assets/commands/archive-asset.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { releaseVersion } from "../../inventory/versions/commands/release-version.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { threatAggregates } from "../aggregates.ts";
import { acceptRisk } from "../register/commands/accept-risk.ts";
import { createThreat } from "../register/commands/create-threat.ts";
import { requestAcceptance } from "../register/commands/request-acceptance.ts";
import { readThreatModel } from "../queries/read-threat-model.ts";
import { approveVersion } from "./commands/approve-version.ts";
import { rejectVersion } from "./commands/reject-version.ts";
import { submitVersion } from "./commands/submit-version.ts";
import { withdrawVersion } from "./commands/withdraw-version.ts";
import { run as watch } from "./jobs/watch-reviews.handler.ts";
import { compareVersions } from "./queries/compare-versions.ts";
import { readVersion } from "./queries/read-version.ts";
import { approve, approvedModel, change, drawn, drawnModel, submit, versions } from "./testing/reviewed.ts";

const DAY_MS = 86_400_000;

describeCommand(submitVersion, {
  role: "responder",
  arrange: async (org) => {
    const { id } = await drawnModel(org);
    return { input: { id, note: "Ready for a look." } };
  },
  does: (result) => {
    expect(result).toMatchObject({ number: 1, state: "submitted", note: "Ready for a look." });
    expect(result.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(result.content.diagrams).toMatchObject([{ name: "Overview", content: { elements: { length: 3 } } }]);
  },
  entry: { type: "threat_model_version", after: { number: 1, state: "submitted" } },
});

describeCommand(approveVersion, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: (await submit(org, await drawnModel(org))).id } }),
  does: (result) => expect(result).toMatchObject({ state: "approved", decidedBy: { active: true } }),
  entry: { type: "threat_model_version", after: { state: "approved" } },
});

describeCommand(rejectVersion, {
  role: "security_lead",
  arrange: async (org) => ({
    input: { id: (await submit(org, await drawnModel(org))).id, reason: "The training is missing." },
  }),
  does: (result) => expect(result).toMatchObject({ state: "rejected", decisionReason: "The training is missing." }),
  entry: { type: "threat_model_version", after: { state: "rejected" } },
});

describeCommand(withdrawVersion, {
  role: "responder",
  arrange: async (org) => ({ input: { id: (await submit(org, await drawnModel(org))).id } }),
  does: (result) => expect(result.state).toBe("withdrawn"),
  entry: { type: "threat_model_version", after: { state: "withdrawn" } },
});

describe("an approval", () => {
  it("is not given by an author, nor by who submitted it", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    await change(
      org,
      model,
      [{ do: "set", part: "flow", id: drawn.asks, set: { name: "card payment" } }],
      "administrator",
    );
    const { id, authors } = await submit(org, model, "security_lead");
    expect(authors.map((one) => one.id).sort()).toEqual(
      [org.actor("contributor").id, org.actor("administrator").id].sort(),
    );
    await expect(approve(org, id, "administrator")).rejects.toMatchObject({
      code: "forbidden",
      message: "You made some of what is in it. Somebody who did not has to approve it.",
    });
    await expect(approve(org, id, "security_lead")).rejects.toMatchObject({
      code: "forbidden",
      message: "You submitted it. Somebody else has to approve it.",
    });
  });

  it("counts as authors only who changed something since the last approval, and no second person's decision on a risk", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const actor = org.actor("contributor");
    const threat = await runCommand(createThreat, { actor, input: { id: model.id, title: "Stolen key" } });
    await approve(org, (await submit(org, model)).id);
    const until = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
    await runCommand(requestAcceptance, { actor, input: { id: threat.id, until, reason: "Rare." } });
    await runCommand(acceptRisk, { actor: org.actor("security_lead"), input: { id: threat.id } });
    const next = await submit(org, model, "responder");
    expect(next.authors.map((one) => one.id)).toEqual([actor.id]);
    expect((await approve(org, next.id)).state).toBe("approved");
    const { items } = await versions(org, model);
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [2, "approved"],
      [1, "superseded"],
    ]);
  });

  it("says what changed when the content is no longer what was submitted", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const { id } = await submit(org, model);
    await change(org, model, [{ do: "set", part: "element", id: drawn.endpoint, set: { x: 40 } }]);
    await change(org, model, [{ do: "remove", part: "flow", id: drawn.reads }]);
    const error = await approve(org, id).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "conflict", extra: { changes: [expect.stringContaining("history")] } });
    const { items } = await versions(org, model);
    expect(items[0]).toMatchObject({ state: "submitted" });
  });

  it("stands when something was only moved on the drawing, and is stale with the reason when it changed", async () => {
    const org = await testOrganization();
    const model = await approvedModel(org);
    expect(await versions(org, model)).toMatchObject({ review: "approved", reasons: [] });
    await change(org, model, [{ do: "set", part: "element", id: drawn.endpoint, set: { x: 40, y: 12 } }]);
    expect(await versions(org, model)).toMatchObject({ review: "approved", reasons: [] });
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { protocol: "HTTP" } }]);
    const stale = await versions(org, model);
    expect(stale).toMatchObject({ review: "stale", reasons: [{ kind: "content" }] });
    expect(stale.changes).toHaveLength(1);
    const listed = await runQuery(readThreatModel, { actor: org.actor("viewer"), input: { id: model.id } });
    expect(listed.review).toBe("stale");
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { protocol: "" } }]);
    expect((await versions(org, model)).review).toBe("approved");
  });

  it("is stale when it is too old, and when an assumption ran out", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org, { reviewDays: 30 });
    const soon = new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10);
    const value = makeAssumption({ id: newId(), text: "Only staff can call it.", validUntil: soon });
    await change(org, model, [{ do: "add", part: "assumption", value }]);
    await approve(org, (await submit(org, model)).id);
    expect((await versions(org, model)).review).toBe("approved");
    const later = await versions(org, model, new Date(Date.now() + 31 * DAY_MS));
    expect(later.reasons.map(({ kind }) => kind)).toEqual(["assumption", "age"]);
    expect(later.reasons[0]?.words).toContain("Only staff can call it.");
  });

  it("is stale when a record that it rests on changed in substance, was archived, or a newer version was released", async () => {
    const org = await testOrganization();
    const actor = org.actor("model_owner");
    const { id: modelId } = await runCommand(registerModel, {
      actor,
      input: { name: "Scorer", kind: "predictive", sensitivity: "internal" },
    });
    const data = await runCommand(registerAsset, {
      actor,
      input: { kind: "dataset", name: "Ledger", facts: { personalData: "no" } },
    });
    const model = await drawnModel(org, { scope: [{ type: "model", id: modelId }] });
    const bound = { type: "dataset" as const, id: data.id };
    await change(org, model, [{ do: "set", part: "element", id: drawn.data, set: { bound } }]);
    await approve(org, (await submit(org, model)).id);

    const renamed = { id: data.id, expectedVersion: 1, description: "All payments." };
    await runCommand(updateAsset, { actor, input: renamed });
    expect(await versions(org, model)).toMatchObject({ review: "approved" });
    const facts = { id: data.id, expectedVersion: 2, facts: { personalData: "yes" } };
    await runCommand(updateAsset, { actor, input: facts });
    expect((await versions(org, model)).reasons).toEqual([
      { kind: "record", words: "The record of Ledger changed: personal data." },
    ]);
    await runCommand(archiveAsset, { actor, input: { id: data.id, expectedVersion: 3 } });
    expect((await versions(org, model)).reasons).toEqual([{ kind: "archived", words: "Ledger was archived." }]);
    await runCommand(createVersion, { actor, input: { id: modelId, label: "2.0" } });
    await runCommand(releaseVersion, { actor, input: { id: modelId, version: "2.0", expectedVersion: 1 } });
    expect((await versions(org, model)).reasons.at(-1)).toEqual({
      kind: "release",
      words: "Scorer 2.0 was released since it was submitted.",
    });
  });

  it("opens one task for the owner when it no longer stands, and closes it when it does again", async () => {
    const org = await testOrganization();
    const model = await approvedModel(org);
    const tasks = () =>
      rowsAs("read", "select state, assignee_id from task where kind = 'threat_review_again' and entity_id = $1", [
        model.id,
      ]);
    await watch({ orgId: org.orgId });
    expect(await tasks()).toEqual([]);
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { name: "anything" } }]);
    await watch({ orgId: org.orgId });
    await watch({ orgId: org.orgId });
    expect(await tasks()).toEqual([{ state: "open", assignee_id: org.actor("contributor").id }]);
    await change(org, model, [{ do: "set", part: "flow", id: drawn.asks, set: { name: "payment" } }]);
    await watch({ orgId: org.orgId });
    expect(await tasks()).toMatchObject([{ state: "cancelled" }]);
  });
});

describe("versions", () => {
  it("can be read whole, and compared with each other and with now, in words", async () => {
    const org = await testOrganization();
    const model = await approvedModel(org);
    const value = makeElement({ id: newId(), kind: "logs", name: "Call log" });
    await change(org, model, [{ do: "add", part: "element", value }]);
    const second = await submit(org, model);
    await change(org, model, [{ do: "remove", part: "element", id: drawn.data }]);
    const actor = org.actor("viewer");
    const compare = (to?: number) =>
      runQuery(compareVersions, { actor, input: { id: model.slug, from: 1, ...(to === undefined ? {} : { to }) } });
    expect((await compare(2)).diff.changes).toMatchObject([{ kind: "added", name: "Call log" }]);
    expect((await compare()).diff.changes.map(({ mark }) => mark)).toContain("removed");
    await expect(compare(7)).rejects.toMatchObject({ code: "not_found" });
    const read = await runQuery(readVersion, { actor, input: { id: second.id } });
    expect(read.content.diagrams[0]?.content.elements).toHaveLength(4);
    const stranger = await testOrganization();
    const elsewhere = runQuery(readVersion, { actor: stranger.actor("viewer"), input: { id: second.id } });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
  });

  it("wait one at a time, and are decided once", async () => {
    const org = await testOrganization();
    const model = await drawnModel(org);
    const { id } = await submit(org, model);
    await expect(submit(org, model)).rejects.toMatchObject({ code: "precondition_failed" });
    await approve(org, id);
    await expect(approve(org, id)).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("agree with their entries in the replay check", async () => {
    const org = await testOrganization();
    const model = await approvedModel(org);
    await change(org, model, [{ do: "remove", part: "flow", id: drawn.reads }]);
    await approve(org, (await submit(org, model)).id);
    const report = await replayOrganization(reader(), org.orgId, threatAggregates);
    expect(report.findings).toEqual([]);
  });
});
