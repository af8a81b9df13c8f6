import { expect, request } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given } from "../support/accounts.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { test } from "../support/test.ts";

const HOUR_MS = 3_600_000;
const HOURS = 30;
/** In these hours before now one client sweeps the middle of the score. */
const SWEEP = [3, 2];

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

/** Numbers that look like chance and are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Events of one hour of a model: a quiet stream of two clients, and in some hours a sweep of a third one. */
function eventsOf(slug: string, hoursAgo: number, seed: number): object[] {
  const next = chance(seed + hoursAgo);
  const begin = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - hoursAgo * HOUR_MS;
  const sweep = SWEEP.includes(hoursAgo) ? 200 : 0;
  return Array.from({ length: 160 + sweep }, (_, place) => {
    const swept = place >= 160;
    const score = swept ? 0.45 + 0.1 * next() : 0.1 + 0.25 * next();
    return {
      ts: new Date(begin + Math.floor(next() * HOUR_MS)).toISOString(),
      model: slug,
      client: swept ? "acquirer-07" : place % 3 === 0 ? "checkout" : "wallet",
      prediction: score > 0.5 ? "decline" : "accept",
      confidence: swept ? 0.5 + 0.05 * next() : 0.9 + 0.09 * next(),
      latency_ms: 20 + 30 * next(),
      features: {
        merchant_risk_score: score,
        amount: swept ? 900 + next() : 40 * next(),
        country: next() < 0.8 ? "DE" : "FR",
      },
    };
  });
}

/** Sends events as a service would, with a key that may do nothing else. */
async function send(secret: string, events: readonly object[]): Promise<void> {
  const http = await request.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const answer = await http.post("/api/v1/telemetry/events", {
    data: events,
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  await http.dispose();
}

test("from an empty page to the first event, a drift in words, and who sent it", async () => {
  test.setTimeout(240_000);
  await callOwn(own, "POST", "/models", { name: "Card fraud", kind: "predictive" });
  const { secret } = await callOwn<{ secret: string }>(own, "POST", "/keys", {
    name: "scoring service",
    scopes: ["telemetry:write"],
    expiresAt: null,
  });
  const page = await own.page();

  await page.goto("/telemetry");
  await expect(page.getByRole("heading", { name: "No model sends telemetry yet" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/models/card-fraud?tab=telemetry");
  await page.getByRole("link", { name: "Connect telemetry" }).click();
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await expect(page.getByText("modelkeep.model=card-fraud").first()).toBeVisible();
  await expectAccessible(page);

  const quiet = Array.from({ length: HOURS - 6 }, (_, place) => eventsOf("card-fraud", HOURS - place, 1)).flat();
  await send(secret, quiet.slice(0, 900));
  await expect(page.getByText("Events arrive")).toBeVisible({ timeout: 60_000 });
  for (let begin = 900; begin < quiet.length; begin += 900) await send(secret, quiet.slice(begin, begin + 900));

  const counted = async (): Promise<number> =>
    (
      await callOwn<{ events: number }>(
        own,
        "GET",
        `/telemetry/card-fraud?from=${new Date(Date.now() - 40 * HOUR_MS).toISOString()}`,
      )
    ).events;
  await expect.poll(counted, { timeout: 60_000 }).toBe(quiet.length);
  await callOwn(own, "POST", "/telemetry/card-fraud/references", {
    from: new Date(Date.now() - 32 * HOUR_MS).toISOString(),
    to: new Date(Date.now() - 6 * HOUR_MS).toISOString(),
    reason: "A quiet day",
  });
  const night = [6, 5, 4, 3, 2, 1].flatMap((hoursAgo) => eventsOf("card-fraud", hoursAgo, 2));
  for (let begin = 0; begin < night.length; begin += 900) await send(secret, night.slice(begin, begin + 900));

  type Matrix = { drift: { rows: { feature: string; cells: { status: string }[] }[] } };
  const drifted = async (): Promise<boolean> =>
    (await callOwn<Matrix>(own, "GET", "/telemetry/card-fraud")).drift.rows.some(
      ({ feature, cells }) => feature === "merchant_risk_score" && cells.some(({ status }) => status === "drifted"),
    );
  await expect.poll(drifted, { timeout: 90_000 }).toBe(true);

  await page.goto("/telemetry/card-fraud?zone=utc");
  await expect(page.getByRole("grid", { name: "Drift of features over time" })).toBeVisible();
  // Panels are drawn in the browser only: once there is one, what the server drew answers to clicks.
  await expect(page.locator(".mk-panels svg.recharts-surface").first()).toBeVisible({ timeout: 30_000 });
  const ringed = page.locator("[role=grid] button[data-ring]").first();
  await expect(ringed).toHaveAccessibleName(/drifted, distance 0\.\d\d, p < 0\.001, n = /);
  await ringed.click();
  await expect(page).toHaveURL(/cell=/, { timeout: 30_000 });
  await expect(
    page.getByRole("heading", { name: /^(merchant_risk_score|amount|prediction|Prediction).*UTC$/ }),
  ).toBeVisible();
  await expect(page.locator(".mk-why svg[data-drawing]")).toBeVisible();
  await expect(page.getByRole("row", { name: /client / })).toHaveCount(3);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Table of How long does it take?" }).click();
  await expect(page.getByRole("region", { name: "How long does it take?, table" })).toContainText("UTC");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export How much is it asked?" }).click();
  await page.getByRole("menuitem", { name: "Picture (PNG)" }).click();
  expect((await download).suggestedFilename()).toBe("how-much-is-it-asked.png");

  await page.goto("/telemetry");
  await expect(page.getByRole("row", { name: /Card fraud.*features/ })).toBeVisible();
});
