import { describe, expect, it } from "vitest";
import { withdrawEvidence } from "../evidence/commands/withdraw-evidence.ts";
import { readAsset } from "../inventory/assets/queries/read-asset.ts";
import { updateAsset } from "../inventory/assets/commands/update-asset.ts";
import { readVersion } from "../inventory/versions/queries/read-version.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { listTasks } from "../work/queries/list-tasks.ts";
import { approveGate } from "./commands/approve-gate.ts";
import { attestCriterion } from "./commands/attest-criterion.ts";
import { moveGate } from "./commands/move-gate.ts";
import { rejectGate } from "./commands/reject-gate.ts";
import { requestGate } from "./commands/request-gate.ts";
import { revokeGate } from "./commands/revoke-gate.ts";
import { withdrawAttestation } from "./commands/withdraw-attestation.ts";
import { withdrawGate } from "./commands/withdraw-gate.ts";
import { checkGate } from "./queries/check-gate.ts";
import { readGate } from "./queries/read-gate.ts";
import { approved, at, attestAll, evidenceOf, gatedVersion, requested, type Gated } from "./testing/gated-version.ts";

const tasksOf = async (org: TestOrganization, role: "model_owner" | "security_lead" | "administrator", kind: string) =>
  (await runQuery(listTasks, { actor: org.actor(role), input: { state: "open" } })).items.filter(
    (task) => task.kind === kind,
  );

describeCommand(requestGate, {
  role: "model_owner",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    await attestAll(org, gated, "deployment");
    return { input: { ...at(gated), stage: "deployment" as const, note: "Ready since Monday." } };
  },
  does: async (gate, org) => {
    expect(gate).toMatchObject({ pass: true, request: { state: "open", note: "Ready since Monday." } });
    expect(await tasksOf(org, "security_lead", "gate_approval")).toHaveLength(1);
  },
  entry: { type: "gate_request", after: { state: "open", toStage: "deployment" } },
});

describeCommand(approveGate, {
  role: "security_lead",
  arrange: async (org) => {
    const { request, digest } = await requested(org, await gatedVersion(org));
    return { input: { id: request?.id ?? "", digest } };
  },
  does: async (gate, org) => {
    expect(gate.request).toMatchObject({ state: "approved", digest: gate.digest });
    expect(await tasksOf(org, "security_lead", "gate_approval")).toHaveLength(0);
    expect(await tasksOf(org, "model_owner", "gate_move")).toHaveLength(1);
  },
  entry: { type: "gate_request", after: { state: "approved" } },
});

describeCommand(rejectGate, {
  role: "administrator",
  arrange: async (org) => {
    const { request } = await requested(org, await gatedVersion(org));
    return { input: { id: request?.id ?? "", reason: "The report is of another version." } };
  },
  does: (gate) => expect(gate).toMatchObject({ request: null, history: [{ state: "rejected" }] }),
  entry: { type: "gate_request", after: { state: "rejected", decisionReason: "The report is of another version." } },
});

describeCommand(withdrawGate, {
  role: "model_owner",
  arrange: async (org) => {
    const { request } = await approved(org, await gatedVersion(org));
    return { input: { id: request?.id ?? "", reason: "Not this week." } };
  },
  does: async (gate, org) => {
    expect(gate.history).toMatchObject([{ state: "withdrawn" }]);
    expect(await tasksOf(org, "model_owner", "gate_move")).toHaveLength(0);
  },
  entry: { type: "gate_request", after: { state: "withdrawn" } },
});

describeCommand(moveGate, {
  role: "model_owner",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    await approved(org, gated);
    return { input: { ...at(gated), stage: "deployment" as const } };
  },
  does: (moved) => expect(moved).toMatchObject({ outcome: "moved", stage: "deployment" }),
  entry: { type: "gate_request", action: "gate.move", after: { state: "moved" } },
});

describeCommand(revokeGate, {
  role: "security_lead",
  arrange: async (org) => {
    const { request } = await approved(org, await gatedVersion(org));
    return { input: { id: request?.id ?? "", reason: "The test set leaked." } };
  },
  does: (gate) => expect(gate.history).toMatchObject([{ state: "revoked", endReason: "The test set leaked." }]),
  entry: { type: "gate_request", after: { state: "revoked" } },
});

describeCommand(attestCriterion, {
  role: "contributor",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    const evidenceIds = [await evidenceOf(org, gated, "contributor")];
    return { input: { ...at(gated), criterion: "robustness-tested", statement: "PGD and noise.", evidenceIds } };
  },
  does: (attestation) =>
    expect(attestation).toMatchObject({ statement: "PGD and noise.", evidence: [{ title: "Report" }] }),
  entry: { type: "gate_attestation", after: { state: "active", criterion: "robustness-tested" } },
});

