import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { listNotifications } from "../work/queries/list-notifications.ts";
import { addChannel } from "./commands/add-channel.ts";
import { addSilence } from "./commands/add-silence.ts";
import { endSilence } from "./commands/end-silence.ts";
import { resolveAlert } from "./commands/resolve-alert.ts";
import { updateChannel } from "./commands/update-channel.ts";
import { listAlerts } from "./queries/list-alerts.ts";
import { handleSignals } from "./rounds/handle-signals.ts";
import { settleAlerts } from "./rounds/settle-alerts.ts";
import { later, tell } from "./testing/deliver-all.ts";
import { addModel, putSignal } from "./testing/put-signal.ts";
import { startWebhooks, type WebhookServer } from "./testing/webhook-server.ts";

const settings = vi.hoisted(() => ({ MODELKEEP_OUTBOUND_ALLOW: "127.0.0.1", SMTP_URL: "" }));
vi.mock("../env.ts", async (original) => {
  const real = await original<{ env: () => object }>();
  return { ...real, env: () => ({ ...real.env(), ...settings }) };
});

let hooks: WebhookServer;
beforeAll(async () => {
  hooks = await startWebhooks();
});
afterAll(() => hooks.close());
beforeEach(() => {
  hooks.received.length = 0;
});

const add = (org: TestOrganization) =>
  runCommand(addChannel, {
    actor: org.actor("security_lead"),
    input: { name: "Pager", kind: "webhook", address: hooks.url, secret: "a-secret-of-the-receiver" },
  });
const hour = (from: number, to: number) => ({
  from: later(from * 3_600).toISOString(),
  to: later(to * 3_600).toISOString(),
});
const silence = (org: TestOrganization, input: object = {}) =>
  runCommand(addSilence, { actor: org.actor("responder"), input: { ...hour(-1, 1), reason: "Load test", ...input } });

