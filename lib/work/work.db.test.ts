import { describe, expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { disableUser } from "../people/commands/disable-user.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { cancelTask } from "./commands/cancel-task.ts";
import { completeTask } from "./commands/complete-task.ts";
import { createTask } from "./commands/create-task.ts";
import { markNotificationsRead } from "./commands/mark-notifications-read.ts";
import { listNotifications } from "./queries/list-notifications.ts";
import { listTasks } from "./queries/list-tasks.ts";

const ask = (org: TestOrganization, more: object = {}) =>
  runCommand(createTask, { actor: org.actor("security_lead"), input: { title: "Review the card", ...more } });

const notificationsOf = (org: TestOrganization, role: "viewer" | "responder" | "security_lead", input: object = {}) =>
  runQuery(listNotifications, { actor: org.actor(role), input });

describeCommand(createTask, {
  role: "security_lead",
  arrange: (org) =>
    Promise.resolve({
      input: {
        title: "Review the card",
        entity: { type: "organization", id: org.orgId },
        assigneeId: org.actor("responder").id,
        dueAt: "2026-12-01T09:00:00.000Z",
      },
    }),
  does(task, org) {
    expect(task).toMatchObject({
      state: "open",
      assignee: { name: org.actor("responder").name },
      createdBy: org.actor("security_lead").name,
      dueAt: "2026-12-01T09:00:00.000Z",
    });
  },
  entry: { type: "task", after: { title: "Review the card", state: "open" } },
  elsewhere: "invalid_input",
});

describeCommand(completeTask, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await ask(org)).id, reason: "Looked at it." } }),
  does: (task) => {
    expect(task.state).toBe("done");
    expect(task.doneAt).not.toBeNull();
    expect(task.abilities).toEqual({ complete: false, cancel: false });
  },
  entry: { type: "task", after: { state: "done" } },
  stale: true,
});

describeCommand(cancelTask, {
  role: "contributor",
  arrange: async (org) => ({ input: { id: (await ask(org)).id } }),
  does: (task) => expect(task).toMatchObject({ state: "cancelled", doneAt: null }),
  entry: { type: "task", after: { state: "cancelled" } },
  stale: true,
});

describe("tasks", () => {
  it("are closed once", async () => {
    const org = await testOrganization();
    const { id } = await ask(org);
    await runCommand(completeTask, { actor: org.actor("contributor"), input: { id } });
    await expect(runCommand(cancelTask, { actor: org.actor("contributor"), input: { id } })).rejects.toMatchObject({
      code: "precondition_failed",
      message: "This task is done already.",
    });
  });

  it("go to nobody who is disabled or elsewhere, and are about nothing that is not here", async () => {
    const org = await testOrganization();
    const other = await testOrganization();
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: org.actor("viewer").id } });
    for (const assigneeId of [newId(), other.actor("viewer").id, org.actor("viewer").id]) {
      await expect(ask(org, { assigneeId })).rejects.toMatchObject({ errors: [{ path: "assigneeId" }] });
    }
    const entity = { type: "organization", id: other.orgId };
    await expect(ask(org, { entity })).rejects.toMatchObject({ errors: [{ path: "entity.id" }] });
  });

  it("are listed as mine, of a thing, or all, in pages that neither repeat nor miss", async () => {
    const org = await testOrganization();
    await ask(await testOrganization());
    const mine = await ask(org, { assigneeId: org.actor("responder").id });
    const about = await ask(org, { entity: { type: "organization", id: org.orgId } });
    for (let n = 0; n < 5; n += 1) await ask(org, { title: `Task ${n}` });
    const list = (input: object) => runQuery(listTasks, { actor: org.actor("responder"), input });
    expect((await list({})).items.map((task) => task.id)).toEqual([mine.id]);
    const ofThing = { assignee: "anybody", entityType: "organization", entityId: org.orgId };
    expect((await list(ofThing)).items.map((task) => task.id)).toEqual([about.id]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await list({
        assignee: "anybody",
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((task) => task.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("notifications", () => {
  it("reach the person a task is for, and their browsers only, but not who acts", async () => {
    const org = await testOrganization();
    await ask(org, { assigneeId: org.actor("viewer").id });
    await ask(org, { assigneeId: org.actor("security_lead").id });
    const { items, unread } = await notificationsOf(org, "viewer");
    expect(items).toMatchObject([{ kind: "task_assigned", title: "Review the card", readAt: null }]);
    expect(unread).toBe(1);
    expect((await notificationsOf(org, "security_lead")).items).toEqual([]);
    const events = await rowsAs("app", "select user_id from live_event where entity_id = $1", [items[0]?.id]);
    expect(events).toEqual([{ user_id: org.actor("viewer").id }]);
  });

  it("are marked as read by their owner alone: some, or all", async () => {
    const org = await testOrganization();
    for (let n = 0; n < 3; n += 1) await ask(org, { assigneeId: org.actor("viewer").id });
    const first = (await notificationsOf(org, "viewer")).items[0]?.id ?? "";
    const mark = (role: "viewer" | "responder", input: { ids?: string[] }) =>
      runScratch(markNotificationsRead, { actor: org.actor(role), input });
    await mark("responder", { ids: [first] });
    expect((await notificationsOf(org, "viewer")).unread).toBe(3);
    expect(await mark("viewer", { ids: [first] })).toEqual({ unread: 2 });
    expect((await notificationsOf(org, "viewer", { show: "unread" })).items).toHaveLength(2);
    expect(await mark("viewer", {})).toEqual({ unread: 0 });
  });
});
