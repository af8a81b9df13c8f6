import { beforeAll, describe, expect, it } from "vitest";
import { sendEventsRoute } from "../http/telemetry/own-routes.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { createKey } from "../people/commands/create-key.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization, type TestOrganization } from "../testing/organization.ts";
import { workerDatabase } from "../testing/worker-database.ts";
import { approveReference } from "./commands/approve-reference.ts";
import { proposeReference } from "./commands/propose-reference.ts";
import { uploadReference } from "./commands/upload-reference.ts";
import { foldOrganization } from "./engine/fold-inbox.ts";
import { judgeOrganization } from "./engine/judge/judge-due.ts";
import { judgeSilence } from "./engine/judge/judge-silence.ts";
import { readTelemetryClients } from "./queries/read-telemetry-clients.ts";
import { readTelemetryDistribution } from "./queries/read-telemetry-distribution.ts";
import { readTelemetryPoints } from "./queries/read-telemetry-points.ts";
import { listTelemetry } from "./queries/list-telemetry.ts";
import { readTelemetry } from "./queries/read-telemetry.ts";
import { telemetryDefaults } from "./rules.ts";
import { wholeNumbers } from "./testing/whole-numbers.ts";

const HOUR = 3_600_000;

const tools = { newId, now: () => new Date() };

/** The end of the last hour that is judged already: late events are waited for. */
const now = Math.floor((Date.now() - telemetryDefaults.latenessMinutes * 60_000) / HOUR) * HOUR;
const begin = now - 30 * HOUR;

/** 30 hours of 120 events; in the last three the amount moves up, and one client sweeps the whole range. */
function history(): object[] {
  const draw = wholeNumbers(42);
  const events: object[] = [];
  for (let hour = 0; hour < 30; hour += 1) {
    const moved = hour >= 27;
    for (let index = 0; index < 120; index += 1) {
      events.push({
        ts: begin + hour * HOUR + index * 29_000,
        model: "judged",
        client: `customer ${draw(4)}`,
        prediction: draw(10) < 3 ? "fraud" : "fine",
        confidence: 0.5 + draw(50) / 100,
        margin: 0.2 + draw(80) / 100,
        latency_ms: 20 + draw(20),
        features: { amount: 100 + draw(100) + (moved ? 80 : 0), hours: draw(24), country: ["CH", "FR", "DE"][draw(3)] },
      });
    }
    if (!moved) continue;
    for (let index = 0; index < 300; index += 1) {
      events.push({
        ts: begin + hour * HOUR + index * 11_000,
        model: "judged",
        client: "sweeper",
        prediction: index % 2 === 0 ? "fraud" : "fine",
        confidence: 0.5 + draw(6) / 100,
        margin: draw(10) / 100,
        latency_ms: 20 + draw(20),
        input_hash: `sweep ${hour} ${index}`,
        features: { amount: 260 + index / 7, hours: index % 24, country: "CH" },
      });
    }
  }
  return events;
}

