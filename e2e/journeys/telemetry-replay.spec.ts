import { readFileSync } from "node:fs";
import { expect, request } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given } from "../support/accounts.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { test } from "../support/test.ts";

const HOUR_MS = 3_600_000;
/** The readings are five seconds apart and of 2010; here they begin ten hours ago, so that each of their hours is over. */
const SPACING_MS = 5_000;
const BEGUN_HOURS_AGO = 10;
/** In the first two hours nothing happened: what came then is the reference. */
const REFERENCE_HOURS = 2;
const FEATURES = ["temperature_change", "humidity_change"] as const;

interface Reading {
  readonly humidity: number;
  readonly temperature: number;
  /** Somebody brought hot water near the mote. */
  readonly isEvent: boolean;
}

interface SensorEvent {
  readonly ts: number;
  readonly model: string;
  readonly features: Readonly<Record<(typeof FEATURES)[number], number>>;
}

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

/** The record that lib/telemetry/testing/sensor-readings.SOURCE.md describes. */
function readRecord(): Reading[] {
  const file = new URL("../../lib/telemetry/testing/sensor-readings.csv", import.meta.url);
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [humidity = NaN, temperature = NaN, label = NaN] = line.split(",").map(Number);
    return { humidity, temperature, isEvent: label === 1 };
  });
}

const change = (left: number, right: number): number => Math.round(Math.abs(left - right) * 100) / 100;

/** A model that says of each reading that it will be as the one before; its features are by how much that was wrong. */
function eventsOf(readings: readonly Reading[], begin: number): SensorEvent[] {
  return readings.slice(1).map((reading, index) => ({
    ts: begin + (index + 1) * SPACING_MS,
    model: "sensor",
    features: {
      temperature_change: change(reading.temperature, readings[index]?.temperature ?? NaN),
      humidity_change: change(reading.humidity, readings[index]?.humidity ?? NaN),
    },
  }));
}

async function send(secret: string, events: readonly SensorEvent[]): Promise<void> {
  const http = await request.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const answer = await http.post("/api/v1/telemetry/events", {
    data: events,
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  await http.dispose();
}

/** A moment as tables and cells begin with it, `22 Nov 02:00`; in UTC. */
function momentWords(at: number): string {
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(at);
  return `${day} ${new Date(at).toISOString().slice(11, 16)}`;
}

/** The one cell of the matrix of a feature whose window begins at a moment. */
function cellAt(page: Page, feature: string, at: number): Locator {
  const matrix = page.getByRole("grid", { name: "Drift of features over time" });
  return matrix.getByRole("button", { name: `${feature}, ${momentWords(at)} to ` });
}

/** How far a cell says that it lies from the reference; 0 where it says nothing. */
async function distanceOf(cell: Locator): Promise<number> {
  await expect(cell).toHaveCount(1);
  return Number(/distance (\d+\.\d+)/.exec((await cell.getAttribute("aria-label")) ?? "")?.[1] ?? 0);
}

test("a real record with a known event: the charts show it in its hour and not before, and it is an alert", async () => {
  test.setTimeout(180_000);
  const begin = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - BEGUN_HOURS_AGO * HOUR_MS;
  const readings = readRecord();
  const events = eventsOf(readings, begin);
  const firstEvent = begin + readings.findIndex(({ isEvent }) => isEvent) * SPACING_MS;
  const hour = Math.floor(firstEvent / HOUR_MS) * HOUR_MS;
  const before = Array.from({ length: (hour - begin) / HOUR_MS }, (_, place) => begin + place * HOUR_MS);
  expect([events.length, before.length]).toEqual([4_416, 3]);

  const { slug } = await callOwn<{ slug: string }>(own, "POST", "/models", { name: "Sensor", kind: "predictive" });
  const key = { name: "mote 1", scopes: ["telemetry:write"], expiresAt: null };
  const { secret } = await callOwn<{ secret: string }>(own, "POST", "/keys", key);
  const quiet = events.filter(({ ts }) => ts < begin + REFERENCE_HOURS * HOUR_MS);
  const columns = Object.fromEntries(FEATURES.map((name) => [name, quiet.map(({ features }) => features[name])]));
  await callOwn(own, "POST", `/telemetry/${slug}/references/upload`, { columns, reason: "Two quiet hours" });
  await send(secret, events);

  type Read = { drift: { columns: number[]; rows: { cells: { status: string }[] }[] } };
  const judged = async (): Promise<string[]> => {
    const { drift } = await callOwn<Read>(own, "GET", `/telemetry/${slug}`);
    const place = drift.columns.indexOf(hour);
    return drift.rows.map(({ cells }) => cells[place]?.status ?? "nothing");
  };
  await expect.poll(judged, { timeout: 60_000 }).toEqual(["drifted", "drifted"]);
  type Alerts = { items: { title: string; startedAt: string }[] };
  const startedAt = async (): Promise<string[]> => {
    const { items } = await callOwn<Alerts>(own, "GET", `/alerts?state=all&model=${slug}`);
    return items.filter(({ title }) => title.startsWith("Drift: Sensor")).map((alert) => alert.startedAt);
  };
  await expect.poll(startedAt, { timeout: 60_000 }).toContain(new Date(hour).toISOString());
  expect(Math.min(...(await startedAt()).map((at) => Date.parse(at))), "no alert of an hour before").toBe(hour);

  const page = await own.page();
  await page.goto(`/telemetry/${slug}?zone=utc`);
  // This drawing is made in the browser only: once it is there, what the server drew answers to clicks.
  await expect(page.locator(".mk-why svg[data-drawing]")).toBeVisible({ timeout: 30_000 });
  for (const feature of FEATURES) {
    const cell = cellAt(page, feature, hour);
    await expect(cell).toHaveAttribute("data-ring", "true");
    await expect(cell).toHaveAccessibleName(/: drifted, distance 0\.\d\d, p < 0\.001, n = 720/);
    const distance = await distanceOf(cell);
    for (const at of before) {
      const earlier = cellAt(page, feature, at);
      await expect(earlier).not.toHaveAttribute("data-ring");
      await expect(earlier).toHaveAccessibleName(/: no drift, distance /);
      expect(await distanceOf(earlier)).toBeLessThan(0.7 * distance);
    }
  }
  await page.getByRole("button", { name: "Table of How did it do?" }).click();
  const strip = page.getByRole("region", { name: "How did it do?, table" });
  const stateAt = (at: number) =>
    strip
      .getByRole("row", { name: `${momentWords(at)} UTC` })
      .getByRole("cell")
      .nth(1);
  for (const at of before) await expect(stateAt(at)).toHaveText("as usual");
  await expect(stateAt(hour)).toHaveText(/^(?:drift|alert)$/);
  await expect(page.locator(".mk-annotations")).toContainText(`${momentWords(hour)} UTC`);

  await cellAt(page, "humidity_change", hour).click();
  const chosen = page.getByRole("heading", { name: `humidity_change, ${momentWords(hour)} to ` });
  await expect(chosen).toBeVisible({ timeout: 30_000 });
  await expect(page.locator(".mk-why svg[data-drawing]")).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/alerts?state=all&model=${slug}`);
  await page
    .locator(".mk-alert-line")
    .filter({ hasText: "2 of 2 features" })
    .getByRole("link", { name: /^Drift: Sensor/ })
    .click();
  await expect(page.getByRole("heading", { name: /^Drift: Sensor/ })).toBeVisible();
  await expect(page.getByText(/2 of 2 features/).first()).toBeVisible();
});
