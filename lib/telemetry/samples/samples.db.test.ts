import { describe, expect, it } from "vitest";
import { sendEventsRoute } from "../../http/telemetry/own-routes.ts";
import {
  telemetryOrganization,
  type TelemetryOrganization,
} from "../../http/telemetry/testing/telemetry-organization.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { poolAs, rowsAs } from "../../testing/database.ts";
import { describeCommand } from "../../testing/describe-command.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { openSamples } from "../commands/open-samples.ts";
import { updateTelemetrySettings } from "../commands/update-telemetry-settings.ts";
import { keepPartitions } from "../engine/keep-partitions.ts";
import { telemetryDefaults, type TelemetryDecisions } from "../rules.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hour = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;

const decide = (org: TelemetryOrganization, change: Partial<TelemetryDecisions>) =>
  runCommand(updateTelemetrySettings, { actor: org.actor, input: { ...telemetryDefaults, ...change } });

async function sample(change: Partial<TelemetryDecisions> = {}) {
  const org = await telemetryOrganization();
  await decide(org, { sampling: true, samplesAnHour: 4, ...change });
  const secret = await org.key();
  const send = async (events: readonly object[], headers: Record<string, string> = {}) => {
    const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(events),
    });
    const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
    expect(answer.status).toBe(202);
  };
  return { org, send };
}

const event = (number: number, more: object = {}) => ({
  ts: hour + number,
  id: `event ${number}`,
  model: "scorer",
  client: "Acme Incorporated",
  prediction: "yes",
  input: `the prompt ${number}`,
  features: { amount: number, country: "CH" },
  ...more,
});
const events = (from: number, count: number) => Array.from({ length: count }, (_, number) => event(from + number));
const ranks = async ({ orgId }: { orgId: string }) =>
  (
    await rowsAs("owner", "select encode(rank, 'hex') as r from telemetry_sample where org_id = $1 order by 1", [orgId])
  ).map((row) => String(row["r"]));
const open = (org: TelemetryOrganization) => runCommand(openSamples, { actor: org.actor, input: { id: "scorer" } });

describeCommand(openSamples, {
  role: "security_lead",
  arrange: async (org) => {
    const model = await runCommand(registerModel, {
      actor: org.actor("administrator"),
      input: { name: "Scorer", slug: `scorer-${org.slug}`, kind: "predictive" },
    });
    return { input: { id: model.id } };
  },
  does: (result) => expect(result).toEqual({ sampling: false, items: [], total: 0 }),
  entry: { type: "telemetry_samples", after: { samples: 0 } },
});

