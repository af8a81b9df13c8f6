import { expect, it } from "vitest";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { disableUser } from "../../people/commands/disable-user.ts";
import { enableUser } from "../../people/commands/enable-user.ts";
import { rowsAs } from "../../testing/database.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { listTasks } from "../../work/queries/list-tasks.ts";
import { registerAsset } from "../assets/commands/register-asset.ts";
import { run as followOwner } from "../jobs/follow-owner.handler.ts";
import { archiveModel } from "./archive-model.ts";
import { registerModel } from "./register-model.ts";

async function disable(org: TestOrganization): Promise<{ orgId: string; userId: string }> {
  const userId = org.actor("model_owner").id;
  await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: userId } });
  return { orgId: org.orgId, userId };
}

const openTasks = async (org: TestOrganization) =>
  (await runQuery(listTasks, { actor: org.actor("security_lead"), input: { assignee: "anybody" } })).items;

it("a person who is shut out leaves one task, for a security lead, that names what they own", async () => {
  const org = await testOrganization();
  const actor = org.actor("model_owner");
  await runCommand(registerModel, { actor, input: { name: "Card fraud", kind: "predictive" } });
  const old = await runCommand(registerModel, { actor, input: { name: "Gone", kind: "predictive" } });
  await runCommand(archiveModel, { actor, input: { id: old.id, expectedVersion: 1 } });
  await runCommand(registerAsset, { actor, input: { kind: "dataset", name: "Payments" } });
  await runCommand(registerAsset, { actor, input: { kind: "dataset", name: "Nobody's", ownerId: null } });
  const event = await disable(org);
  const [job] = await rowsAs(
    "worker",
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'user.was_disabled' and payload->>'userId' = $1",
    [event.userId],
  );
  expect(job?.["payload"]).toEqual(event);

  await followOwner(event);
  await followOwner(event);
  const tasks = await openTasks(org);
  expect(tasks).toHaveLength(1);
  expect(tasks[0]).toMatchObject({
    kind: "find_owner",
    title: `Find a new owner for 2 things of ${actor.name}`,
    entity: { type: "user", id: actor.id },
    assignee: { id: org.actor("security_lead").id },
  });
  expect(tasks[0]?.detail).toContain("Models: Card fraud. Datasets: Payments.");
  const [note] = await rowsAs("app", "select kind from notification where user_id = $1", [
    org.actor("administrator").id,
  ]);
  expect(note).toEqual({ kind: "find_owner" });
});

it("who owns nothing, or is back, leaves no task", async () => {
  const org = await testOrganization();
  const event = await disable(org);
  await followOwner(event);
  await runCommand(enableUser, { actor: org.actor("administrator"), input: { id: event.userId } });
  await runCommand(registerModel, { actor: org.actor("model_owner"), input: { name: "Own", kind: "other" } });
  await followOwner(event);
  expect(await openTasks(org)).toEqual([]);
});
