import { createHmac } from "node:crypto";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { rowsAs } from "../testing/database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { addChannel } from "./commands/add-channel.ts";
import { addSilence } from "./commands/add-silence.ts";
import { endSilence } from "./commands/end-silence.ts";
import { removeChannel } from "./commands/remove-channel.ts";
import { testChannel } from "./commands/test-channel.ts";
import { updateChannel } from "./commands/update-channel.ts";
import { listChannels } from "./queries/list-channels.ts";
import { listSilences } from "./queries/list-silences.ts";
import { handleSignals } from "./rounds/handle-signals.ts";
import { tellGroups } from "./rounds/tell-groups.ts";
import { deliverAll, later, tell } from "./testing/deliver-all.ts";
import { addModel, putSignal } from "./testing/put-signal.ts";
import { startWebhooks, type WebhookServer } from "./testing/webhook-server.ts";

const settings = vi.hoisted(() => ({ MODELKEEP_OUTBOUND_ALLOW: "127.0.0.1", SMTP_URL: "" }));
vi.mock("../env.ts", async (original) => {
  const real = await original<{ env: () => object }>();
  return { ...real, env: () => ({ ...real.env(), ...settings }) };
});

const SECRET = "a-secret-of-the-receiver";
const letters: { to: string[]; source: string }[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, session, done) {
    let source = "";
    stream.on("data", (part: Buffer) => (source += part.toString()));
    stream.on("end", () => {
      letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
      done();
    });
  },
});

let hooks: WebhookServer;
beforeAll(async () => {
  hooks = await startWebhooks();
  await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  await hooks.close();
  await new Promise<void>((done) => smtp.close(done));
});
beforeEach(() => {
  hooks.received.length = 0;
  hooks.status = 204;
  settings.SMTP_URL = "";
});

const add = (org: TestOrganization, input: object = {}) =>
  runCommand(addChannel, {
    actor: org.actor("security_lead"),
    input: { name: "Pager", kind: "webhook", address: hooks.url, secret: SECRET, ...input },
  });

const channels = async (org: TestOrganization) =>
  (await runQuery(listChannels, { actor: org.actor("administrator"), input: {} })).items;

describeCommand(addChannel, {
  role: "security_lead",
  arrange: async () => ({ input: { name: "Pager", kind: "webhook" as const, address: hooks.url, secret: SECRET } }),
  does: (result) => {
    expect(result).toMatchObject({
      kind: "webhook",
      shown: new URL(hooks.url).host,
      least: "medium",
      together: "severity",
      waitMs: 30_000,
      intervalMs: 300_000,
      lastDelivery: null,
    });
    expect(JSON.stringify(result)).not.toContain("secret-path");
  },
  entry: { type: "alert_channel", after: { name: "Pager", state: "active" } },
  elsewhere: "none",
});

describeCommand(updateChannel, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: (await add(org)).id, together: "model" as const, waitMs: 0 } }),
  does: (result) =>
    expect(result).toMatchObject({ name: "Pager", together: "model", waitMs: 0, intervalMs: 300_000, version: 2 }),
  entry: { type: "alert_channel", after: { together: "model", waitMs: 0 } },
  stale: true,
});

describeCommand(removeChannel, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: async (_result, org, { input }) => {
    expect(await channels(org)).toEqual([]);
    expect(await rowsAs("owner", "select 1 from alert_channel_secret where channel_id = $1", [input.id])).toEqual([]);
  },
  entry: { type: "alert_channel", after: { state: "removed" } },
  stale: true,
});

describeCommand(testChannel, {
  role: "administrator",
  arrange: async (org) => ({ input: { id: (await add(org)).id } }),
  does: async (_result, org) => {
    hooks.received.length = 0;
    expect(await deliverAll(org)).toBe(0);
    expect(hooks.received.map(({ headers }) => headers["modelkeep-event"])).toEqual(["alert.test"]);
  },
  entry: { type: "alert_channel_test", after: { name: "Pager" } },
});

