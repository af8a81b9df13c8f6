import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { createKey, given } from "../support/accounts.ts";
import { expectAccessible } from "../support/accessible.ts";
import { callOwn, openOwnOrganization, type OwnOrganization } from "../support/own-organization.ts";
import { test } from "../support/test.ts";

let own: OwnOrganization;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  own = await openOwnOrganization(browser);
});

test.afterAll(async () => {
  expect(await own?.close(), "errors in the browser").toEqual([]);
});

const sighting = (more: object = {}) => ({
  source: "proxy-eu",
  kind: "url",
  value: "https://api.openai.com/v1/responses",
  seenAt: "2026-05-12T09:30:00Z",
  ...more,
});

type Answer = { results: { id: string; state: string }[]; counted: number; repeated: boolean };

const send = (sightings: object[], batchKey?: string) =>
  callOwn<Answer>(own, "POST", "/discoveries", { sightings, ...(batchKey === undefined ? {} : { batchKey }) });

test("what a proxy sees waits in the inbox until somebody registers, matches or dismisses it", async () => {
  test.setTimeout(120_000);
  const page = await own.page();
  await page.goto("/discoveries");
  await expect(page.getByRole("heading", { level: 2, name: "Let your scanners tell what AI they see" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Report a sighting" })).toContainText("/api/v1/discoveries");
  await expectAccessible(page);

  const model = await callOwn<{ id: string; name: string }>(own, "POST", "/models", {
    name: "Churn",
    kind: "predictive",
  });
  const first = await send(
    [
      sighting(),
      sighting({ kind: "name", value: "Churn model v2" }),
      sighting({ kind: "package", value: "pkg:pypi/torch@2.6.0" }),
      sighting({ kind: "name", value: "churn" }),
    ],
    "run-1",
  );
  expect(first.results.map(({ state }) => state)).toEqual(["open", "open", "open", "matched"]);
  expect(await send([sighting({ value: "https://api.openai.com:443/v1/responses?key=secret" })])).toMatchObject({
    results: [{ id: first.results[0]?.id }],
  });

  await page.reload();
  await expect(page.getByRole("link", { name: /^Discoveries\s*3$/ })).toBeVisible();
  const table = page.getByRole("table", { name: "discoveries" });
  await expect(table.getByRole("row", { name: /api\.openai\.com/ })).toContainText("OpenAI: models by API");
  await expect(page.getByText("secret")).toHaveCount(0);
  await expectAccessible(page);

  await table.getByRole("link", { name: /api\.openai\.com/ }).click();
  await expect(page.getByText("Seen 2 times")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Register" }).click();
  const dialog = page.getByRole("dialog", { name: "Register what was seen" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("OpenAI API");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Register" }).click();
  await expect(page.getByText("OpenAI API registered.")).toBeVisible();
  await expect(page.getByRole("link", { name: "OpenAI API" })).toHaveAttribute("href", "/components/openai-api");

  await page.goto(`/discoveries/${first.results[1]?.id ?? ""}`);
  await page.getByRole("button", { name: "Match" }).click();
  await page.getByRole("combobox", { name: /In the inventory it is/ }).fill("Chu");
  await page.getByRole("option", { name: /^Churn · Model/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Match" }).click();
  await expect(page.getByRole("link", { name: model.name, exact: true })).toBeVisible();

  await page.goto(`/discoveries/${first.results[2]?.id ?? ""}`);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("Say why it needs no record.")).toBeVisible();
  await page.getByRole("textbox", { name: "Why it needs no record" }).fill("A build image without a model");
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("A build image without a model")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "What is it?" })).toBeVisible();

  await page.goto("/discoveries?show=known");
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row", { name: /^churn/ })).toContainText("Known");
});

test("a key that reports can do nothing else, and a batch sent twice counts once", async ({ request }) => {
  const authorization = `Bearer ${await createKey(["discovery:write"])}`;
  const host = `https://${randomBytes(4).toString("hex")}.example`;
  const call = (path: string, data: object) =>
    request.post(`${given("MODELKEEP_E2E_URL")}/api/v1${path}`, {
      data,
      headers: { authorization, "idempotency-key": host },
    });
  const batch = { sightings: [sighting({ value: host })] };
  const first = (await (await call("/discoveries", batch)).json()) as Answer;
  expect(first).toMatchObject({ counted: 1, repeated: false });
  expect(await (await call("/discoveries", batch)).json()).toMatchObject({ counted: 1, repeated: true });
  const id = first.results[0]?.id ?? "";
  const dismissed = await call(`/discoveries/${id}/dismiss`, { reason: "x", until: "2027-01-01T00:00:00Z" });
  expect(dismissed.status()).toBe(403);
});

test("the inbox fits a phone in the dark", async () => {
  await send([sighting({ value: `https://a-very-long-host-name-${"x".repeat(40)}.example/${"path/".repeat(20)}` })]);
  const page = await own.page();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/discoveries");
  await expect(page.getByRole("link", { name: /a-very-long-host-name/ })).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  await expectAccessible(page);
});
