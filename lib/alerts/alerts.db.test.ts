import { describe, expect, it } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { listTelemetry } from "../telemetry/queries/list-telemetry.ts";
import { readTelemetry } from "../telemetry/queries/read-telemetry.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { listNotifications } from "../work/queries/list-notifications.ts";
import { addSignal } from "./add-signal.ts";
import { addRule } from "./commands/add-rule.ts";
import { addSilence } from "./commands/add-silence.ts";
import { enableRule } from "./commands/enable-rule.ts";
import { removeRule } from "./commands/remove-rule.ts";
import { acknowledgeAlert } from "./commands/acknowledge-alert.ts";
import { raiseAlert } from "./commands/raise-alert.ts";
import { resolveAlert } from "./commands/resolve-alert.ts";
import { groupAlertsByModel } from "./queries/group-alerts.ts";
import { listAlerts } from "./queries/list-alerts.ts";
import { readAlert } from "./queries/read-alert.ts";
import { readAlertAccount } from "./queries/read-alert-account.ts";
import { readAlertHistory } from "./queries/read-alert-history.ts";
import { handleSignals } from "./rounds/handle-signals.ts";
import { settleAlerts } from "./rounds/settle-alerts.ts";
import { tellGroups } from "./rounds/tell-groups.ts";
import { watchWindows } from "./rounds/watch-windows.ts";
import { addModel, putSignal } from "./testing/put-signal.ts";
import { putWindows } from "./testing/put-windows.ts";

const HOUR = 3_600_000;

const list = async (org: TestOrganization, input: object = {}) =>
  runQuery(listAlerts, { actor: org.actor("viewer"), input });
/** What people read once alerts waited for others of their group. */
const notesOf = async (org: TestOrganization, seconds = 31) => {
  await tellGroups(new Date(Date.now() + seconds * 1_000), { orgId: org.orgId });
  return read(org);
};
const read = async (org: TestOrganization) =>
  (await runQuery(listNotifications, { actor: org.actor("responder"), input: {} })).items;

async function firing(org: TestOrganization): Promise<string> {
  await putSignal(org, await addModel(org));
  await handleSignals({ orgId: org.orgId });
  return (await list(org)).items[0]?.id ?? "";
}

describeCommand(acknowledgeAlert, {
  role: "responder",
  arrange: async (org) => ({ input: { id: await firing(org) } }),
  does: (result, org) =>
    expect(result).toMatchObject({ state: "firing", acknowledgedBy: org.actor("responder").name, version: 2 }),
  entry: { type: "alert", after: { state: "firing" } },
  stale: true,
});

describeCommand(resolveAlert, {
  role: "responder",
  arrange: async (org) => ({ input: { id: await firing(org), reason: "A planned test" } }),
  does: async (result, org) => {
    expect(result).toMatchObject({ state: "resolved" });
    expect((await list(org)).items).toEqual([]);
  },
  entry: { type: "alert", after: { state: "resolved" } },
  stale: true,
});