describe("a group of alerts", () => {
  const bodies = () =>
    hooks.received.map(
      ({ body }) =>
        JSON.parse(body) as { title: string; event: string; url: string; alerts: { title: string; event: string }[] },
    );
  const put = (org: TestOrganization, modelId: string, names: readonly string[], severity = "medium") =>
    Promise.all(names.map((name) => putSignal(org, modelId, { fingerprint: name, words: `${name} moved`, severity })));
  const names = Array.from({ length: 20 }, (_, index) => `feature ${index}`);

  it("is one message that lists all of them; what comes later is told after the interval, what is over once", async () => {
    const org = await testOrganization();
    await add(org);
    const modelId = await addModel(org);
    await put(org, modelId, names);
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    expect(bodies()).toMatchObject([{ title: "20 alerts: Scorer", event: "alert.opened", alert: null }]);
    expect(new Set(bodies()[0]?.alerts.map((alert) => (alert as unknown as { words: string }).words)).size).toBe(20);
    expect(bodies()[0]?.url).toContain(`/alerts?model=${modelId}`);
    const notes = await runQuery(listNotifications, { actor: org.actor("responder"), input: {} });
    expect(notes.items).toMatchObject([{ title: "20 alerts: Scorer", entity: { type: "model", id: modelId } }]);

    await put(org, modelId, ["late"]);
    await handleSignals({ orgId: org.orgId });
    await tell(org, 120);
    expect(bodies()).toHaveLength(1);
    await tell(org, 31 + 300);
    expect(bodies().map(({ title }) => title)).toEqual(["20 alerts: Scorer", "Drift: Scorer"]);

    const { items } = await runQuery(listAlerts, { actor: org.actor("viewer"), input: {} });
    for (const { id } of items.slice(0, 3))
      await runCommand(resolveAlert, { actor: org.actor("responder"), input: { id } });
    await tell(org, 700);
    await tell(org, 1_400);
    expect(bodies()).toHaveLength(3);
    expect(bodies()[2]).toMatchObject({ title: "3 alerts resolved: Scorer", event: "alert.resolved" });
  });

  it("is of one model and severity, unless the channel wants it otherwise; a graver one changes its group", async () => {
    const org = await testOrganization();
    const { id, version } = await add(org);
    const modelId = await addModel(org);
    await put(org, modelId, ["a", "b"]);
    await put(org, modelId, ["c", "d"], "high");
    await handleSignals({ orgId: org.orgId });
    await put(org, modelId, ["a"], "high");
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    expect(
      bodies()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(["3 alerts: Scorer", "Drift: Scorer"]);
    const change = { id, expectedVersion: version, together: "all" as const, waitMs: 0, intervalMs: 0 };
    await runCommand(updateChannel, { actor: org.actor("administrator"), input: change });
    await put(org, modelId, ["e"], "critical");
    await put(org, modelId, ["f", "b"], "high");
    await handleSignals({ orgId: org.orgId });
    await tell(org, 40);
    expect(bodies()).toHaveLength(3);
    expect(
      bodies()[2]
        ?.alerts.map(({ event }) => event)
        .sort(),
    ).toEqual(["alert.escalated", "alert.opened", "alert.opened"]);
  });

  it("leaves out what was silenced while it waited, and tells of it when that ends", async () => {
    const org = await testOrganization();
    await add(org);
    const modelId = await addModel(org);
    await put(org, modelId, ["a"]);
    await handleSignals({ orgId: org.orgId });
    const { id } = await silence(org);
    await tell(org);
    expect(bodies()).toEqual([]);
    await runCommand(endSilence, { actor: org.actor("responder"), input: { id } });
    await tell(org);
    expect(bodies()).toMatchObject([{ event: "alert.opened" }]);
  });
});

describe("a silence", () => {
  it("covers what matches: kept and shown, told to nobody until it ends", async () => {
    const org = await testOrganization();
    await add(org);
    const modelId = await addModel(org);
    const { id } = await silence(org, { matchers: [{ label: "model", is: "equal", value: modelId }] });
    await putSignal(org, modelId);
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    const open = async () => (await runQuery(listAlerts, { actor: org.actor("viewer"), input: {} })).items;
    expect([(await open()).map(({ silenced }) => silenced), hooks.received.length]).toEqual([[true], 0]);
    await settleAlerts(new Date(), { orgId: org.orgId });
    expect((await open())[0]?.silenced).toBe(true);
    await runCommand(endSilence, { actor: org.actor("responder"), input: { id } });
    await tell(org);
    expect([(await open()).map(({ silenced }) => silenced), hooks.received.length]).toEqual([[false], 1]);
  });

  it("marks what is open when it begins, also again and again, and unmarks it when it ends; who heard of it is told that it goes on", async () => {
    const org = await testOrganization();
    await add(org);
    const modelId = await addModel(org);
    await putSignal(org, modelId);
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    const events = () => hooks.received.map(({ headers }) => headers["modelkeep-event"]);
    expect(events()).toEqual(["alert.opened"]);
    const maintenance = { ...hour(1, 2), everyMs: 24 * 3_600_000, reason: "Nightly load" };
    await silence(org, maintenance);
    const marked = async () =>
      (await runQuery(listAlerts, { actor: org.actor("viewer"), input: {} })).items[0]?.silenced;
    expect(await marked()).toBe(false);
    const round = async (seconds: number) => {
      await rowsAs("owner", "update alert_tally set last_at = $2 where org_id = $1", [org.orgId, later(seconds)]);
      await settleAlerts(later(seconds), { orgId: org.orgId });
      await tell(org, seconds + 31);
    };
    await round(1.5 * 3_600);
    expect([await marked(), events()]).toEqual([true, ["alert.opened"]]);
    await round(2.5 * 3_600);
    expect([await marked(), events()]).toEqual([false, ["alert.opened", "alert.continued"]]);
    await round(25.5 * 3_600);
    expect(await marked()).toBe(true);
    const { items } = await runQuery(listAlerts, { actor: org.actor("viewer"), input: {} });
    await runCommand(resolveAlert, { actor: org.actor("responder"), input: { id: items[0]?.id ?? "" } });
    await tell(org, 26 * 3_600);
    expect(events()).toEqual(["alert.opened", "alert.continued", "alert.resolved"]);
  });

  it("wants an end after its begin, and a pause before it comes again", async () => {
    const org = await testOrganization();
    await expect(silence(org, hour(1, 0))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(silence(org, { everyMs: 3_600_000 })).rejects.toMatchObject({ code: "invalid_input" });
  });
});
