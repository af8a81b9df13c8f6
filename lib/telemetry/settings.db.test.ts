import { describe, expect, it } from "vitest";
import { reader } from "../db/client.ts";
import { sendEventsRoute } from "../http/telemetry/own-routes.ts";
import { telemetryOrganization } from "../http/telemetry/testing/telemetry-organization.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { poisson } from "../detection/testing/labelled-series.ts";
import { normalStream, uniformStream } from "../stats/testing/random-stream.ts";
import { rowsAs } from "../testing/database.ts";
import { workerDatabase } from "../testing/worker-database.ts";
import { describeCommand } from "../testing/describe-command.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { replayOrganization } from "../trail/replay.ts";
import { taskAggregate } from "../work/aggregates.ts";
import { listNotifications } from "../work/queries/list-notifications.ts";
import { listTasks } from "../work/queries/list-tasks.ts";
import { telemetryAggregates } from "./aggregates.ts";
import { discardBatch } from "./commands/discard-batch.ts";
import { noteParked } from "./commands/note-parked.ts";
import { retryBatch } from "./commands/retry-batch.ts";
import { updateTelemetrySettings } from "./commands/update-telemetry-settings.ts";
import { judgeOrganization } from "./engine/judge/judge-due.ts";
import { run as noteTelemetry } from "./jobs/note-telemetry.handler.ts";
import { readTelemetrySettings } from "./queries/read-telemetry-settings.ts";
import { readTelemetryUse } from "./queries/read-telemetry-use.ts";
import { NO_VERSION, telemetryDefaults, type TelemetryDecisions } from "./rules.ts";

const MINUTE = 60_000;
const decided = { ...telemetryDefaults };

describeCommand(updateTelemetrySettings, {
  role: "security_lead",
  arrange: async () => ({ input: { ...decided, pagesAMonth: 4, latenessMinutes: 30 } }),
  does: async (result, org) => {
    expect(result).toMatchObject({ pagesAMonth: 4, latenessMinutes: 30, version: 1, abilities: { edit: true } });
    const read = await runQuery(readTelemetrySettings, { actor: org.actor("viewer"), input: {} });
    expect(read).toMatchObject({ pagesAMonth: 4, eventsAMinute: 1_500_000, abilities: { edit: false } });
    expect(await replayOrganization(reader(), org.orgId, telemetryAggregates)).toMatchObject({ findings: [] });
  },
  entry: { type: "telemetry_setting", after: { pagesAMonth: 4, latenessMinutes: 30, sampling: false } },
  elsewhere: "none",
  stale: true,
});

async function park({ orgId }: Pick<TestOrganization, "orgId">, events = 7): Promise<string> {
  const id = newId();
  await rowsAs(
    "worker",
    `insert into telemetry_parked (org_id, id, received_at, parked_at, source, events, tries, reason, body)
     values ($1, $2, now() - interval '3 hours', now(), 'events', $3, 3, 'a damaged window', '{}')`,
    [orgId, id, events],
  );
  return id;
}

describeCommand(retryBatch, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: await park(org) } }),
  does: async (result, org) => {
    expect(result.events).toBe(7);
    const rows = await rowsAs(
      "owner",
      `select i.id::text as id, i.tries, i.events, i.received_at > now() - interval '1 minute' as now,
         (select count(*)::int from telemetry_parked p where p.org_id = i.org_id) as parked
       from telemetry_inbox i where org_id = $1`,
      [org.orgId],
    );
    expect(rows).toEqual([{ id: result.id, tries: 0, events: 7, now: true, parked: 0 }]);
  },
  entry: { type: "telemetry_parked", after: { events: 7, source: "events" } },
});

describeCommand(discardBatch, {
  role: "security_lead",
  arrange: async (org) => ({ input: { id: await park(org), reason: "Sent by mistake" } }),
  does: async (_, org) => {
    expect(await rowsAs("owner", "select 1 from telemetry_parked where org_id = $1", [org.orgId])).toEqual([]);
    expect(await rowsAs("owner", "select 1 from telemetry_inbox where org_id = $1", [org.orgId])).toEqual([]);
  },
  entry: { type: "telemetry_parked", after: { events: 7 } },
});

