import { describe, expect, it } from "vitest";
import { reader } from "../../db/client.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { disableUser } from "../../people/commands/disable-user.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { testOrganization } from "../../testing/organization.ts";
import { replayOrganization } from "../../trail/replay.ts";
import { listNotifications } from "../../work/queries/list-notifications.ts";
import { listTasks } from "../../work/queries/list-tasks.ts";
import { threatAggregates } from "../aggregates.ts";
import { archiveThreatModel } from "../commands/archive-threat-model.ts";
import { acceptRisk } from "./commands/accept-risk.ts";
import { askForThreatOwner } from "./commands/ask-for-threat-owner.ts";
import { commentThreat } from "./commands/comment-threat.ts";
import { createThreat } from "./commands/create-threat.ts";
import { decideThreat } from "./commands/decide-threat.ts";
import { exportThreats } from "./commands/export-threats.ts";
import { refuseRisk } from "./commands/refuse-risk.ts";
import { requestAcceptance } from "./commands/request-acceptance.ts";
import { setThreatState } from "./commands/set-threat-state.ts";
import { updateThreat } from "./commands/update-threat.ts";
import { threatEraser } from "./eraser.ts";
import { run as watch } from "./jobs/watch-threats.handler.ts";
import { readThreatHistory } from "./queries/read-threat-history.ts";
import { readThreat } from "./queries/read-threat.ts";
import {
  DAY_MS,
  inDays,
  data,
  model,
  flow,
  begun,
  because,
  decided,
  update,
  ask,
  list,
  mitigation,
  type Decision,
} from "./testing/threats.ts";

describeCommand(decideThreat, {
  role: "responder",
  arrange: async (org) => {
    const where = await begun(org);
    return {
      input: {
        ...where,
        libraryId: "AIT-001",
        targetId: data,
        decision: "accepted" as const,
        because,
        severity: "critical" as const,
      },
    };
  },
  does: (result) =>
    expect(result).toMatchObject({
      state: "accepted",
      severity: "critical",
      targetName: "Labels",
      target: { part: "element", id: data },
      stride: ["tampering"],
      because,
      libraryVersion: expect.stringMatching(/^modelkeep-ai@\d/) as string,
      refs: expect.arrayContaining(["AML.T0020", "LLM04:2025", "LLM05:2026", "ML02:2023"]) as string[],
    }),
  entry: { type: "threat", after: { libraryId: "AIT-001", state: "accepted" } },
});

describeCommand(createThreat, {
  role: "contributor",
  arrange: async (org) => {
    const { id, diagramId } = await begun(org);
    const grammar = {
      source: "A labeller",
      prerequisites: "",
      action: "sells labels",
      impact: "errors",
      asset: "the model",
    };
    return {
      input: {
        id,
        diagramId,
        targetId: flow,
        title: "Bought labels",
        grammar,
        likelihood: 5,
        impact: 5,
        refs: ["AML.T0020"],
      },
    };
  },
  does: (result) =>
    expect(result).toMatchObject({ targetName: "Labels → Training", severity: "critical", state: "accepted" }),
  entry: { type: "threat", after: { title: "Bought labels", libraryId: null } },
});

describeCommand(updateThreat, {
  role: "contributor",
  arrange: async (org) => {
    const threat = await decided(org);
    return {
      input: { id: threat.id, expectedVersion: 1, likelihood: 1, impact: 2, residualLikelihood: 1, residualImpact: 1 },
    };
  },
  does: (result) => expect(result).toMatchObject({ severity: "low", residualSeverity: "low", version: 2 }),
  entry: { type: "threat", after: { likelihood: 1, severity: "low" } },
  stale: true,
});

describeCommand(setThreatState, {
  role: "contributor",
  arrange: async (org) => ({
    input: { id: (await decided(org)).id, state: "not_applicable" as const, reason: "Labels are ours." },
  }),
  does: (result) => expect(result).toMatchObject({ state: "not_applicable", stateReason: "Labels are ours." }),
  entry: { type: "threat", after: { state: "not_applicable" } },
  stale: true,
});

describeCommand(requestAcceptance, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await decided(org)).id, until: inDays(366), reason: "It is cheap." } }),
  does: (result) => expect(result).toMatchObject({ state: "accepted", asked: true, acceptedUntil: inDays(366) }),
  entry: { type: "threat", after: { acceptedUntil: inDays(366) } },
  stale: true,
});

describeCommand(acceptRisk, {
  role: "security_lead",
  arrange: async (org) => {
    const threat = await decided(org);
    await ask(org, threat);
    return { input: { id: threat.id } };
  },
  does: async (result, org) => {
    expect(result).toMatchObject({ state: "accepted_risk", asked: false, acceptedUntil: inDays(30) });
    const tasks = await runQuery(listTasks, { actor: org.actor("security_lead"), input: { assignee: "anybody" } });
    expect(tasks.items).toEqual([]);
  },
  entry: { type: "threat", after: { state: "accepted_risk" } },
  stale: true,
});