describe("telemetry that is judged", () => {
  let org: TestOrganization;
  let secret: string;

  async function send(events: object[]): Promise<void> {
    const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(events),
    });
    const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
    expect(answer.status, await answer.clone().text()).toBe(202);
    expect(await foldOrganization(workerDatabase(), org.orgId, tools)).toBe(1);
  }

  beforeAll(async () => {
    org = await testOrganization();
    const actor = org.actor("administrator");
    await runCommand(registerModel, { actor, input: { name: "Judged", slug: "judged", kind: "predictive" } });
    const made = await runCommand(createKey, {
      actor,
      input: { name: "telemetry", scopes: ["telemetry:write"], expiresAt: null },
    });
    secret = made.secret;
    await send(history());
  });

  it("says that there is no reference before one is frozen", async () => {
    const cell = { id: "judged", series: "feature:amount", at: now - 2 * HOUR, stepMs: HOUR };
    const answer = await runQuery(readTelemetryDistribution, { actor: org.actor("viewer"), input: cell });
    expect(answer).toMatchObject({ status: "no_reference", n: 420 });
  });

  it("freezes the first reference at once, with its digest in the trail; another needs a second person", async () => {
    const from = new Date(begin).toISOString();
    const to = new Date(begin + 24 * HOUR).toISOString();
    const input = { id: "judged", from, to, reason: "A day like any other." };
    const first = await runCommand(proposeReference, { actor: org.actor("administrator"), input });
    expect(first).toMatchObject({ state: "frozen", features: 4 });
    const second = await runCommand(uploadReference, {
      actor: org.actor("model_owner"),
      input: { id: "judged", columns: { amount: [1, 2, 3, null] }, reason: "Training data." },
    });
    expect(second.state).toBe("proposed");
    const decide = { id: second.id };
    const own = runCommand(approveReference, { actor: org.actor("model_owner"), input: decide });
    await expect(own).rejects.toMatchObject({ code: "forbidden" });
    const [entry] = await rowsAs(
      "owner",
      `select count(*)::int as n from audit_entry where org_id = $1 and entity_type = 'telemetry_reference'`,
      [org.orgId],
    );
    expect(entry?.["n"]).toBe(2);
  });

  it("finds the drift, the sweeping client and nothing before them", async () => {
    while ((await judgeOrganization(workerDatabase(), org.orgId, tools)) > 0);
    const signals = await rowsAs(
      "owner",
      "select kind, bucket, words, client from telemetry_signal where org_id = $1 order by bucket",
      [org.orgId],
    );
    const moved = begin + 27 * HOUR;
    const early = signals.filter(({ bucket, kind }) => (bucket as Date).getTime() < moved && kind !== "anomaly");
    expect(early).toEqual([]);
    const kinds = new Set(signals.map(({ kind }) => kind));
    expect(kinds).toContain("drift");
    expect([...kinds].some((kind) => kind === "extraction" || kind === "evasion")).toBe(true);
    const telemetry = await runQuery(readTelemetry, { actor: org.actor("viewer"), input: { id: "judged" } });
    expect(telemetry.drift.rows[0]?.feature).toBe("amount");
    expect(telemetry.drift.drifted).toBeGreaterThanOrEqual(1);
    const amount = telemetry.drift.rows.find(({ feature }) => feature === "amount");
    const before = amount?.cells.filter((_, column) => (telemetry.drift.columns[column] ?? 0) < moved) ?? [];
    expect(before.filter(({ status }) => status === "drifted")).toEqual([]);
    expect(telemetry.tiles.map(({ id }) => id)).toEqual([
      "volume",
      "latency",
      "errors",
      "nulls",
      "confidence",
      "drift",
    ]);
    expect(telemetry.reference?.state).toBe("frozen");
    expect(telemetry.proposed?.state).toBe("proposed");
  });

  it("explains a cell: both distributions, the numbers of the tests, words", async () => {
    const cell = { id: "judged", series: "feature:amount", at: now - 2 * HOUR, stepMs: HOUR };
    const answer = await runQuery(readTelemetryDistribution, { actor: org.actor("viewer"), input: cell });
    expect(answer.status).toBe("drifted");
    for (const side of ["reference", "current"] as const) {
      expect(answer.bars.reduce((sum, bar) => sum + bar[side], 0)).toBeCloseTo(1, 9);
    }
    expect(answer.medianCurrent ?? 0).toBeGreaterThan((answer.medianReference ?? 0) + 50);
    expect(answer.words.join(" ")).toContain("Values moved");
    const country = { ...cell, series: "feature:country" };
    const texts = await runQuery(readTelemetryDistribution, { actor: org.actor("viewer"), input: country });
    expect(texts.bars.map(({ label }) => label).sort()).toEqual(["CH", "DE", "FR"]);
  });

  it("tells who asked, and how", async () => {
    const asked = { id: "judged", from: new Date(begin + 27 * HOUR).toISOString() };
    const { clients, total } = await runQuery(readTelemetryClients, { actor: org.actor("viewer"), input: asked });
    expect(total).toBe(5);
    expect(clients[0]).toMatchObject({ requests: 900, labels: 2 });
    expect(clients[0]?.distinct ?? 0).toBeGreaterThan(0.95);
    expect(clients[0]?.nearBoundary).toBe(1);
    expect(clients[0]?.verdict).not.toBe("Usual");
    expect(clients[1]?.verdict).toBe("Usual");
  });

  it("gives points with gaps, and the list of models", async () => {
    const points = await runQuery(readTelemetryPoints, {
      actor: org.actor("viewer"),
      input: { id: "judged", series: "measure:latency", points: 100 },
    });
    expect(points.resolution).toBe("5m");
    expect(points.lines.map(({ id }) => id)).toEqual(["p50", "p95", "p99"]);
    const volume = await runQuery(readTelemetryPoints, {
      actor: org.actor("viewer"),
      input: { id: "judged", series: "traffic:requests" },
    });
    expect(volume.band.length).toBeGreaterThan(10);
    expect(volume.band.every(([, low, high]) => low >= 0 && low <= high)).toBe(true);
    const list = await runQuery(listTelemetry, { actor: org.actor("viewer"), input: {} });
    expect(list).toMatchObject({ total: 1, nextCursor: null });
    expect(list.items[0]).toMatchObject({ model: { slug: "judged" }, features: 4 });
    const other = await testOrganization();
    const stranger = runQuery(readTelemetry, { actor: other.actor("viewer"), input: { id: "judged" } });
    await expect(stranger).rejects.toMatchObject({ code: "not_found" });
  });

  it("estimates the accuracy of what has no labels yet, and says how far off such estimates were", async () => {
    const actor = org.actor("administrator");
    await runCommand(registerModel, { actor, input: { name: "Labelled", slug: "labelled", kind: "predictive" } });
    const draw = wholeNumbers(7);
    const day = 24 * HOUR;
    const today = Math.floor(Date.now() / day) * day;
    const events = Array.from({ length: 6 * 300 }, (_, number) => {
      const back = 1 + (number % 6);
      // The day without labels has only predictions of little confidence.
      const confidence = (back === 1 ? [0.62] : [0.62, 0.82, 0.97])[draw(back === 1 ? 1 : 3)] ?? 0.5;
      const plain = {
        ts: today - back * day + draw(20 * 60) * 60_000,
        model: "labelled",
        prediction: "yes",
        confidence,
      };
      return back === 1 ? plain : { ...plain, label: draw(100) < confidence * 100 ? "yes" : "no" };
    });
    await send(events);
    const points = await runQuery(readTelemetryPoints, {
      actor: org.actor("viewer"),
      input: { id: "labelled", series: "traffic:accuracy", from: new Date(today - 63 * day).toISOString() },
    });
    expect(points.resolution).toBe("1d");
    const [realised, estimated] = points.lines;
    const at = today - day;
    expect(realised?.points.find(([time]) => time === at)?.[1]).toBeNull();
    const value = estimated?.points.find(([time]) => time === at)?.[1] ?? 0;
    expect(Math.abs(value - 62)).toBeLessThan(6);
    const before = estimated?.points.find(([time]) => time === at - day)?.[1] ?? 0;
    expect(Math.abs(before - 80.3)).toBeLessThan(6);
    const [, low = 0, high = 0] = points.band.find(([time]) => time === at) ?? [];
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(points.note).toMatch(
      /^The estimate was off by \d\.\d points on average, checked on 5 days of the last 30\.$/,
    );
  });

  it("finds the client that poisons the feedback, inputs that are strange, and a planted value that came out", async () => {
    const actor = org.actor("administrator");
    await runCommand(registerModel, { actor, input: { name: "Attacked", slug: "attacked", kind: "generative" } });
    const draw = wholeNumbers(11);
    // 15 events in five minutes are too few for a percentile: the hours are looked at, and two days of them are learned from.
    const ordinary = Array.from({ length: 55 * 180 }, (_, number) => ({
      ...{
        ts: begin + (number - 25 * 180) * 20_000,
        model: "attacked",
        client: `person ${number % 6}`,
        prediction: "yes",
      },
      ...{ label: draw(20) === 0 ? "no" : "yes", flags: { ood_score: 1 + draw(20) / 100 } },
    }));
    const strange = Array.from({ length: 180 }, (_, number) => ({
      ...{ ts: begin + 29 * HOUR + number * 10_000, model: "attacked", client: "stranger", prediction: "yes" },
      ...{ label: "no", flags: { ood_score: 9, canary: number === 3 } },
    }));
    await send([...ordinary, ...strange, ...strange.map((event) => ({ ...event, ts: event.ts + 7 }))]);
    while ((await judgeOrganization(workerDatabase(), org.orgId, tools)) > 0);
    const rows = await rowsAs(
      "owner",
      `select g.kind, g.severity, g.techniques from telemetry_signal g join model m on m.id = g.model_id
       where g.org_id = $1 and m.slug = 'attacked' order by 1`,
      [org.orgId],
    );
    const kinds = new Map(rows.map(({ kind, severity, techniques }) => [kind, [severity, techniques]]));
    expect(kinds.get("canary")?.[0]).toBe("critical");
    expect(kinds.has("leak")).toBe(false);
    const range = { id: "attacked", from: new Date(begin - 30 * HOUR).toISOString() };
    const viewer = org.actor("viewer");
    const { series, finding } = await runQuery(readTelemetry, { actor: viewer, input: range });
    expect(finding).toBe("A planted value came out 2 times");
    expect(series.map(({ id }) => id)).toContain("traffic:planted");
    const planted = await runQuery(readTelemetryPoints, {
      actor: viewer,
      input: { ...range, series: "traffic:planted" },
    });
    const counts = planted.lines[0]?.points.flatMap(([, value]) => value ?? []) ?? [];
    expect(counts.filter((count) => count > 0)).toEqual([2]);
    expect(kinds.get("ood")?.[1]).toEqual(["AML.T0043"]);
    expect(kinds.get("poisoning")?.[1]).toEqual(["AML.T0020"]);
    expect(kinds.has("performance")).toBe(true);
  });

  it("notices that a model fell silent, once, by how it sent for two weeks", async () => {
    const without = `select 1 as one from telemetry_sender s where s.org_id = $1 and not exists (
      select from telemetry_arrival a where a.org_id = s.org_id and a.model_id = s.model_id and a.hour = date_trunc('hour', s.last_at)
        and a.windows & (1 << (extract(minute from s.last_at)::int / 5)) <> 0)`;
    expect(await rowsAs("owner", without, [org.orgId])).toEqual([]);
    const [model] = await rowsAs("owner", "select id::text as id from model where org_id = $1 and slug = 'judged'", [
      org.orgId,
    ]);
    const hours = `insert into telemetry_arrival (org_id, model_id, hour, windows)
      select $1, $2, h, 4095 from generate_series(date_trunc('hour', $3::timestamptz) - interval '16 days', $3::timestamptz, interval '1 hour') h
      on conflict (org_id, model_id, hour) do update set windows = excluded.windows`;
    await rowsAs("owner", hours, [org.orgId, model?.["id"], new Date()]);
    const signals = async () =>
      rowsAs(
        "owner",
        "select words, severity from telemetry_signal where org_id = $1 and model_id = $2 and kind = 'silence'",
        [org.orgId, model?.["id"]],
      );
    const look = async (after: number, listening = -HOUR) => {
      const listeningSince = new Date(Date.now() + listening);
      await judgeSilence(workerDatabase(), { newId, now: () => new Date(Date.now() + after), listeningSince });
      return signals();
    };
    expect(await look(HOUR / 2)).toEqual([]);
    const told = await look(3 * HOUR);
    expect(told).toEqual([
      {
        severity: "high",
        words: expect.stringMatching(
          /^No telemetry for 3 hours, which did not happen at the same time in any of the 2 weeks before\.$/u,
        ) as unknown,
      },
    ]);
    expect(await look(4 * HOUR)).toEqual(told);
    const read = async () => runQuery(readTelemetry, { actor: org.actor("viewer"), input: { id: "judged" } });
    expect(await read()).toMatchObject({ state: "silent", finding: "Judged has fallen silent" });

    const comes =
      "update telemetry_sender set last_at = last_at + interval '4 hours' where org_id = $1 and model_id = $2";
    await rowsAs("owner", comes, [org.orgId, model?.["id"]]);
    expect(await look(5 * HOUR)).toEqual(told);
    expect((await read()).state).not.toBe("silent");
    // Nobody listened for three hours: what is missed is not missed by the model.
    expect(await look(7.5 * HOUR, 7 * HOUR)).toEqual(told);
    expect(await look(9 * HOUR, 7 * HOUR)).toHaveLength(2);
  });

  it("says nothing of a silence while batches wait to be counted", async () => {
    const mine = "org_id = $1 and model_id = (select id from model where org_id = $1 and slug = 'attacked')";
    await rowsAs("owner", `update telemetry_sender set last_at = last_at + interval '1 hour' where ${mine}`, [
      org.orgId,
    ]);
    const state = `select 1 as one from (select org_id, model_id, last_at from telemetry_sender where ${mine}) s
      join telemetry_detector d on d.org_id = s.org_id and d.subject_id = s.model_id
      where d.detector = 'silence' and (d.state ->> 'lastAt')::bigint = extract(epoch from s.last_at) * 1000`;
    const looked = async () => rowsAs("owner", state, [org.orgId]);
    const look = () => {
      const tools = { newId, now: () => new Date(Date.now() + 9 * HOUR), listeningSince: new Date() };
      return judgeSilence(workerDatabase(), tools);
    };
    const id = newId();
    const waits = `insert into telemetry_inbox (org_id, received_day, id, received_at, source, events, body)
      values ($1, $2::timestamptz::date, $3, $2, 'events', 1, '')`;
    await rowsAs("owner", waits, [org.orgId, new Date(), id]);
    await look();
    expect(await looked()).toHaveLength(0);
    await rowsAs("owner", "delete from telemetry_inbox where org_id = $1 and id = $2", [org.orgId, id]);
    await look();
    expect(await looked()).toHaveLength(1);
  });
});
