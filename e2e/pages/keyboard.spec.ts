import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { given } from "../support/accounts.ts";
import { sessionOf } from "../support/sessions.ts";
import { httpWith, untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const mark = `kb${randomBytes(4).toString("hex")}`;
const names = ["Alpha", "Beta", "Gamma"].map((word) => `${word} ${mark}`);

test.beforeAll(async () => {
  const http = await httpWith(given("MODELKEEP_E2E_URL"), sessionOf("contributor").storageState);
  for (const name of names) {
    const answer = await http.post("/api/v1/models", { data: { name, kind: "other" } });
    expect(answer.status()).toBe(201);
  }
  await http.dispose();
});

async function openList(page: Page): Promise<void> {
  await page.goto(`/models?q=${mark}&sort=name`);
  await untilHydrated(page, "main table a");
  await expect(page.getByRole("link", { name: names[2] ?? "" })).toBeVisible();
}

test("Ctrl K finds a model and goes there; Escape closes and gives the focus back", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  await page.goto("/overview");
  await untilHydrated(page, "main");
  const field = page.getByRole("combobox", { name: "Search or jump to" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await field.fill(names[1] ?? "");
  await expect(page.getByRole("option", { name: names[1] ?? "" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: names[1] ?? "" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await field.fill("my work");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/my-work$/);
});

test("? tells the keys", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  await page.goto("/overview");
  await untilHydrated(page, "main");
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("j and k go through a list, Enter opens, / searches", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  await openList(page);
  const focus = page.locator(":focus");
  await page.keyboard.press("j");
  await expect(focus).toContainText(names[0] ?? "");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(focus).toContainText(names[2] ?? "");
  await page.keyboard.press("k");
  await expect(focus).toContainText(names[1] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: names[1] ?? "" })).toBeVisible();
  await openList(page);
  await page.keyboard.press("/");
  await expect(
    page
      .getByRole("searchbox")
      .or(page.getByRole("textbox", { name: /Search/ }))
      .first(),
  ).toBeFocused();
  await page.keyboard.type("j");
  await expect(focus).toHaveValue(/j$/);
});