describeCommand(refuseRisk, {
  role: "administrator",
  arrange: async (org) => {
    const threat = await decided(org);
    await ask(org, threat);
    return { input: { id: threat.id, reason: "Not with these data." } };
  },
  does: (result) => expect(result).toMatchObject({ state: "accepted", asked: false, acceptedUntil: null }),
  entry: { type: "threat", after: { state: "accepted", acceptRequestedBy: null } },
  stale: true,
});

describeCommand(commentThreat, {
  role: "contributor",
  arrange: async (org) => {
    const mentions = [org.actor("model_owner").id];
    return { input: { id: (await decided(org)).id, body: "Who labels this?", mentions } };
  },
  does: async (result, org) => {
    expect(result.comments).toMatchObject([
      { body: "Who labels this?", mentions: [{ id: org.actor("model_owner").id }] },
    ]);
    const told = await runQuery(listNotifications, { actor: org.actor("model_owner"), input: {} });
    expect(told.items).toMatchObject([{ kind: "threat_mention", entity: { type: "threat", id: result.id } }]);
  },
  entry: { type: "threat_comment", after: { body: "Who labels this?" } },
});

describeCommand(exportThreats, {
  role: "viewer",
  arrange: async (org) => {
    await decided(org, { decision: "not_applicable", reason: "=1+1" });
    return { input: { state: "all" as const } };
  },
  does: (result) => {
    expect(result.threats).toBe(1);
    expect(result.content).toContain(",'=1+1,");
    expect(result.content).toContain("Poisoned training samples");
  },
  entry: { type: "threat_export", after: { threats: 1 } },
  elsewhere: "none",
});

describe("a decision", () => {
  it("is one row for a threat and its target, however often it is decided", async () => {
    const org = await testOrganization();
    const first = await decided(org);
    const { threatModel, diagramId } = first;
    const input = { id: threatModel.id, diagramId: diagramId!, libraryId: "AIT-001", targetId: data };
    const again = await runCommand(decideThreat, {
      actor: org.actor("contributor"),
      input: { ...input, decision: "not_applicable", reason: "Ours", because: [] },
    });
    expect(again).toMatchObject({ id: first.id, version: 2, state: "not_applicable" });
    expect((await list(org, { state: "all" })).items.map(({ id }) => id)).toEqual([first.id]);
    const both = await Promise.allSettled(
      [1, 2, 3].map(() =>
        runCommand(decideThreat, {
          actor: org.actor("contributor"),
          input: { ...input, targetId: model, decision: "accepted" },
        }),
      ),
    );
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect((await list(org, { state: "all" })).total).toBe(2);
  });

  it("refuses what is in no library, not in the diagram, or without a reason", async () => {
    const org = await testOrganization();
    for (const [decision, path] of [
      [{ libraryId: "AIT-999" }, "libraryId"],
      [{ targetId: newId() }, "targetId"],
      [{ decision: "not_applicable" }, "reason"],
      [{ decision: "mitigated" }, "reason"],
      [{ diagramId: newId() }, "diagramId"],
    ] as const) {
      await expect(decided(org, decision as Decision)).rejects.toMatchObject({ errors: [{ path }] });
    }
  });
});

