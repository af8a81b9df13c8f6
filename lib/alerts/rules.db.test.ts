import { describe, expect, it } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { START_ALERT } from "../detection/alerts/alert-rule.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { addRule } from "./commands/add-rule.ts";
import { disableRule } from "./commands/disable-rule.ts";
import { enableRule } from "./commands/enable-rule.ts";
import { removeRule } from "./commands/remove-rule.ts";
import { updateRule } from "./commands/update-rule.ts";
import { listAlerts } from "./queries/list-alerts.ts";
import { readRuleList } from "./queries/read-rule-list.ts";
import { replayAlertRule } from "./queries/replay-rule.ts";
import { settleAlerts } from "./rounds/settle-alerts.ts";
import { watchWindows } from "./rounds/watch-windows.ts";
import { keepRuleState } from "./rule-state.ts";
import { addModel } from "./testing/put-signal.ts";
import { putWindows } from "./testing/put-windows.ts";

const STEP = 300_000;
const HOUR = 3_600_000;
const condition = { direction: "above" as const, fire: 5, clear: 2, windows: 2 };
const rule = { name: "Errors", watches: "errors" as const, condition };

const add = (org: TestOrganization, input: object = {}) =>
  runCommand(addRule, { actor: org.actor("security_lead"), input: { ...rule, ...input } });
const switchOn = (org: TestOrganization, id: string, at: number) =>
  runCommand(enableRule, { actor: org.actor("security_lead"), input: { id }, now: () => new Date(at) });
const alerts = async (org: TestOrganization) =>
  (await runQuery(listAlerts, { actor: org.actor("viewer"), input: { state: "all" } })).items;

describeCommand(addRule, {
  role: "security_lead",
  arrange: async () => ({ input: rule }),
  does: async (result, org) => {
    expect(result).toMatchObject({ enabled: false, model: null, severity: "medium", resolution: "5m", open: 0 });
    expect((await runQuery(readRuleList, { actor: org.actor("viewer"), input: {} })).items).toEqual([result]);
  },
  entry: { type: "alert_rule", after: { name: "Errors", enabled: false } },
  elsewhere: "none",
});

describeCommand(updateRule, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id, condition: { ...condition, fire: 9 } } }),
  does: (result) => expect(result).toMatchObject({ name: "Errors", condition: { fire: 9, clear: 2, cooldownMs: 0 } }),
  entry: { type: "alert_rule" },
  stale: true,
});

describeCommand(enableRule, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: (result) => expect(result).toMatchObject({ enabled: true, version: 2 }),
  entry: { type: "alert_rule", after: { enabled: true } },
  stale: true,
});

describeCommand(disableRule, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: (result) => expect(result).toMatchObject({ enabled: false, version: 2 }),
  entry: { type: "alert_rule", after: { enabled: false } },
  stale: true,
});

describeCommand(removeRule, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: async (result, org) => {
    expect(result).toMatchObject({ enabled: false, version: 2 });
    expect((await runQuery(readRuleList, { actor: org.actor("viewer"), input: {} })).items).toEqual([]);
  },
  entry: { type: "alert_rule", after: { enabled: false } },
  stale: true,
});

