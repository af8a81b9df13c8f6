import type { Page } from "@playwright/test";
import type { Account } from "./accounts.ts";

/** Waits until React has taken over the element, so that what is typed is not lost. */
export async function untilHydrated(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const element = document.querySelector(wanted);
    return element !== null && Object.keys(element).some((key) => key.startsWith("__reactProps"));
  }, selector);
}

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/");
  await untilHydrated(page, "input[name=email]");
  await page.locator("input[name=email]").fill(account.email);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
  await page.locator("input[name=password]").waitFor({ state: "detached" });
}
