import { beforeAll, describe, expect, it } from "vitest";
import { sendEventsRoute } from "../http/telemetry/own-routes.ts";
import { registerModel } from "../inventory/commands/register-model.ts";
import { createVersion } from "../inventory/versions/commands/create-version.ts";
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
import { readTelemetryDistribution } from "./queries/read-telemetry-distribution.ts";
import { readTelemetry } from "./queries/read-telemetry.ts";
import { wholeNumbers } from "./testing/whole-numbers.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS = 60;
const today = Math.floor(Date.now() / DAY) * DAY;
const begin = today - DAYS * DAY;
const JUMP = 35;

const tools = { newId, now: () => new Date() };

const moves: Readonly<Record<string, (day: number) => number>> = {
  dripping: (day) => Math.max(0, day - 10) * 0.8,
  jumping: (day) => (day < JUMP ? 0 : 40),
  quiet: () => 0,
};

/** Two hours of each of ten days of three models: one whose amount drips upward, one whose amount jumps, one that is quiet. */
function tenDays(from: number): object[] {
  const draw = wholeNumbers(from + 77);
  return Object.entries(moves).flatMap(([model, moved]) =>
    Array.from({ length: 10 * 2 * 120 }, (_, number) => {
      const day = from + Math.floor(number / 240);
      const hour = 9 + (Math.floor(number / 120) % 2);
      const amount = 100 + draw(1_000) / 10 + moved(day);
      return {
        ts: begin + day * DAY + hour * HOUR + (number % 120) * 1_000,
        ...{ model, client: `customer ${draw(5)}`, prediction: draw(10) < 3 ? "fraud" : "fine" },
        features: { amount, hours: draw(24), country: ["CH", "FR", "DE"][draw(3)] },
      };
    }),
  );
}