describe("parked batches", () => {
  it("are in the trail once, and seen by those who look", async () => {
    const org = await testOrganization();
    const id = await park(org);
    await noteTelemetry();
    const call = { actor: { type: "system", orgId: org.orgId, name: "telemetry" }, input: {} } as const;
    await expect(runCommand(noteParked, call)).rejects.toMatchObject({ code: "precondition_failed" });
    const entries = await rowsAs(
      "owner",
      "select entity_id, action from audit_entry where org_id = $1 and entity_type = 'telemetry_parked'",
      [org.orgId],
    );
    expect(entries).toEqual([{ entity_id: id, action: "telemetry.note_parked" }]);
    const use = await runQuery(readTelemetryUse, { actor: org.actor("viewer"), input: {} });
    expect(use).toMatchObject({ parkedCount: 1, parked: [{ id, events: 7, tries: 3, reason: "a damaged window" }] });
    const stranger = await testOrganization();
    const theirs = await runQuery(readTelemetryUse, { actor: stranger.actor("administrator"), input: {} });
    expect(theirs).toMatchObject({ parkedCount: 0, parked: [], waiting: 0, lastHour: 0 });
  });
});

describe("the task about parked batches", () => {
  const tasksOf = async (org: TestOrganization) =>
    (await runQuery(listTasks, { actor: org.actor("auditor"), input: { assignee: "anybody", state: "all" } })).items;
  const toldOf = async (org: TestOrganization, role: "administrator" | "security_lead" | "viewer") =>
    (await runQuery(listNotifications, { actor: org.actor(role), input: {} })).items.map(({ kind }) => kind);
  const note = (org: TestOrganization) =>
    runCommand(noteParked, { actor: { type: "system", orgId: org.orgId, name: "telemetry" }, input: {} });

  it("is one for the security lead, known to the administrator, and closes when the last batch is decided about", async () => {
    const org = await testOrganization();
    const [first, second] = [await park(org), await park(org, 1_200)];
    await note(org);
    const third = await park(org);
    await note(org);
    expect(await tasksOf(org)).toMatchObject([
      {
        ...{ kind: "telemetry_parked", state: "open", createdBy: null },
        title: "Decide about telemetry that could not be counted",
        detail: expect.stringMatching(/^1,207 records in 2 batches .* a damaged window\./u) as string,
        assignee: { name: org.actor("security_lead").name },
      },
    ]);
    expect(await toldOf(org, "security_lead")).toEqual(["task_assigned"]);
    expect(await toldOf(org, "administrator")).toEqual(["telemetry_parked"]);
    expect(await toldOf(org, "viewer")).toEqual([]);
    const actor = org.actor("administrator");
    await runCommand(retryBatch, { actor, input: { id: first } });
    await runCommand(discardBatch, { actor, input: { id: second, reason: "Sent by mistake" } });
    expect(await tasksOf(org)).toMatchObject([{ state: "open" }]);
    await runCommand(retryBatch, { actor, input: { id: third } });
    expect(await tasksOf(org)).toMatchObject([{ state: "done" }]);
    expect(await replayOrganization(reader(), org.orgId, [taskAggregate])).toMatchObject({ findings: [] });
    await park(org);
    await note(org);
    expect((await tasksOf(org)).map(({ state }) => state).sort()).toEqual(["done", "open"]);
  });

  it("closes too when two people decide about the last two batches at once", async () => {
    const org = await testOrganization();
    const ids = [await park(org), await park(org)];
    await note(org);
    const decide = (id: string) => runCommand(retryBatch, { actor: org.actor("security_lead"), input: { id } });
    await Promise.all(ids.map(decide));
    expect(await tasksOf(org)).toMatchObject([{ state: "done" }]);
  });
});

const change = async (actor: Actor, input: Partial<TelemetryDecisions>) =>
  runCommand(updateTelemetrySettings, { actor, input: { ...decided, ...input } });