describeCommand(withdrawAttestation, {
  role: "contributor",
  arrange: async (org) => {
    const gated = await gatedVersion(org);
    const evidenceIds = [await evidenceOf(org, gated, "contributor")];
    const input = { ...at(gated), criterion: "robustness-tested", statement: "Done.", evidenceIds };
    const { id } = await runCommand(attestCriterion, { actor: org.actor("contributor"), input });
    return { input: { id, reason: "The attack was wrong." } };
  },
  does: (attestation) => expect(attestation.abilities.withdraw).toBe(false),
  entry: { type: "gate_attestation", after: { state: "withdrawn", withdrawReason: "The attack was wrong." } },
});

describe("a gate's decision", () => {
  it("is never made by who asked, whatever their role", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await attestAll(org, gated, "deployment");
    const actor = org.actor("security_lead");
    const { request, digest, refusal } = await runCommand(requestGate, {
      actor,
      input: { ...at(gated), stage: "deployment" },
    });
    expect(refusal).toBe("You asked for it, so somebody else decides.");
    const input = { id: request?.id ?? "", digest };
    await expect(runCommand(approveGate, { actor, input })).rejects.toMatchObject({ code: "forbidden" });
    await expect(runCommand(rejectGate, { actor, input: { id: input.id, reason: "x" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(runCommand(approveGate, { actor: org.actor("administrator"), input })).resolves.toMatchObject({
      request: { state: "approved" },
    });
  });

  it("is refused by the database too when one person asks and approves, or approves and moves", async () => {
    const org = await testOrganization();
    const { request } = await approved(org, await gatedVersion(org));
    const lead = org.actor("security_lead").id;
    for (const column of ["requested_by", "moved_by"]) {
      const sql = `update gate_request set ${column} = $2, version = version + 1 where id = $1`;
      await expect(rowsAs("app", sql, [request?.id, lead])).rejects.toThrow(/two_people|other_mover/);
    }
  });

  it("for confidential models is not made by the author of what it rests on", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { sensitivity: "confidential", stage: "data_sourcing" });
    const evidenceIds = [await evidenceOf(org, gated, "security_lead")];
    for (const criterion of ["data-legal-basis", "training-isolated"]) {
      const input = { ...at(gated), criterion, statement: "Looked at.", evidenceIds };
      await runCommand(attestCriterion, { actor: org.actor("contributor"), input });
    }
    const gate = await runCommand(requestGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "training" },
    });
    expect(gate.approvers.people.map(({ id }) => id)).toEqual([org.actor("administrator").id]);
    expect(gate.approvers.note).toContain("Only one person may decide");
    const input = { id: gate.request?.id ?? "", digest: gate.digest };
    await expect(runCommand(approveGate, { actor: org.actor("security_lead"), input })).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("your evidence") as string,
    });
    await expect(runCommand(approveGate, { actor: org.actor("administrator"), input })).resolves.toBeDefined();
  });

  it("below confidential may be made by the author", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await attestAll(org, gated, "deployment", "security_lead");
    const gate = await runCommand(requestGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "deployment" },
    });
    const input = { id: gate.request?.id ?? "", digest: gate.digest };
    await expect(runCommand(approveGate, { actor: org.actor("security_lead"), input })).resolves.toBeDefined();
  });

  it("is bound to what was looked at: another digest is a conflict", async () => {
    const org = await testOrganization();
    const { request } = await requested(org, await gatedVersion(org));
    const input = { id: request?.id ?? "", digest: "0".repeat(64) };
    await expect(runCommand(approveGate, { actor: org.actor("administrator"), input })).rejects.toMatchObject({
      code: "conflict",
      extra: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
  });

  it("cannot be asked for while a blocking criterion is open, and the answer names it", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { facts: { metrics: [] } });
    const asked = runCommand(requestGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "deployment" },
    });
    await expect(asked).rejects.toMatchObject({
      code: "precondition_failed",
      errors: [{ path: "metrics-on-file", message: expect.stringContaining("No measured value") as string }],
    });
  });

  it("is asked for by the owner or who may change the model, and by keys", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await attestAll(org, gated, "deployment");
    const input = { ...at(gated), stage: "deployment" as const };
    await expect(runCommand(requestGate, { actor: org.actor("contributor"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
    const gate = await runCommand(requestGate, { actor: org.apiKey("gate:request", "gate:read"), input });
    expect(gate.request).toMatchObject({ requestedBy: null, state: "open" });
  });
});

describe("a move", () => {
  async function changeData(org: TestOrganization, { datasetVersionId }: Gated): Promise<void> {
    const actor = org.actor("model_owner");
    const { version } = await runQuery(readAsset, { actor, input: { id: datasetVersionId } });
    const input = { id: datasetVersionId, expectedVersion: version, facts: { digest: "e".repeat(64) } };
    await runCommand(updateAsset, { actor, input });
  }

  it("does not happen when what was approved changed: the approval is void and says what changed", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await approved(org, gated);
    await changeData(org, gated);
    const gate = await runQuery(readGate, { actor: org.actor("viewer"), input: { ...at(gated), stage: "deployment" } });
    expect(gate.changes.join(" ")).toContain("digest, source and licence");
    const moved = await runCommand(moveGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "deployment" },
    });
    expect(moved).toMatchObject({ outcome: "void", stage: "validation" });
    const version = await runQuery(readVersion, { actor: org.actor("viewer"), input: at(gated) });
    expect(version.stage).toBe("validation");
    const after = await runQuery(readGate, {
      actor: org.actor("viewer"),
      input: { ...at(gated), stage: "deployment" },
    });
    expect(after).toMatchObject({ request: null, history: [{ state: "void" }] });
    expect(after.history[0]?.endReason).toContain("digest, source and licence");
  });

  it("does not happen when the evidence was withdrawn", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { sensitivity: "confidential", stage: "data_sourcing" });
    const { criteria } = await approved(org, gated, "training");
    const cited = criteria.flatMap(({ attestation }) => attestation?.evidence ?? [])[0];
    await runCommand(withdrawEvidence, {
      actor: org.actor("contributor"),
      input: { id: cited?.id ?? "", reason: "Wrong file." },
    });
    const moved = await runCommand(moveGate, {
      actor: org.actor("model_owner"),
      input: { ...at(gated), stage: "training" },
    });
    expect(moved.outcome).toBe("void");
    expect(moved.message).toContain("no longer counts");
  });

  it("is not carried out by who approved it, and not without an approval", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    const input = { ...at(gated), stage: "deployment" as const };
    await expect(runCommand(moveGate, { actor: org.actor("model_owner"), input })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await approved(org, gated);
    await expect(runCommand(moveGate, { actor: org.actor("security_lead"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("skips no stage, and goes back only with a reason", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    const actor = org.actor("model_owner");
    await expect(runCommand(requestGate, { actor, input: { ...at(gated), stage: "operation" } })).rejects.toMatchObject(
      {
        code: "precondition_failed",
        message: expect.stringContaining("not skipped") as string,
      },
    );
    const back = { ...at(gated), stage: "training" as const };
    await expect(runCommand(moveGate, { actor, input: back })).rejects.toMatchObject({ errors: [{ path: "reason" }] });
    const moved = await runCommand(moveGate, { actor, input: { ...back, reason: "The split was wrong." } });
    expect(moved).toMatchObject({ outcome: "moved", stage: "training" });
  });

  it("ends a request that was open when the version goes back", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await approved(org, gated);
    const actor = org.actor("model_owner");
    await runCommand(moveGate, { actor, input: { ...at(gated), stage: "training", reason: "Once more." } });
    const { history } = await runQuery(readGate, { actor, input: { ...at(gated), stage: "deployment" } });
    expect(history).toMatchObject([{ state: "void", endReason: "The version went back to training." }]);
  });
});

describe("the check for pipelines", () => {
  it("answers pass or fail with reasons and links to a key, and leaves no entry", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org, { facts: { metrics: [] } });
    const actor = org.apiKey("gate:read");
    const entries = async () =>
      rowsAs("read", "select count(*)::int as n from audit_entry where org_id = $1", [org.orgId]);
    const before = await entries();
    const failed = await runQuery(checkGate, { actor, input: { ...at(gated), stage: "deployment" } });
    expect(failed).toMatchObject({ pass: false, approved: false, stage: "deployment", model: "card-fraud" });
    expect(failed.reasons).toContainEqual(
      expect.objectContaining({
        criterion: "metrics-on-file",
        blocking: true,
        state: "open",
        link: "/models/card-fraud/versions/2.1.0/gates/deployment#metrics-on-file",
      }),
    );
    expect(await entries()).toEqual(before);
  });

  it("says whether exactly this is approved", async () => {
    const org = await testOrganization();
    const gated = await gatedVersion(org);
    await approved(org, gated);
    const ask = { actor: org.apiKey("gate:read"), input: { ...at(gated), stage: "deployment" as const } };
    expect(await runQuery(checkGate, ask)).toMatchObject({ pass: true, approved: true });
    await runCommand(moveGate, { actor: org.actor("model_owner"), input: ask.input });
    expect(await runQuery(checkGate, ask)).toMatchObject({ pass: true, approved: true });
  });
});
