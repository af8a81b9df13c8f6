import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { watchContext } from "../support/console-guard.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const password = `e2e-${randomBytes(12).toString("base64url")}`;

async function invite(page: Page, email: string): Promise<string> {
  await page.goto("/settings/people");
  const button = page.getByRole("button", { name: "Invite a person" });
  await untilHydrated(page, "main button");
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Invite a person" });
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Contributor" }).click();
  await dialog.getByRole("button", { name: "Make the invitation" }).click();
  const link = page.getByLabel("invitation link", { exact: true });
  await expect(link).toContainText("/invitation?token=");
  return (await link.textContent()) ?? "";
}

test("an invited person joins, works with their role, and is out at the next click once disabled", async ({
  browser,
  signedInPage,
  baseURL,
}) => {
  const email = `ina-${randomBytes(4).toString("hex")}@e2e.example`;
  const admin = await signedInPage("administrator");
  const link = await invite(admin, email);
  await admin.getByRole("button", { name: "I have it" }).click();
  await expect(admin.getByText(email)).toBeVisible();

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const faults = await watchContext(context);
  const guest = await context.newPage();
  await guest.goto(link);
  await untilHydrated(guest, "input[name=name], form input");
  await guest.getByLabel("Your name").fill("Ina Novak");
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Join" }).click();
  await guest.waitForURL("**/overview");
  await guest.goto("/settings/profile");
  await expect(guest.getByText("Contributor")).toBeVisible();
  await expect(guest.getByRole("link", { name: "API keys" })).toHaveCount(0);
  await guest.goto("/settings/people");
  await expect(guest.getByRole("button", { name: "Invite a person" })).toHaveCount(0);
  expect((await guest.request.get("/api/v1/invitations")).status()).toBe(403);

  await admin.goto(`/settings/people?q=${encodeURIComponent(email)}`);
  await untilHydrated(admin, "main button");
  await admin.getByRole("button", { name: "Actions for Ina Novak" }).click();
  await admin.getByRole("menuitem", { name: "Disable" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(admin.getByText("Disabled", { exact: true })).toBeVisible();

  await guest.getByRole("link", { name: "My work" }).first().click();
  await guest.waitForURL("**/sign-in**");
  expect((await guest.request.get("/api/v1/users/me")).status()).toBe(401);
  await guest.goto(link);
  await expect(guest.getByText("This invitation does not work")).toBeVisible();
  await context.close();
  expect(faults).toEqual([]);
});

test("a key is shown once, works, and stops working when revoked", async ({ signedInPage, playwright, baseURL }) => {
  const page = await signedInPage("administrator");
  const name = `Pipeline ${randomBytes(3).toString("hex")}`;
  await page.goto("/settings/keys");
  await untilHydrated(page, "main button");
  await page.getByRole("button", { name: "Create an API key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("read models").check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = (await page.getByLabel("API key", { exact: true }).textContent()) ?? "";
  expect(secret).toMatch(/^mk_/);
  await page.getByRole("button", { name: "I have it" }).click();

  const headers = { authorization: `Bearer ${secret}` };
  const outside = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: headers,
  });
  expect((await outside.get("/api/v1/models")).status()).toBe(200);
  expect((await outside.get("/api/v1/users")).status()).toBe(403);
  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);
  await untilHydrated(page, "main button");
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText(`${name} revoked.`)).toBeVisible();
  expect((await outside.get("/api/v1/models")).status()).toBe(401);
  await outside.dispose();
});

test("a task reaches the person it is for, and is done from My work", async ({ signedInPage, api, session }) => {
  const lead = await api("security_lead");
  const page = await signedInPage("contributor");
  const { account } = await session("contributor");
  const people = (await (await lead.get(`/api/v1/users?q=${encodeURIComponent(account.email)}`)).json()) as {
    items: { id: string }[];
  };
  await page.goto("/my-work");
  await untilHydrated(page, "main");
  const title = `Look at the card ${randomBytes(3).toString("hex")}`;
  const data = { title, assigneeId: people.items[0]?.id };
  expect((await lead.post("/api/v1/tasks", { data })).status()).toBe(201);
  await expect(page.getByRole("button", { name: `Done: ${title}` })).toBeVisible();
  await page.getByRole("button", { name: `Done: ${title}` }).click();
  await expect(page.getByRole("button", { name: `Done: ${title}` })).toHaveCount(0);
  await page.getByRole("button", { name: `Mark as read: ${title}` }).click();
  await expect(page.getByRole("button", { name: `Mark as read: ${title}` })).toHaveCount(0);
});

for (const path of [
  "/settings/profile",
  "/settings/security",
  "/settings/people",
  "/settings/keys",
  "/settings/organization",
  "/my-work",
]) {
  test(`${path} is accessible`, async ({ signedInPage }) => {
    const page = await signedInPage("administrator");
    await page.goto(path);
    await untilHydrated(page, "main");
    await expectAccessible(page);
  });
}
