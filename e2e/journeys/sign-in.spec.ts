import { expect } from "@playwright/test";
import { createAccount, given } from "../support/accounts.ts";
import { httpWith, signIn, signInOverHttp, untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

test("somebody signs in, comes to where they wanted to go, and is out when they end it elsewhere", async ({ page }) => {
  const account = await createAccount("viewer");
  await page.goto("/my-work");
  await untilHydrated(page, "input[name=email]");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill("not this one, surely");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/do not fit|not right|does not fit|do not match/i)).toBeVisible();
  await page.locator("input[name=password]").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/my-work$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My work");

  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.includes("session-token"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const elsewhere = await httpWith(
    given("MODELKEEP_E2E_URL"),
    await signInOverHttp(given("MODELKEEP_E2E_URL"), account),
  );
  expect((await elsewhere.post("/api/v1/sessions/revoke-all", { data: {} })).status()).toBe(200);
  await elsewhere.dispose();
  await page.goto("/models");
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, account);
  await expect(page).toHaveURL(/\/overview$/);
});