describe("signals", () => {
  it("become one alert for each event, graver when a graver one comes, and people hear of it", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    await putSignal(org, modelId, { at: new Date(Date.now() - 2 * HOUR), severity: "medium" });
    await putSignal(org, modelId, { at: new Date(Date.now() - HOUR), severity: "medium" });
    await handleSignals({ orgId: org.orgId });
    const first = await list(org);
    expect(first.items).toMatchObject([
      { state: "firing", severity: "medium", title: "Drift: Scorer", count: 2, techniques: ["AML.T0020"], version: 1 },
    ]);
    expect(first.items[0]?.model).toMatchObject({ id: modelId, slug: "scorer" });
    expect((await notesOf(org)).map(({ title }) => title)).toEqual(["Drift: Scorer"]);
    await putSignal(org, modelId, { severity: "high", words: "amount moved by 0.9" });
    await handleSignals({ orgId: org.orgId });
    const [alert] = (await list(org)).items;
    expect(alert).toMatchObject({ severity: "high", count: 3, words: "amount moved by 0.9", version: 2 });
    expect((await notesOf(org)).map(({ title }) => title)).toEqual(["Graver: Drift: Scorer", "Drift: Scorer"]);
    expect(await runQuery(readAlert, { actor: org.actor("viewer"), input: { id: alert?.id ?? "" } })).toEqual(alert);
  });

  it("count once when they are handled twice, also at the same time", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const signalId = await putSignal(org, modelId);
    const again = () => runCommand(raiseAlert, { actor: org.system, input: { signalId } });
    const outcomes = await Promise.allSettled([again(), again()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await runScratch(addSignal, { actor: org.system, input: { signalId } })).toEqual({ outcome: "gone" });
    await handleSignals({ orgId: org.orgId });
    expect((await list(org)).items).toMatchObject([{ count: 1 }]);
  });

  it("make no alert when they are small or unsure", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    await putSignal(org, modelId, { severity: "low" });
    await putSignal(org, modelId, { sure: 0.4, fingerprint: "drift other" });
    await handleSignals({ orgId: org.orgId });
    expect(await list(org, { state: "all" })).toMatchObject({ items: [], total: 0 });
    const left = await rowsAs("owner", "select 1 from telemetry_signal where org_id = $1 and not handled", [org.orgId]);
    expect(left).toEqual([]);
  });

  it("end their alert when they do not come again, and open another later", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const now = Date.now();
    await putSignal(org, modelId, { at: new Date(now - 2 * HOUR) });
    await handleSignals({ orgId: org.orgId });
    await settleAlerts(new Date(now), { orgId: org.orgId });
    expect((await list(org)).items).toHaveLength(1);
    await settleAlerts(new Date(now + HOUR + 1), { orgId: org.orgId });
    expect((await list(org, { state: "resolved" })).items).toMatchObject([{ state: "resolved", acknowledgedBy: null }]);
    await putSignal(org, modelId, { at: new Date(now) });
    await handleSignals({ orgId: org.orgId });
    expect(await list(org, { state: "all" })).toMatchObject({
      items: [{ state: "firing" }, { state: "resolved" }],
      total: 2,
    });
  });

  it("say nothing of drift while the model is silent, and tell of it when it goes on afterwards", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const detector = `insert into telemetry_detector (org_id, subject_id, detector, bucket, state) values ($1, $2, 'silence', now(), $3)
      on conflict (org_id, subject_id, detector) do update set state = excluded.state`;
    await rowsAs("owner", detector, [org.orgId, modelId, { silent: true }]);
    await putSignal(org, modelId, { kind: "silence", severity: "high", at: new Date(Date.now() - 1_000) });
    await putSignal(org, modelId);
    await handleSignals({ orgId: org.orgId });
    const open = (await list(org)).items;
    expect(open.map(({ title, silenced }) => [title, silenced])).toEqual([
      ["Drift: Scorer", true],
      ["Telemetry fell silent: Scorer", false],
    ]);
    expect((await notesOf(org)).map(({ title }) => title)).toEqual(["Telemetry fell silent: Scorer"]);
    await settleAlerts(new Date(), { orgId: org.orgId });
    expect((await list(org)).items).toHaveLength(2);
    await rowsAs("owner", detector, [org.orgId, modelId, { silent: false }]);
    await settleAlerts(new Date(), { orgId: org.orgId });
    await settleAlerts(new Date(), { orgId: org.orgId });
    expect((await list(org)).items).toMatchObject([{ title: "Drift: Scorer", silenced: false }]);
    expect((await notesOf(org, 400)).map(({ title }) => title).sort()).toEqual([
      "Drift: Scorer",
      "Resolved: Telemetry fell silent: Scorer",
      "Telemetry fell silent: Scorer",
    ]);
  });
});

