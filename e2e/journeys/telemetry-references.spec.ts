import { expect, request } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given, newAccount } from "../support/accounts.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { signIn } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const HOUR_MS = 3_600_000;

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

/** Opens a page of telemetry and waits for a drawing that is made in the browser: from then on what the server drew answers to clicks. */
async function openTelemetry(page: Page): Promise<void> {
  await page.goto("/telemetry/scoring");
  await expect(page.locator(".mk-panels svg.recharts-surface").first()).toBeVisible({ timeout: 30_000 });
}

/** A page of a second administrator of the same organization. */
async function secondPage(browser: Browser): Promise<Page> {
  const { name, email, password } = newAccount("administrator");
  await callOwn(own, "POST", "/users", { name, email, password, role: "administrator" });
  const context = await browser.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const page = await context.newPage();
  await signIn(page, { email, password });
  return page;
}

/** Six hours of 100 events, sent as a service would. */
async function sendHours(slug: string): Promise<void> {
  const { secret } = await callOwn<{ secret: string }>(own, "POST", "/keys", {
    name: "scoring service",
    scopes: ["telemetry:write"],
    expiresAt: null,
  });
  const begin = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 6 * HOUR_MS;
  const events = Array.from({ length: 600 }, (_, place) => ({
    ts: new Date(begin + place * 36_000).toISOString(),
    ...{ model: slug, prediction: place % 3 === 0 ? "decline" : "accept", latency_ms: 20 + (place % 30) },
    features: { amount: (place * 37) % 100, country: place % 4 === 0 ? "FR" : "DE" },
  }));
  const http = await request.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const answer = await http.post("/api/v1/telemetry/events", {
    data: events,
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  await http.dispose();
}

test("training data is uploaded, a second person approves it, and its digest and the change are on the page", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  await callOwn(own, "POST", "/models", { name: "Scoring", kind: "predictive" });
  await sendHours("scoring");
  type Read = { events: number; proposed: { digest: string } | null };
  const read = () => callOwn<Read>(own, "GET", "/telemetry/scoring");
  await expect.poll(async () => (await read()).events, { timeout: 60_000 }).toBe(600);
  await callOwn(own, "POST", "/telemetry/scoring/references", {
    from: new Date(Date.now() - 8 * HOUR_MS).toISOString(),
    to: new Date().toISOString(),
    reason: "The first hours",
  });

  const page = await own.page();
  await openTelemetry(page);
  await page.getByRole("button", { name: "Upload training data" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload training data" });
  const rows = Array.from({ length: 200 }, (_, row) => `${row % 100},${row % 4 === 0 ? "FR" : "DE"}`);
  const choose = (text: string) =>
    dialog
      .locator('input[type="file"]')
      .setInputFiles({ name: "training.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("amount,country\n1,DE\n2\n");
  await expect(dialog.getByText("Line 3 has 1 cell, and there are 2 headings.")).toBeVisible();
  await choose(`amount,country\n${rows.join("\n")}\n`);
  await expect(dialog.getByText("training.csv: 2 columns, 200 rows.")).toBeVisible();
  await expect(dialog.getByRole("columnheader", { name: "country" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Where these rows come from" }).fill("The training data of May");
  await dialog.getByRole("button", { name: "Propose this reference" }).click();
  await expect(page.getByText("Somebody else has to approve it.")).toBeVisible();
  const { digest } = (await read()).proposed ?? { digest: "none" };

  const other = await secondPage(browser);
  await openTelemetry(other);
  await other.getByRole("button", { name: "Freeze reference" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Freeze reference" }).click();
  await expect(other.locator(`.mk-digest[title="${digest}"]`)).toBeVisible();
  await expect(other.locator(".mk-annotations")).toContainText("Another reference in force");
  await expectAccessible(other);
  await other.context().close();
});
