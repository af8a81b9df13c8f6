import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { importDoor } from "../import-door.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { listNotifications } from "../work/queries/list-notifications.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { addConnection } from "./commands/add-connection.ts";
import { removeConnection } from "./commands/remove-connection.ts";
import { syncNow } from "./commands/sync-now.ts";
import { updateConnection } from "./commands/update-connection.ts";
import { run } from "./jobs/sync-connections.handler.ts";
import { listConnections } from "./queries/list-connections.ts";
import { startMlflow, type MlflowServer } from "./testing/mlflow-server.ts";

const settings = vi.hoisted(() => ({ allow: "127.0.0.1" }));
vi.mock("../env.ts", async (original) => {
  const real = await original<{ env: () => object }>();
  return { ...real, env: () => ({ ...real.env(), MODELKEEP_OUTBOUND_ALLOW: settings.allow }) };
});

let server: MlflowServer;
beforeAll(async () => {
  const version = { name: "fraud", version: "1", current_stage: "Production", source: "s3://m/1", status: "READY" };
  server = await startMlflow({ models: [{ name: "fraud" }], versions: [version] });
});
afterAll(() => server.close());

const TOKEN = "token-that-nobody-sees";
const add = (org: TestOrganization) =>
  runCommand(addConnection, {
    actor: org.actor("security_lead"),
    input: { name: "MLflow", baseUrl: server.url, token: TOKEN },
  });
const list = async (org: TestOrganization) =>
  (await runQuery(listConnections, { actor: org.actor("administrator"), input: {} })).items;

describeCommand(addConnection, {
  role: "security_lead",
  arrange: async () => ({ input: { name: "MLflow", baseUrl: "https://mlflow.example/", token: TOKEN } }),
  does: (result) => {
    expect(result).toMatchObject({ baseUrl: "https://mlflow.example", schedule: "daily", lastRun: null });
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  },
  entry: { type: "connection", after: { name: "MLflow", state: "active" } },
  elsewhere: "none",
});

describeCommand(updateConnection, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id, schedule: "hourly" as const } }),
  does: (result) => expect(result).toMatchObject({ schedule: "hourly", name: "MLflow" }),
  entry: { type: "connection", after: { schedule: "hourly" } },
  stale: true,
});

describeCommand(removeConnection, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: async (_result, org) => expect(await list(org)).toEqual([]),
  entry: { type: "connection", after: { state: "removed", schedule: "off" } },
  stale: true,
});

describeCommand(syncNow, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: async (_result, _org, { input }) => {
    const jobs = await rowsAs("owner", "select 1 from graphile_worker._private_jobs where key = $1", [
      `connection.sync:${input.id}`,
    ]);
    expect(jobs).toHaveLength(1);
  },
  entry: { type: "connection_sync", after: { name: "MLflow" } },
});

describe("a token", () => {
  it("stands nowhere in the clear, is out of reach of queries, and is asked for again with another address", async () => {
    const org = await testOrganization();
    const { id } = await add(org);
    await expect(rowsAs("read", "select * from connection_secret")).rejects.toThrow(/permission denied/);
    const [kept] = await rowsAs(
      "owner",
      "select encode(sealed, 'escape') as text from connection_secret where connection_id = $1",
      [id],
    );
    expect(String(kept?.["text"])).not.toContain(TOKEN);
    const actor = org.actor("administrator");
    const moved = runCommand(updateConnection, { actor, input: { id, baseUrl: "https://elsewhere.example" } });
    await expect(moved).rejects.toMatchObject({ code: "invalid_input", errors: [{ path: "token" }] });
    await runCommand(removeConnection, { actor, input: { id } });
    expect(await rowsAs("owner", "select 1 from connection_secret where connection_id = $1", [id])).toEqual([]);
  });
});

describe("a sync", () => {
  it("previews what is new for its owner, tells them once, and applies nothing by itself", async () => {
    const org = await testOrganization();
    const { id } = await add(org);
    const owner = org.actor("security_lead");
    await run({ orgId: org.orgId, id });
    expect(server.asked.at(-1)?.authorization).toBe(`Bearer ${TOKEN}`);
    const [first] = await list(org);
    expect(first?.lastRun).toMatchObject({ state: "done", failure: null, creates: 2, updates: 0 });
    const importId = first?.lastRun?.importId ?? "";
    const notes = await runQuery(listNotifications, { actor: owner, input: {} });
    expect(notes.items).toMatchObject([{ title: "MLflow: 2 new", entity: { type: "import", id: importId } }]);
    const models = await rowsAs("owner", "select 1 from model where org_id = $1", [org.orgId]);
    expect(models).toEqual([]);

    await run({});
    expect((await list(org))[0]?.lastRun?.importId).toBe(importId);

    await runCommand(importDoor.apply, { actor: owner, input: { id: importId } });
    const made = await rowsAs("owner", "select name, source_key from model where org_id = $1", [org.orgId]);
    expect(made).toEqual([{ name: "fraud", source_key: "mlflow:fraud" }]);
    await run({ orgId: org.orgId, id });
    expect((await list(org))[0]?.lastRun).toMatchObject({ creates: 0, updates: 0 });
    expect((await runQuery(listNotifications, { actor: owner, input: {} })).items).toHaveLength(1);
  });

  it("says why it failed, and reads again next time", async () => {
    const org = await testOrganization();
    const { id } = await add(org);
    settings.allow = "";
    await run({ orgId: org.orgId, id });
    expect((await list(org))[0]?.lastRun).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("MODELKEEP_OUTBOUND_ALLOW") as string,
    });
    settings.allow = "127.0.0.1";
    await run({ orgId: org.orgId, id });
    expect((await list(org))[0]?.lastRun).toMatchObject({ state: "done", failure: null });
    const stranger = await testOrganization();
    expect(await list(stranger)).toEqual([]);
    await run({ orgId: stranger.orgId, id });
  });
});