describe("the life of a threat", () => {
  it("is mitigated by something implemented, which then cannot be taken away", async () => {
    const org = await testOrganization();
    const threat = await decided(org);
    const mitigate = () =>
      runCommand(setThreatState, { actor: org.actor("contributor"), input: { id: threat.id, state: "mitigated" } });
    const planned = await update(org, threat, { mitigations: [mitigation("planned")] });
    await expect(mitigate()).rejects.toMatchObject({ errors: [{ path: "reason" }] });
    const implemented = [{ ...planned.mitigations[0]!, state: "implemented" as const }];
    await update(org, planned, { mitigations: implemented });
    const done = await mitigate();
    expect(done.state).toBe("mitigated");
    await expect(update(org, done, { mitigations: [] })).rejects.toMatchObject({ errors: [{ path: "mitigations" }] });
    const { items } = await list(org, { state: "mitigated" });
    expect(items).toMatchObject([{ mitigations: { all: 1, inPlace: 1 } }]);
  });

  it("lets nobody accept what they asked for, nor without being asked, nor for ever", async () => {
    const org = await testOrganization();
    const threat = await decided(org);
    const accept = (role: "security_lead" | "administrator") =>
      runCommand(acceptRisk, { actor: org.actor(role), input: { id: threat.id } });
    await expect(accept("administrator")).rejects.toMatchObject({ code: "precondition_failed" });
    await expect(ask(org, threat, inDays(367))).rejects.toMatchObject({ errors: [{ path: "until" }] });
    await runCommand(requestAcceptance, {
      actor: org.actor("security_lead"),
      input: { id: threat.id, until: inDays(10), reason: "Small" },
    });
    await expect(accept("security_lead")).rejects.toMatchObject({ code: "forbidden" });
    const tasks = await runQuery(listTasks, { actor: org.actor("administrator"), input: {} });
    expect(tasks.items).toMatchObject([{ kind: "threat_acceptance", entity: { type: "threat", id: threat.id } }]);
    await accept("administrator");
    const withdrawn = await runCommand(setThreatState, {
      actor: org.actor("contributor"),
      input: { id: threat.id, state: "accepted" },
    });
    expect(withdrawn).toMatchObject({ state: "accepted", acceptedBy: null, acceptedUntil: null });
  });

  it("is open again when its acceptance has ended, and leaves a task", async () => {
    const org = await testOrganization();
    const threat = await decided(org, { ownerId: org.actor("model_owner").id });
    const past = () => new Date(Date.now() - 40 * DAY_MS);
    const call = (role: "contributor" | "security_lead", input: object) => ({
      actor: org.actor(role),
      input,
      now: past,
    });
    await runCommand(
      requestAcceptance,
      call("contributor", { id: threat.id, until: inDays(-10), reason: "For now" }) as never,
    );
    await runCommand(acceptRisk, call("security_lead", { id: threat.id }) as never);
    const shown = await runQuery(readThreat, { actor: org.actor("viewer"), input: { id: threat.id } });
    expect(shown).toMatchObject({ state: "accepted", expired: true });
    expect((await list(org)).items).toHaveLength(1);
    expect((await list(org, { state: "accepted_risk" })).items).toEqual([]);
    await watch({ orgId: org.orgId });
    await watch({ orgId: org.orgId });
    const tasks = await runQuery(listTasks, { actor: org.actor("model_owner"), input: {} });
    expect(tasks.items).toMatchObject([{ kind: "threat_risk_expired", entity: { id: threat.id } }]);
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });

  it("asks once for another owner when its owner has left", async () => {
    const org = await testOrganization();
    const left = org.actor("responder");
    await decided(org, { ownerId: left.id });
    const before = runCommand(askForThreatOwner, { actor: org.system, input: { userId: left.id } });
    await expect(before).rejects.toMatchObject({ code: "precondition_failed" });
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: left.id } });
    await watch({ orgId: org.orgId });
    await watch({ orgId: org.orgId });
    const tasks = await runQuery(listTasks, { actor: org.actor("security_lead"), input: { assignee: "anybody" } });
    expect(tasks.items.filter(({ kind }) => kind === "find_threat_owner")).toMatchObject([
      { title: expect.stringContaining("1 open threat of") as string },
    ]);
  });

  it("tells the owner, and is archived with its threat model", async () => {
    const org = await testOrganization();
    const threat = await decided(org);
    const owned = await update(org, threat, { ownerId: org.actor("model_owner").id, dueOn: inDays(-1) });
    expect(owned).toMatchObject({ overdue: true, owner: { id: org.actor("model_owner").id } });
    const told = await runQuery(listNotifications, { actor: org.actor("model_owner"), input: {} });
    expect(told.items).toMatchObject([{ kind: "threat_assigned" }]);
    const history = await runQuery(readThreatHistory, { actor: org.actor("viewer"), input: { id: threat.id } });
    expect(history.items.map(({ action }) => action)).toEqual(["threat.update", "threat.decide"]);
    await runCommand(archiveThreatModel, { actor: org.actor("contributor"), input: { id: threat.threatModel.id } });
    expect((await list(org)).items).toEqual([]);
    await expect(update(org, owned, { title: "New" })).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("forgets a person in its words and comments", async () => {
    const org = await testOrganization();
    const threat = await decided(org, { decision: "not_applicable", reason: "Zebedee Quist said so" });
    const actor = org.actor("contributor");
    await runCommand(commentThreat, { actor, input: { id: threat.id, body: "Ask ZEBEDEE QUIST" } });
    await runCommand(
      {
        kind: "command",
        name: "test.erase",
        summary: "",
        permission: "people:manage",
        input: setThreatState.input.pick({ id: true }),
        output: setThreatState.input.pick({ id: true }),
        async run({ tx, input, ctx }) {
          const subject = { type: "user" as const, id: newId(), texts: ["zebedee quist"] };
          const [first, ...rest] = await threatEraser.erase({ tx, ctx, subject });
          return { result: input, audit: [first!, ...rest] };
        },
      },
      { actor: org.actor("administrator"), input: { id: threat.id } },
    );
    const now = await runQuery(readThreat, { actor, input: { id: threat.id } });
    expect(now).toMatchObject({ stateReason: "[erased] said so", comments: [{ body: "Ask [erased]" }] });
    expect(JSON.stringify(now)).not.toMatch(/zebedee/i);
    expect(await replayOrganization(reader(), org.orgId, threatAggregates)).toMatchObject({ findings: [] });
  });
});