describe("the rolling reference beside the frozen one", () => {
  let org: TestOrganization;
  let secret: string;

  async function send(events: readonly object[]): Promise<void> {
    for (let at = 0; at < events.length; at += 4_000) {
      const request = new Request("http://127.0.0.1/api/v1/telemetry/events", {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
        body: JSON.stringify(events.slice(at, at + 4_000)),
      });
      const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
      expect(answer.status, await answer.clone().text()).toBe(202);
    }
    while ((await foldOrganization(workerDatabase(), org.orgId, tools)) > 0);
    while ((await judgeOrganization(workerDatabase(), org.orgId, tools)) > 0);
  }

  const signalsOf = (slug: string, kind: string) =>
    rowsAs(
      "owner",
      `select g.bucket, g.words, g.techniques, g.sure, g.severity from telemetry_signal g join model m on m.id = g.model_id
       where g.org_id = $1 and m.slug = $2 and g.kind = $3 order by g.bucket`,
      [org.orgId, slug, kind],
    );

  beforeAll(async () => {
    org = await testOrganization();
    const actor = org.actor("administrator");
    for (const slug of [...Object.keys(moves), "swept"]) {
      await runCommand(registerModel, { actor, input: { name: slug, slug, kind: "predictive" } });
    }
    const key = { name: "telemetry", scopes: ["telemetry:write" as const], expiresAt: null };
    secret = (await runCommand(createKey, { actor, input: key })).secret;
    await send(tenDays(0));
    const [from, to] = [new Date(begin).toISOString(), new Date(begin + 10 * DAY).toISOString()];
    for (const id of Object.keys(moves)) {
      await runCommand(proposeReference, { actor, input: { id, from, to, reason: "Ten days like any other." } });
    }
    for (let day = 10; day < DAYS; day += 10) await send(tenDays(day));
  }, 240_000);

  it("finds a drip of weeks, names the feature, says how sure it is and which technique it points to", async () => {
    const signals = await signalsOf("dripping", "slow_poisoning");
    expect(signals.length).toBeGreaterThan(3);
    expect(signals.at(-1)).toMatchObject({ techniques: ["AML.T0020"] });
    expect(String(signals.at(-1)?.["words"])).toMatch(
      /^amount: The distance to the frozen reference crept from 0\.\d\d to 0\.\d\d over \d+ days/,
    );
    expect(Number(signals.at(-1)?.["sure"])).toBeGreaterThan(0.6);
    const first = ((signals[0]?.["bucket"] as Date).getTime() - begin) / DAY;
    expect(first).toBeGreaterThan(15);
    expect(first).toBeLessThan(45);
  });

  it("calls a jump sudden, later settled, and never slow; a quiet model raises nothing", async () => {
    expect(await signalsOf("jumping", "slow_poisoning")).toEqual([]);
    expect(await signalsOf("quiet", "slow_poisoning")).toEqual([]);
    expect(await signalsOf("quiet", "drift")).toEqual([]);
    const stories = await rowsAs(
      "owner",
      `select floor(extract(epoch from v.bucket - $3) / 86400)::int as day, array_agg(distinct v.story) as stories
       from telemetry_verdict v join model m on m.id = v.model_id join telemetry_series s on s.org_id = v.org_id and s.id = v.series_id
       where v.org_id = $1 and m.slug = $2 and s.name = 'amount' group by 1 order by 1`,
      [org.orgId, "jumping", new Date(begin)],
    );
    const of = (day: number) => stories.find((row) => row["day"] === day)?.["stories"];
    expect(of(JUMP)).toEqual(["sudden"]);
    expect(of(DAYS - 1)).toEqual(["settled"]);
    expect(of(JUMP - 2)).toEqual(["steady"]);
  });

  it("shows both references on the page and in a cell", async () => {
    const from = new Date(begin + (DAYS - 2) * DAY).toISOString();
    const actor = org.actor("viewer");
    const telemetry = await runQuery(readTelemetry, { actor, input: { id: "dripping", from } });
    // Sixty days that were sent at once are known since then: neither late nor warming up.
    expect(telemetry).toMatchObject({ state: "live", late: 0 });
    const amount = telemetry.drift.rows.find(({ feature }) => feature === "amount");
    expect(amount?.cells.map(({ story }) => story)).toContain("slow");
    const at = begin + (DAYS - 1) * DAY + 9 * HOUR;
    const cell = { id: "dripping", series: "feature:amount", at, stepMs: HOUR };
    const found = await runQuery(readTelemetryDistribution, { actor, input: cell });
    expect(found.rolling).toMatchObject({ story: "slow", days: 14 });
    expect(found.rolling?.distance ?? 1).toBeLessThan((telemetry.drift.rows[0]?.worst ?? 0) / 2);
    expect(found.rolling?.words.join(" ")).toContain("far from the frozen reference and near the last weeks");
  });

  it("counts a day again when its hours are judged again", async () => {
    const day = begin + 50 * DAY;
    const rows = () =>
      rowsAs(
        "owner",
        `select sum(c)::int as n from telemetry_reference_day d join model m on m.id = d.model_id, unnest(d.counts) as c
         where d.org_id = $1 and m.slug = 'quiet' and d.name = 'amount' and d.day = $2::date`,
        [org.orgId, new Date(day).toISOString().slice(0, 10)],
      );
    expect((await rows())[0]?.["n"]).toBe(240);
    const late = { model: "quiet", prediction: "fine", features: { amount: 150, hours: 3, country: "CH" } };
    await send(Array.from({ length: 10 }, (_, number) => ({ ts: day + 9 * HOUR + number, ...late })));
    await send([{ ts: begin + 55 * DAY + 9 * HOUR, ...late }]);
    expect((await rows())[0]?.["n"]).toBe(250);
  });

  it("tells what is left of a drift without the busiest client, in the signal and in the cell", async () => {
    const actor = org.actor("administrator");
    const draw = wholeNumbers(5);
    const hourOf = (hour: number, swept: boolean): object[] =>
      Array.from({ length: swept ? 500 : 200 }, (_, number) => ({
        ...{ ts: today - 3 * DAY + hour * HOUR + number * 1_000, model: "swept", prediction: "fine" },
        client: number < 200 ? `customer ${draw(6)}` : "sweeper",
        features: { amount: number < 200 ? draw(100) : 45 + draw(10) },
      }));
    await send([0, 1, 2, 3].flatMap((hour) => hourOf(hour, false)));
    const [from, to] = [new Date(today - 3 * DAY).toISOString(), new Date(today - 3 * DAY + 4 * HOUR).toISOString()];
    await runCommand(proposeReference, { actor, input: { id: "swept", from, to, reason: "Quiet hours." } });
    await send([...hourOf(5, false), ...hourOf(6, true)]);
    const [signal] = await signalsOf("swept", "drift");
    expect(String(signal?.["words"])).toMatch(
      /Without the busiest client \(6\d(\.\d)?% of events\) there is no drift worth a word: effect [\d.]+, p = 0\.\d+, instead of \d/,
    );
    const at = today - 3 * DAY + 6 * HOUR;
    for (const stepMs of [HOUR, DAY]) {
      const cell = { id: "swept", series: "feature:amount", at: Math.floor(at / stepMs) * stepMs, stepMs };
      const { causes, status } = await runQuery(readTelemetryDistribution, { actor, input: cell });
      expect(status).toBe("drifted");
      expect(causes.find(({ cause }) => cause === "attack")?.words).toContain("Without the");
    }
  });

  it("compares a column of two versions in the words of the tests", async () => {
    const actor = org.actor("administrator");
    for (const label of ["1.0", "2.0"]) await runCommand(createVersion, { actor, input: { id: "quiet", label } });
    const draw = wholeNumbers(9);
    const at = today - 2 * DAY;
    await send(
      Array.from({ length: 1_200 }, (_, number) => ({
        ...{ ts: at + number * 60_000, model: "quiet", version: number % 2 === 0 ? "1.0" : "2.0" },
        prediction: draw(10) < (number % 2 === 0 ? 2 : 6) ? "fraud" : "fine",
        features: { amount: 100 + draw(100), scored: draw(100) + (number % 2) * 60 },
      })),
    );
    const read = (series: string) =>
      runQuery(readTelemetryDistribution, {
        actor: org.actor("viewer"),
        input: { id: "quiet", series, at, stepMs: DAY, version: "2.0", against: "1.0" },
      });
    const scored = await read("feature:scored");
    expect(scored).toMatchObject({ status: "drifted", n: 600, referenceN: 600, causes: [] });
    expect(scored.words.join(" ")).toMatch(/Values moved: .*p < 0\.001, n = [\d,]+ against [\d,]+ of 1\.0\./);
    expect((scored.medianCurrent ?? 0) - (scored.medianReference ?? 0)).toBeGreaterThan(50);
    const prediction = await read("output:prediction");
    expect(prediction.status).toBe("drifted");
    expect(prediction.bars.map(({ label }) => label).sort()).toEqual(["fine", "fraud"]);
    expect((await read("feature:amount")).status).toBe("stable");
    expect((await read("feature:country")).status).toBe("no_data");
  });
});
