import { readFileSync } from "node:fs";
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
import { proposeReference } from "./commands/propose-reference.ts";
import { foldOrganization } from "./engine/fold-inbox.ts";
import { judgeOrganization } from "./engine/judge/judge-due.ts";
import { readTelemetry } from "./queries/read-telemetry.ts";

const HOUR = 3_600_000;
/** The readings are of 2010 and five seconds apart; here they end three hours ago. */
const begin = Math.floor(Date.now() / HOUR) * HOUR - 10 * HOUR;
const SPACING_MS = 5_000;
/** A window is judged so long after its end. */
const LATENESS_MS = 120_000;

type Reading = { humidity: number; temperature: number; isEvent: boolean };

const readings: Reading[] = readFileSync(new URL("testing/sensor-readings.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [humidity, temperature, label] = line.split(",").map(Number);
    return { humidity: humidity ?? NaN, temperature: temperature ?? NaN, isEvent: label === 1 };
  });

const timeOf = (index: number): number => begin + index * SPACING_MS;
const change = (left: number, right: number): number => Math.round(Math.abs(left - right) * 100) / 100;

/** A model that says of each reading that it will be as the one before; its features are by how much that was wrong. */
const events = readings.slice(1).map((reading, index) => ({
  ts: timeOf(index + 1),
  model: "sensor",
  features: {
    temperature_change: change(reading.temperature, readings[index]?.temperature ?? 0),
    humidity_change: change(reading.humidity, readings[index]?.humidity ?? 0),
  },
}));

const firstEvent = timeOf(readings.findIndex(({ isEvent }) => isEvent));
const lastEvent = timeOf(readings.findLastIndex(({ isEvent }) => isEvent));

describe("a real record with a known event, replayed over the real door", () => {
  let org: TestOrganization;
  let secret: string;
  const tools = { newId, now: () => new Date() };

  async function send(sent: object[]): Promise<void> {
    const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(sent),
    });
    expect((await sendEventsRoute(request, { params: Promise.resolve({}) })).status).toBe(202);
    await foldOrganization(workerDatabase(), org.orgId, tools);
  }

  beforeAll(async () => {
    org = await testOrganization();
    const actor = org.actor("administrator");
    await runCommand(registerModel, { actor, input: { name: "Sensor", slug: "sensor", kind: "predictive" } });
    const key = { name: "telemetry", scopes: ["telemetry:write" as const], expiresAt: null };
    secret = (await runCommand(createKey, { actor, input: key })).secret;
    const quiet = events.filter(({ ts }) => ts < begin + 2 * HOUR);
    await send(quiet);
    const range = { from: new Date(begin).toISOString(), to: new Date(begin + 2 * HOUR).toISOString() };
    await runCommand(proposeReference, { actor, input: { id: "sensor", ...range, reason: "Two quiet hours." } });
    await send(events.slice(quiet.length));
    while ((await judgeOrganization(workerDatabase(), org.orgId, tools)) > 0);
  }, 90_000);

  it("names the change in the hour in which it happened; before it at most one weak hint", async () => {
    const found = await rowsAs(
      "owner",
      "select bucket, words, severity, evidence from telemetry_signal where org_id = $1 and kind = 'drift' order by bucket",
      [org.orgId],
    );
    const hour = Math.floor(firstEvent / HOUR) * HOUR;
    // What is compared is a fair sample that is another one in each organization: an hour may lie just at the floor.
    const before = found.filter(({ bucket }) => Number(bucket) < hour);
    expect([before.length <= 1, before.every(({ severity }) => severity === "low")]).toEqual([true, true]);
    const named = found.find(({ bucket }) => Number(bucket) === hour);
    expect(named).toMatchObject({ evidence: { drifted: 2, features: 2 } });
    expect(named?.["words"]).toMatch(/^2 of 2 features, (?:humidity|temperature)_change, /);
    expect(lastEvent).toBeLessThan(hour + HOUR);
    expect(hour + HOUR + LATENESS_MS - firstEvent).toBeLessThan(HOUR);
  });

  it("draws it in the matrix: both features drifted in that hour, and further than ever before", async () => {
    const range = { from: new Date(begin).toISOString(), to: new Date(firstEvent + HOUR).toISOString() };
    const page = await runQuery(readTelemetry, { actor: org.actor("viewer"), input: { id: "sensor", ...range } });
    const { columns, stepMs, rows: found } = page.drift;
    expect(stepMs).toBe(HOUR);
    expect(found.map(({ feature }) => feature).sort()).toEqual(["humidity_change", "temperature_change"]);
    const place = columns.indexOf(Math.floor(firstEvent / HOUR) * HOUR);
    for (const { cells } of found) {
      const effects = cells.map(({ effect }) => effect ?? 0);
      expect(cells[place]?.status).toBe("drifted");
      expect(Math.max(...effects.slice(0, place))).toBeLessThan(0.7 * (effects[place] ?? 0));
    }
  });
});