describe("samples of telemetry", () => {
  it("are none unless the organization switches sampling on", async () => {
    const org = await telemetryOrganization();
    const { send } = await sample();
    await send(events(0, 3));
    expect(await ranks(org)).toEqual([]);
    const off = await sample({ sampling: false, pagesAMonth: 2 });
    await off.send(events(0, 3));
    expect(await ranks(off.org)).toEqual([]);
  });

  it("are at most so many of an hour, the same ones however the events are cut, ordered or sent at once", async () => {
    const whole = await sample();
    await whole.send(events(0, 60));
    const kept = await open(whole.org);
    expect(kept.total).toBe(4);
    const { org, send } = whole;
    await decide(org, { sampling: false });
    expect(await ranks(org)).toEqual([]);
    await decide(org, { sampling: true, samplesAnHour: 4 });
    const parts = [events(40, 20).reverse(), events(0, 13), events(13, 27)];
    await Promise.all(parts.map((part, index) => send(part, { "idempotency-key": `again ${index}` })));
    expect((await open(org)).items.map(({ id }) => id)).toEqual(kept.items.map(({ id }) => id));
  });

  it("are not stored again when a batch is sent again, nor when an event comes in another batch", async () => {
    const { org, send } = await sample({ samplesAnHour: 50 });
    const batch = Array.from({ length: 6 }, (_, number) => event(number, { id: undefined }));
    await send(batch, { "idempotency-key": "one" });
    const before = await ranks(org);
    expect(before).toHaveLength(6);
    await send(batch, { "idempotency-key": "one" });
    expect(await ranks(org)).toEqual(before);
    await send(events(10, 2));
    await send(events(10, 3));
    expect(await ranks(org)).toHaveLength(9);
  });

  it("are sealed, with the client as a keyed hash; opening them leaves an entry that holds nothing of them", async () => {
    const { org, send } = await sample();
    await send([event(1, { confidence: 0.5 }), event(2, { ts: hour + HOUR })]);
    const [row] = await rowsAs(
      "owner",
      "select encode(sealed, 'escape') as text from telemetry_sample where org_id = $1",
      [org.orgId],
    );
    expect(String(row?.["text"])).not.toMatch(/prompt|amount|Acme/);
    await expect(rowsAs("read", "select sealed from telemetry_sample")).rejects.toThrow(/permission denied/);
    const { items, total, sampling } = await open(org);
    expect([sampling, total, items.map(({ at }) => Date.parse(at))]).toEqual([true, 2, [hour + HOUR, hour + 1]]);
    expect(items[1]).toMatchObject({
      version: null,
      content: { input: "the prompt 1", features: { amount: 1, country: "CH" }, prediction: "yes", confidence: 0.5 },
    });
    expect(JSON.stringify(items)).not.toContain("Acme");
    expect(items[0]?.content?.client).toBe(items[1]?.content?.client);
    const [entry] = await rowsAs(
      "owner",
      `select e.action, convert_from(p.body, 'utf8') as body from audit_entry e join audit_payload p using (entry_id)
       where e.org_id = $1 and e.entity_type = 'telemetry_samples'`,
      [org.orgId],
    );
    expect(entry).toMatchObject({ action: "telemetry.open_samples" });
    expect(String(entry?.["body"])).toContain('"samples":2');
    expect(String(entry?.["body"])).not.toMatch(/prompt|amount/);
  });

  it("are opened page by page, though many are of one moment", async () => {
    const { org, send } = await sample({ samplesAnHour: 50 });
    await send(Array.from({ length: 7 }, (_, number) => event(number, { ts: hour })));
    const page = async (more: object = {}) =>
      (await runCommand(openSamples, { actor: org.actor, input: { id: "scorer", limit: 4, ...more } })).items;
    const first = await page();
    const last = first.at(-1);
    const second = await page({ to: last?.at, toId: last?.id });
    expect([first.length, second.length]).toEqual([4, 3]);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(7);
  });

  it("do not open elsewhere than where they were sealed", async () => {
    const [one, other] = [await sample(), await sample()];
    await one.send([event(1)]);
    await rowsAs("owner", "update telemetry_sample set org_id = $2, model_id = $3 where org_id = $1", [
      one.org.orgId,
      other.org.orgId,
      other.org.modelId,
    ]);
    expect((await open(other.org)).items).toMatchObject([{ content: null }]);
  });

  it("go when they are old, too many for a smaller number, or sampling is switched off", async () => {
    const { org, send } = await sample({ samplesAnHour: 10, sampleDays: 3 });
    await send([...events(0, 10), event(20, { ts: hour - 2 * DAY }), event(21, { ts: hour - 5 * DAY })]);
    expect(await ranks(org)).toHaveLength(11);
    const pool = poolAs("worker");
    const database = {
      query: async (sql: string, params?: unknown[]) => pool.query(sql, params),
      transaction: () => Promise.reject(new Error("not asked for")),
    };
    await keepPartitions(database, new Date(Date.now() + 2 * DAY));
    expect(await ranks(org)).toHaveLength(10);
    const before = await ranks(org);
    await decide(org, { sampling: true, samplesAnHour: 3, sampleDays: 3 });
    expect(await ranks(org)).toEqual(before.slice(0, 3));
    await decide(org, { sampling: false });
    expect(await ranks(org)).toEqual([]);
    await send(events(30, 5));
    expect(await ranks(org)).toEqual([]);
  });
});
