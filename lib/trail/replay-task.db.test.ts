import { describe, expect, it } from "vitest";
import { registerModel } from "../inventory/commands/register-model.ts";
import { roleCan, roleNames } from "../kernel/policy.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { disableUser } from "../people/commands/disable-user.ts";
import { replayCheck } from "../registry.ts";
import { poolAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { cancelTask } from "../work/commands/cancel-task.ts";
import { completeTask } from "../work/commands/complete-task.ts";
import { listNotifications } from "../work/queries/list-notifications.ts";
import { listTasks } from "../work/queries/list-tasks.ts";
import { reportReplay } from "./commands/report-replay.ts";
import { readReplayRun } from "./queries/read-replay-run.ts";
import { tamper } from "./testing/tamper.ts";

type Scene = TestOrganization & { models: string[] };

async function scene(): Promise<Scene> {
  const org = await testOrganization();
  const actor = org.actor("administrator");
  const models: string[] = [];
  for (const name of ["Scorer", "Sorter"]) {
    const input = { name, kind: "predictive", sensitivity: "internal", stage: "design" } as never;
    models.push((await runCommand(registerModel, { actor, input })).id);
  }
  return { ...org, models };
}

const rename = (id: string | undefined, name: string): Promise<void> =>
  tamper("update model set name = $2 where id = $1", [id, name]);

const check = async (org: Scene): Promise<void> => {
  const { run } = await replayCheck.replayJob.handler();
  await run({ orgId: org.orgId });
};

const tasks = async (org: Scene) =>
  (await runQuery(listTasks, { actor: org.actor("auditor"), input: { assignee: "anybody", state: "all" } })).items;

const told = async (org: Scene, role: "administrator" | "security_lead" | "viewer") =>
  (await runQuery(listNotifications, { actor: org.actor(role), input: {} })).items.map(({ kind }) => kind);

describe("findings of the replay check", () => {
  it("open one task for the security lead, tell the administrator too, and close it when they are gone", async () => {
    const org = await scene();
    await check(org);
    expect(await tasks(org)).toEqual([]);
    await rename(org.models[0], "Other");
    await check(org);
    await check(org);
    expect(await tasks(org)).toMatchObject([
      {
        kind: "replay_findings",
        state: "open",
        title: "Look into 1 record that does not match the audit trail",
        detail: expect.stringContaining("found: 1 model differs.") as string,
        assignee: { name: org.actor("security_lead").name },
        createdBy: null,
      },
    ]);
    expect(await told(org, "security_lead")).toEqual(["task_assigned"]);
    expect(await told(org, "administrator")).toEqual(["replay_findings"]);
    expect(await told(org, "viewer")).toEqual([]);
    await rename(org.models[0], "Scorer");
    await check(org);
    expect(await tasks(org)).toMatchObject([{ state: "done" }]);
    expect((await told(org, "security_lead"))[0]).toBe("replay_clean");
    expect((await told(org, "administrator"))[0]).toBe("replay_clean");
  });

  it("that change replace the task; one that somebody called done comes again, a cancelled one does not", async () => {
    const org = await scene();
    const actor = org.actor("security_lead");
    await rename(org.models[0], "Other");
    await check(org);
    await rename(org.models[1], "Another");
    await check(org);
    const [second, first] = await tasks(org);
    expect([first?.state, second?.state]).toEqual(["cancelled", "open"]);
    expect(second?.detail).toContain("2 models differ");
    await runCommand(completeTask, { actor, input: { id: second?.id ?? "" } });
    await check(org);
    const again = await tasks(org);
    expect(again.map(({ state }) => state)).toEqual(["open", "done", "cancelled"]);
    await runCommand(cancelTask, { actor, input: { id: again[0]?.id ?? "" } });
    await check(org);
    expect((await tasks(org)).map(({ state }) => state)).toEqual(["cancelled", "done", "cancelled"]);
  });

  it("go to an administrator where there is no security lead", async () => {
    const org = await scene();
    const actor = org.actor("administrator");
    await runCommand(disableUser, { actor, input: { id: org.actor("security_lead").id } });
    await rename(org.models[0], "Other");
    await check(org);
    expect(await tasks(org)).toMatchObject([{ assignee: { name: actor.name } }]);
  });

  it("are reported by the product alone, and only when there is something to do", async () => {
    const org = await scene();
    const report = (actor = org.system) => runCommand(reportReplay, { actor, input: {} });
    await expect(report(org.actor("administrator"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(report()).rejects.toMatchObject({ code: "precondition_failed" });
    await check(org);
    await expect(report()).rejects.toMatchObject({ code: "precondition_failed" });
  });
});

describe("the last result", () => {
  it("names the newest entry of each thing, its task, and comes page by page", async () => {
    const org = await scene();
    const actor = org.actor("auditor");
    const read = (input: object = {}) => runQuery(readReplayRun, { actor, input });
    await rename(org.models[0], "Other");
    await tamper("delete from model where id = $1", [org.models[1]]);
    await tamper(
      `insert into model (id, org_id, slug, name, kind, sensitivity, stage, state, version, created_at, updated_at)
       select gen_random_uuid(), org_id, 'slipped-in', name, kind, sensitivity, stage, state, 1, created_at, updated_at from model where id = $1`,
      [org.models[0]],
    );
    await check(org);
    const { run, kept, task } = await read();
    expect(kept).toBe(3);
    expect(task).toMatchObject({ assignee: org.actor("security_lead").name });
    expect((await read()).abilities).toEqual({ run: true });
    const newest = new Map(run?.findings.map((each) => [each.kind, each.newest]));
    expect(newest.get("differs")).toMatchObject({ action: "model.register", entity: { id: org.models[0] } });
    expect(newest.get("missing")).toMatchObject({ entity: { id: org.models[1], label: "Sorter" } });
    expect(newest.get("unlogged")).toBeNull();
    const [first, second] = [await read({ limit: 2 }), await read({ from: 2, limit: 2 })];
    expect([...(first.run?.findings ?? []), ...(second.run?.findings ?? [])]).toEqual(run?.findings);
  });
});

describe("asking for a check", () => {
  const ask = (org: Scene, role: (typeof roleNames)[number]) =>
    runScratch(replayCheck.requestReplay, { actor: org.actor(role), input: {} });

  it("queues one check, however often it is asked for", async () => {
    const org = await scene();
    await ask(org, "auditor");
    const { requestedAt } = await ask(org, "security_lead");
    const { rows } = await poolAs("worker").query<{ payload: unknown }>(
      `select p.payload from graphile_worker._private_jobs p where p.key = $1`,
      [`audit.replay:${org.orgId}`],
    );
    expect(rows).toEqual([{ payload: { orgId: org.orgId } }]);
    await check(org);
    const { run } = await runQuery(readReplayRun, { actor: org.actor("auditor"), input: {} });
    expect(Date.parse(run?.startedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(requestedAt));
  });

  it("is for those who check the trail", async () => {
    const org = await scene();
    for (const role of roleNames.filter((name) => !roleCan(name, "audit:check"))) {
      await expect(ask(org, role)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