const hour = (from: number, to: number) => ({
  from: new Date(Date.now() + from * 3_600_000).toISOString(),
  to: new Date(Date.now() + to * 3_600_000).toISOString(),
});

describeCommand(addSilence, {
  role: "responder",
  arrange: async () => ({ input: { ...hour(-1, 1), reason: "Load test" } }),
  does: async (result, org) => {
    expect(result).toMatchObject({ matchers: [], everyMs: null, createdBy: org.actor("responder").name });
    const listed = await runQuery(listSilences, { actor: org.actor("viewer"), input: {} });
    expect(listed.items).toEqual([result]);
  },
  entry: { type: "alert_silence", after: { reason: "Load test" } },
  elsewhere: "none",
});

const silence = (org: TestOrganization, input: object = {}) =>
  runCommand(addSilence, { actor: org.actor("responder"), input: { ...hour(-1, 1), reason: "Load test", ...input } });

describeCommand(endSilence, {
  role: "responder",
  arrange: async (org) => ({ input: { id: (await silence(org)).id } }),
  does: async (result, org) => {
    expect(result.endedAt).not.toBeNull();
    expect((await runQuery(listSilences, { actor: org.actor("viewer"), input: {} })).items).toEqual([]);
  },
  entry: { type: "alert_silence" },
  stale: true,
});

describe("a webhook", () => {
  it("is signed over time and body, says what happened, and is sent once", async () => {
    const org = await testOrganization();
    await add(org);
    const modelId = await addModel(org);
    await putSignal(org, modelId, { severity: "high" });
    await handleSignals({ orgId: org.orgId });
    await tell(org, 29);
    expect(hooks.received).toEqual([]);
    await Promise.all([tellGroups(later(31), { orgId: org.orgId }), tellGroups(later(31), { orgId: org.orgId })]);
    expect(await deliverAll(org)).toBe(0);
    expect(await deliverAll(org)).toBe(0);
    expect(hooks.received).toHaveLength(1);
    const { headers, body } = hooks.received[0]!;
    const [, seconds, code] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["modelkeep-signature"])) ?? [];
    expect(code).toBe(
      createHmac("sha256", SECRET)
        .update(`${seconds ?? ""}.${body}`)
        .digest("hex"),
    );
    expect(Math.abs(Number(seconds) - Date.now() / 1_000)).toBeLessThan(60);
    expect(JSON.parse(body)).toMatchObject({
      event: "alert.opened",
      id: headers["modelkeep-delivery"],
      severity: "high",
      title: "Drift: Scorer",
      alert: { modelId, state: "firing", techniques: ["AML.T0020"] },
      alerts: [{ modelId, event: "alert.opened" }],
    });
    const told = JSON.parse(body) as { url: string; alert: { id: string } };
    expect(new URL(told.url).pathname).toBe(`/alerts/${told.alert.id}`);
    expect(await channels(org)).toMatchObject([{ lastDelivery: { state: "sent", attempts: 1, failure: null } }]);
  });

  it("that is refused throws for the queue to try again, and says why meanwhile", async () => {
    const org = await testOrganization();
    const { id } = await add(org);
    await runCommand(testChannel, { actor: org.actor("administrator"), input: { id } });
    hooks.status = 503;
    expect(await deliverAll(org)).toBe(1);
    expect(await channels(org)).toMatchObject([
      { lastDelivery: { state: "failed", attempts: 1, failure: "The receiver answered with 503." } },
    ]);
    hooks.status = 200;
    expect(await deliverAll(org)).toBe(0);
    expect(await channels(org)).toMatchObject([{ lastDelivery: { state: "sent", attempts: 2, failure: null } }]);
    const ids = hooks.received.map(({ headers }) => headers["modelkeep-delivery"]);
    expect(new Set(ids).size).toBe(1);
  });

  it("goes to no private address that the operator did not list, and nowhere once the channel is removed", async () => {
    const org = await testOrganization();
    const { id } = await add(org);
    await runCommand(testChannel, { actor: org.actor("administrator"), input: { id } });
    settings.MODELKEEP_OUTBOUND_ALLOW = "";
    expect(await deliverAll(org)).toBe(1);
    settings.MODELKEEP_OUTBOUND_ALLOW = "127.0.0.1";
    expect((await channels(org))[0]?.lastDelivery?.failure).toContain("MODELKEEP_OUTBOUND_ALLOW");
    await runCommand(removeChannel, { actor: org.actor("administrator"), input: { id } });
    expect(await deliverAll(org)).toBe(0);
    expect(hooks.received).toEqual([]);
  });

  it("has a shape that Slack reads, and hears of nothing milder than it wants", async () => {
    const org = await testOrganization();
    await add(org, { kind: "slack", secret: "", least: "high" });
    const modelId = await addModel(org);
    await putSignal(org, modelId, { fingerprint: "a" });
    await putSignal(org, modelId, { fingerprint: "b", severity: "high", words: "<moved> & gone" });
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    expect(hooks.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        text: expect.stringMatching(
          /^\*Drift: Scorer\* \(high\)\n&lt;moved&gt; &amp; gone\n<http.*\/alerts\/[-0-9a-f]{36}\|Open/,
        ) as string,
      },
    ]);
    expect(hooks.received[0]?.headers["modelkeep-signature"]).toBeUndefined();
  });
});