describe("the account of an alert", () => {
  it("says what it saw, who was told, how it stands, and what happened; others do not find it", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const { id: ruleId } = await runCommand(addRule, {
      actor: org.actor("security_lead"),
      input: { name: "Errors", watches: "errors", condition: { direction: "above", fire: 5, clear: 2 } },
    });
    await runCommand(enableRule, { actor: org.actor("security_lead"), input: { id: ruleId }, now: () => new Date(0) });
    const STEP = 300_000;
    const begin = Math.floor(Date.now() / STEP) * STEP - 4 * STEP;
    await putWindows(org, modelId, [[begin, 100, 8]]);
    await watchWindows(new Date(begin + STEP + 200_000));
    const [alert] = (await list(org)).items;
    const id = alert?.id ?? "";
    const account = () => runQuery(readAlertAccount, { actor: org.actor("viewer"), input: { id } });
    expect(await account()).toMatchObject({
      ...{ kind: "rule", ruleRemoved: false, rule: { name: "Errors" }, people: null, deliveries: [], silences: [] },
      watched: { series: "traffic:errors", limit: { value: 5, words: "fires above 5%" } },
    });
    await notesOf(org);
    const reason = "Retraining";
    const span = { from: new Date(Date.now() - HOUR).toISOString(), to: new Date(Date.now() + HOUR).toISOString() };
    await runCommand(addSilence, { actor: org.actor("responder"), input: { ...span, reason } });
    expect(await account()).toMatchObject({ silences: [reason], people: { event: "alert.opened" } });
    await runCommand(resolveAlert, { actor: org.actor("responder"), input: { id, reason: "A bad client" } });
    await runCommand(removeRule, { actor: org.actor("security_lead"), input: { id: ruleId } });
    expect(await account()).toMatchObject({ ruleRemoved: true, resolvedBy: org.actor("responder").name, silences: [] });
    const history = await runQuery(readAlertHistory, { actor: org.actor("viewer"), input: { id } });
    expect(history.items.map(({ action, reason: why }) => [action, why])).toEqual([
      ["alert.resolve", "A bad client"],
      ["alert_silence.add", reason],
      ["alert_rule.step", null],
    ]);
    const stranger = (await testOrganization()).actor("administrator");
    for (const query of [readAlertAccount, readAlertHistory]) {
      const asked = runQuery(query as typeof readAlertAccount, { actor: stranger, input: { id } });
      await expect(asked).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("a model's telemetry", () => {
  it("counts its open alerts and marks them on its charts", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    await putWindows(org, modelId, []);
    await putSignal(org, modelId, { at: new Date(Date.now() - HOUR) });
    await handleSignals({ orgId: org.orgId });
    const actor = org.actor("viewer");
    const models = await runQuery(listTelemetry, { actor, input: {} });
    expect(models.items).toMatchObject([{ model: { id: modelId }, alerts: 1 }]);
    const named = async (q: string) => (await runQuery(listTelemetry, { actor, input: { q } })).total;
    expect([await named("SCO rer"), await named("sco_er"), await named("scorer other")]).toEqual([1, 0, 0]);
    const { annotations } = await runQuery(readTelemetry, { actor, input: { id: "scorer" } });
    expect(annotations).toMatchObject([
      { kind: "alert", words: "Drift: Scorer", until: null, href: "/alerts?model=scorer" },
    ]);
  });
});

describe("the list", () => {
  it("comes in pages, filtered, firing first, and knows no other organization's", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await putSignal(org, modelId, { fingerprint: "a", at: at(30), severity: "high" });
    await putSignal(org, modelId, { fingerprint: "b", at: at(20) });
    await putSignal(org, modelId, { fingerprint: "c", at: at(10) });
    await handleSignals({ orgId: org.orgId });
    const all = (await list(org)).items;
    await runCommand(resolveAlert, { actor: org.actor("responder"), input: { id: all[0]?.id ?? "" } });
    const first = await list(org, { state: "all", limit: 2 });
    const second = await list(org, { state: "all", limit: 2, cursor: first.nextCursor });
    const seen = [...first.items, ...second.items].map(({ id }) => id);
    expect(seen).toEqual([all[1]?.id, all[2]?.id, all[0]?.id]);
    expect([first.total, second.nextCursor]).toEqual([3, null]);
    expect((await list(org, { severity: "high", model: "scorer" })).items).toMatchObject([{ severity: "high" }]);
    expect((await list(org, { model: "another" })).items).toEqual([]);
    expect(await list(org, { q: "DRIFT moved" })).toMatchObject({ total: 2 });
    expect(await list(org, { q: "drift 100%" })).toMatchObject({ total: 0 });
    const groups = async (input: object) => runQuery(groupAlertsByModel, { actor: org.actor("viewer"), input });
    expect(await groups({ state: "all" })).toMatchObject({
      total: 3,
      items: [{ model: { slug: "scorer" }, alerts: 3, firing: 2, silenced: 0, worst: "high", title: "Drift: Scorer" }],
    });
    expect(await groups({ severity: "high" })).toMatchObject({ items: [{ alerts: 1 }] });
    await expect(list(org, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
    const stranger = await testOrganization();
    expect((await list(stranger, { state: "all" })).items).toEqual([]);
    const elsewhere = runQuery(readAlert, { actor: stranger.actor("viewer"), input: { id: all[0]?.id ?? "" } });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
  });
});