describe("the quota of an organization", () => {
  const batch = (events: number, mark: string) => ({
    method: "POST",
    body: JSON.stringify(
      Array.from({ length: events }, () => ({ ts: Date.now() - MINUTE, model: "scorer", prediction: mark })),
    ),
  });

  it("holds over all that come at once, and only for this organization", async () => {
    const [org, other] = [await telemetryOrganization(), await telemetryOrganization()];
    await change(org.actor, { eventsAMinute: 60 });
    const post = async (secret: string, events: number, mark: string) => {
      const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
      const request = new Request("http://127.0.0.1/api/v1/telemetry/events", { ...batch(events, mark), headers });
      return sendEventsRoute(request, { params: Promise.resolve({}) });
    };
    const [secret, theirs] = [await org.key(), await other.key()];
    // All within one minute, or the test would have two quotas.
    const untilNext = MINUTE - (Date.now() % MINUTE);
    if (untilNext < 10_000) await new Promise((resolve) => setTimeout(resolve, untilNext));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => post(secret, 20, `same ${n}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429, 429, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.text()).toContain("More than 60 records within a minute");
    expect(await org.waiting()).toBe(3);
    expect((await post(theirs, 61, "free")).status).toBe(202);
    await change(org.actor, { eventsAMinute: 100 });
    expect((await post(secret, 40, "more")).status).toBe(202);
    const use = await runQuery(readTelemetryUse, { actor: org.actor, input: {} });
    expect(use).toMatchObject({ lastHour: 100, busiestMinute: 100, waiting: 4, parkedCount: 0 });
  }, 30_000);
});

describe("lateness and the budget", () => {
  const database = workerDatabase();

  it("judges a window when the lateness of the organization is over", async () => {
    const org = await telemetryOrganization();
    await change(org.actor, { latenessMinutes: 60 });
    const bucket = Math.floor(Date.now() / (5 * MINUTE)) * 5 * MINUTE - 10 * MINUTE;
    await rowsAs("owner", "insert into telemetry_due values ($1, $2, 0, $3, now())", [
      org.orgId,
      org.modelId,
      new Date(bucket).toISOString(),
    ]);
    const judgedAt = (minutes: number) =>
      judgeOrganization(database, org.orgId, { newId, now: () => new Date(bucket + (5 + minutes) * MINUTE) });
    expect(await judgedAt(59)).toBe(0);
    expect(await judgedAt(61)).toBe(1);
  });

  it("shares the budget over the tests: what might be noise is a signal only where many false pages are accepted", async () => {
    const WINDOWS = 590;
    const begin = Math.floor(Date.now() / (5 * MINUTE)) * 5 * MINUTE - (WINDOWS + 10) * 5 * MINUTE;
    const uniform = uniformStream(11);
    const normal = normalStream(12);
    const counts = Array.from({ length: WINDOWS }, () => poisson(100, uniform, normal)).with(500, 138);
    const signalsWith = async (pagesAMonth: number): Promise<number> => {
      const org = await telemetryOrganization();
      await change(org.actor, { pagesAMonth });
      const series = newId();
      await rowsAs("owner", "insert into telemetry_series values ($1, $2, $3, $4, 'traffic', '', '', now())", [
        ...[org.orgId, series, org.modelId, NO_VERSION],
      ]);
      const times = counts.map((_, index) => new Date(begin + index * 5 * MINUTE).toISOString());
      await rowsAs(
        "owner",
        `insert into telemetry_window (org_id, series_id, res, bucket, n, nulls, counters, state)
         select $1, $2, 0, w.bucket, w.n, 0, array[w.n], '' from unnest($3::timestamptz[], $4::bigint[]) as w(bucket, n)`,
        [org.orgId, series, times, counts],
      );
      await rowsAs(
        "owner",
        "insert into telemetry_due select $1, $2, 0, w, now() from unnest($3::timestamptz[]) as w",
        [org.orgId, org.modelId, times],
      );
      expect(await judgeOrganization(database, org.orgId, { newId, now: () => new Date() })).toBe(WINDOWS);
      const found = await rowsAs("owner", "select 1 from telemetry_signal where org_id = $1", [org.orgId]);
      return found.length;
    };
    const [few, many] = [await signalsWith(0.1), await signalsWith(1_000)];
    expect(few).toBe(0);
    // The alpha of a test is ten thousand times as large.
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThan(20);
  }, 30_000);

  it("refuses what is no setting", async () => {
    const actor = (await testOrganization()).actor("administrator");
    for (const wrong of [{ pagesAMonth: 0 }, { latenessMinutes: -1 }, { eventsAMinute: 1.5 }, { samplesAnHour: 0 }]) {
      await expect(change(actor, wrong)).rejects.toBeInstanceOf(AppError);
    }
    await expect(change(actor, {})).rejects.toMatchObject({ code: "invalid_input" });
  });
});