describe("a channel", () => {
  it("keeps its address and secret out of queries and the trail", async () => {
    const org = await testOrganization();
    await add(org);
    await expect(rowsAs("read", "select * from alert_channel_secret")).rejects.toThrow(/permission denied/);
    const [trail] = await rowsAs(
      "owner",
      `select string_agg(convert_from(p.body, 'utf8'), '') as text from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1`,
      [org.orgId],
    );
    expect(String(trail?.["text"])).toContain("Pager");
    expect(String(trail?.["text"])).not.toMatch(/secret-path|a-secret-of/);
  });

  it("wants an address of its kind", async () => {
    const org = await testOrganization();
    const refused = { code: "invalid_input" };
    await expect(add(org, { secret: "short" })).rejects.toMatchObject(refused);
    await expect(add(org, { address: "ftp://example.com" })).rejects.toMatchObject(refused);
    await expect(add(org, { address: "https://a:b@example.com" })).rejects.toMatchObject(refused);
    await expect(add(org, { kind: "email" })).rejects.toMatchObject(refused);
    expect(await add(org, { kind: "email", address: "duty@example.com" })).toMatchObject({ shown: "d…@example.com" });
  });

  it("of e-mail gets a letter, where mail is set up", async () => {
    const org = await testOrganization();
    const to = `duty@${org.slug}.test`;
    const { id } = await add(org, { kind: "email", address: to });
    const tried = runCommand(testChannel, { actor: org.actor("administrator"), input: { id } });
    await expect(tried).rejects.toMatchObject({ code: "precondition_failed" });
    const address = smtp.server.address();
    settings.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    const modelId = await addModel(org);
    await putSignal(org, modelId, { fingerprint: "a", words: "amount moved by 0.4" });
    await putSignal(org, modelId, { fingerprint: "b", words: "country moved by 0.3" });
    await handleSignals({ orgId: org.orgId });
    await tell(org);
    expect(await channels(org)).toMatchObject([
      { lastDelivery: { state: "sent", event: "alert.opened", attempts: 1 } },
    ]);
    expect(letters).toMatchObject([
      { to: [to], source: expect.stringContaining("Subject: 2 alerts: Scorer") as string },
    ]);
    expect(letters[0]?.source).toContain("amount moved by 0.4");
    expect(letters[0]?.source).toContain("country moved by 0.3");
    settings.SMTP_URL = "smtp://127.0.0.1:1";
    await runCommand(testChannel, { actor: org.actor("administrator"), input: { id } });
    expect(await deliverAll(org)).toBe(1);
    const failed = "select failure from alert_delivery where org_id = $1 and state = 'failed'";
    expect(await rowsAs("owner", failed, [org.orgId])).toEqual([{ failure: "The mail server could not be reached." }]);
  });
});