describe("a rule", () => {
  it("refuses levels that flutter, an objective for what has no bad part, and models of others", async () => {
    const org = await testOrganization();
    const refused = { code: "invalid_input" };
    await expect(add(org, { condition: { ...condition, clear: 6 } })).rejects.toMatchObject(refused);
    await expect(add(org, { watches: "latency", objective: 0.99 })).rejects.toMatchObject(refused);
    await expect(add(org, { objective: 0.99, resolution: "1h" })).rejects.toMatchObject(refused);
    await expect(add(org, { slowSeverity: "low" })).rejects.toMatchObject(refused);
    const stranger = await testOrganization();
    await expect(add(org, { model: await addModel(stranger) })).rejects.toMatchObject(refused);
  });

  it("waits, fires, ends and counts each window once", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const start = Math.floor(Date.now() / STEP) * STEP - 20 * STEP;
    const { id } = await add(org, { model: "scorer", severity: "high" });
    await switchOn(org, id, start);
    const at = (windows: number) => new Date(start + windows * STEP + 200_000);
    await putWindows(org, modelId, [
      [start, 100, 1],
      [start + STEP, 100, 8],
    ]);
    await watchWindows(at(2));
    expect(await alerts(org)).toMatchObject([{ state: "pending", severity: "high", rule: "Errors", firedAt: null }]);
    await putWindows(org, modelId, [[start + 2 * STEP, 100, 9]]);
    await Promise.all([watchWindows(at(3)), watchWindows(at(3))]);
    await watchWindows(at(3));
    const [fired] = await alerts(org);
    expect(fired).toMatchObject({
      state: "firing",
      title: "Errors: Scorer",
      words: "Share of errors is 9%, above 5%, in 2 windows of 5 minutes in a row.",
      version: 2,
    });
    await putWindows(org, modelId, [
      [start + 3 * STEP, 100, 3],
      [start + 4 * STEP, 100, 1],
    ]);
    await watchWindows(at(4));
    expect(await alerts(org)).toMatchObject([{ state: "firing" }]);
    await watchWindows(at(5));
    expect(await alerts(org)).toMatchObject([{ state: "resolved", version: 3 }]);
  });

  it("takes back what did not last, and ends its alerts when it is switched off", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const start = Math.floor(Date.now() / STEP) * STEP - 20 * STEP;
    const { id } = await add(org);
    await switchOn(org, id, start);
    await putWindows(org, modelId, [
      [start, 100, 8],
      [start + STEP, 100, 0],
      [start + 2 * STEP, 100, 8],
      [start + 3 * STEP, 100, 8],
    ]);
    await watchWindows(new Date(start + 4 * STEP + 200_000));
    expect((await alerts(org)).map(({ state, firedAt }) => [state, firedAt === null])).toEqual([
      ["firing", false],
      ["resolved", true],
    ]);
    await runCommand(disableRule, { actor: org.actor("administrator"), input: { id } });
    expect((await alerts(org)).map(({ state }) => state)).toEqual(["resolved", "resolved"]);
    expect(await rowsAs("owner", "select 1 from alert_rule_state where rule_id = $1", [id])).toEqual([]);
  });

  it("that is removed ends its alerts with the reason, and leaves its name in them", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const start = Math.floor(Date.now() / STEP) * STEP - 20 * STEP;
    const { id } = await add(org, { condition: { ...condition, windows: 1 } });
    await switchOn(org, id, start);
    await putWindows(org, modelId, [[start, 100, 8]]);
    await watchWindows(new Date(start + STEP + 200_000));
    await runCommand(removeRule, { actor: org.actor("administrator"), input: { id } });
    const [ended] = await alerts(org);
    expect(ended).toMatchObject({ state: "resolved", rule: "Errors" });
    const [entry] = await rowsAs(
      "owner",
      `select convert_from(p.body, 'utf8') as body from audit_entry e join audit_payload p using (entry_id)
       where e.org_id = $1 and e.action = 'alert_rule.remove' and e.entity_type = 'alert'`,
      [org.orgId],
    );
    expect(String(entry?.["body"])).toContain("Its rule was removed.");
    const again = runCommand(enableRule, { actor: org.actor("administrator"), input: { id } });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
  });

  it("says so when data stops, which is not the same as all is well", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const start = Math.floor(Date.now() / STEP) * STEP - 20 * STEP;
    const { id } = await add(org, { condition: { ...condition, windows: 1, noDataAfterMs: 2 * STEP } });
    await switchOn(org, id, start);
    await putWindows(org, modelId, [[start, 100, 8]]);
    await watchWindows(new Date(start + 5 * STEP + 200_000));
    const open = await alerts(org);
    expect(open.map(({ title, state }) => [title, state]).sort()).toEqual([
      ["Errors, no data: Scorer", "firing"],
      ["Errors: Scorer", "firing"],
    ]);
    await putWindows(org, modelId, [[start + 5 * STEP, 100, 0]]);
    await watchWindows(new Date(start + 6 * STEP + 200_000));
    expect((await alerts(org)).map(({ state }) => state)).toEqual(["resolved", "resolved"]);
  });

  it("with an objective fires when it is used up too fast", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const start = Math.floor(Date.now() / STEP) * STEP - 30 * STEP;
    const burns = { objective: 0.999, severity: "critical", slowSeverity: "low" };
    const level = { direction: "above" as const, fire: 1, clear: 1 };
    const { id } = await add(org, { ...burns, condition: level });
    await switchOn(org, id, start);
    await putWindows(
      org,
      modelId,
      Array.from({ length: 14 }, (_, index): [number, number, number] => [start + index * STEP, 1_000, 15]),
    );
    await watchWindows(new Date(start + 14 * STEP + 200_000));
    const opened = await alerts(org);
    expect(opened.map(({ title, severity, state, silenced }) => [title, severity, state, silenced]).sort()).toEqual([
      ["Errors, fast burn: Scorer", "critical", "firing", false],
      ["Errors, slow burn: Scorer", "low", "firing", true],
    ]);
    expect(opened.find(({ severity }) => severity === "critical")?.words).toMatch(
      /^Share of errors uses up what 99.9% as objective allows .* a fast burn \(14.4 times/,
    );
    const asked = { watches: "errors" as const, objective: 0.999, condition: level };
    const replayed = await runQuery(replayAlertRule, { actor: org.actor("security_lead"), input: asked });
    expect(replayed.models[0]?.words).toMatch(/^Fast burn: would have fired once in one day. Slow burn: would have/);
    expect(new Set(replayed.models[0]?.fired.map(({ part }) => part))).toEqual(new Set(["fast", "slow"]));
    await putWindows(
      org,
      modelId,
      Array.from({ length: 8 }, (_, index): [number, number, number] => [start + (14 + index) * STEP, 1_000, 0]),
    );
    await watchWindows(new Date(start + 22 * STEP + 200_000));
    await settleAlerts(new Date(start + 22 * STEP + 200_000), { orgId: org.orgId });
    expect((await alerts(org)).map(({ severity, state, silenced }) => [severity, state, silenced])).toEqual([
      ["low", "firing", false],
      ["critical", "resolved", false],
    ]);
  });

  it("keeps no state that another worker wrote meanwhile", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const { id: ruleId } = await add(org);
    const step = { ruleId, modelId, part: "" as const, was: null, at: new Date(), state: START_ALERT };
    await runScratch(keepRuleState, { actor: org.system, input: step });
    const again = runScratch(keepRuleState, { actor: org.system, input: step });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a replay", () => {
  it("says how often a rule would have fired over what is stored", async () => {
    const org = await testOrganization();
    const modelId = await addModel(org);
    const now = Math.floor(Date.now() / HOUR) * HOUR;
    const bad = new Set([10, 11, 300, 301, 302, 1_000, 1_001]);
    const hours = Array.from({ length: 1_100 }, (_, index): [number, number, number] => [
      now - (index + 1) * HOUR,
      100,
      bad.has(index) ? 9 : 1,
    ]);
    await putWindows(org, modelId, hours, 1);
    const actor = org.actor("security_lead");
    const { name: _name, ...watched } = rule;
    const replay = (input: object) =>
      runQuery(replayAlertRule, { actor, input: { ...watched, resolution: "1h", ...input } });
    const found = await replay({});
    expect(found).toMatchObject({
      fired: 3,
      models: [
        { model: { id: modelId }, words: "Would have fired 3 times in 46 days.", windowsWithData: 1_100, noData: 0 },
      ],
    });
    expect(found.models[0]?.fired[0]).toMatchObject({ peak: 9, to: new Date(now - 999 * HOUR).toISOString() });
    expect(await replay({ days: 7, model: "scorer" })).toMatchObject({ fired: 1 });
    expect(await alerts(org)).toEqual([]);
    expect(await runQuery(replayAlertRule, { actor, input: watched })).toMatchObject({
      fired: 0,
      models: [{ words: "There is no history with data to replay the rule over." }],
    });
    const stranger = await testOrganization();
    const theirs = runQuery(replayAlertRule, { actor: stranger.actor("security_lead"), input: watched });
    expect((await theirs).models).toEqual([]);
  });
});
