import { request } from "@playwright/test";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

export interface Account {
  readonly email: string;
  readonly password: string;
}

export type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

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

/** Posts the sign-in form without a browser; the cookies of the new session. Throws when it is refused. */
export async function signInOverHttp(baseURL: string, account: Account): Promise<StorageState> {
  const http = await request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  try {
    const { csrfToken } = (await (await http.get("/api/auth/csrf")).json()) as { csrfToken: string };
    const form = { ...account, code: "", callbackUrl: "/", csrfToken, json: "true" };
    const answer = await http.post("/api/auth/callback/credentials", { form });
    const text = await answer.text();
    if (answer.status() !== 200 || /[?&]error=/.test(text)) throw new Error(`${account.email} is not let in: ${text}`);
    return await http.storageState();
  } finally {
    await http.dispose();
  }
}

/** HTTP as the person of that session: its cookies and the `Origin` of our own pages. */
export async function httpWith(baseURL: string, storageState: StorageState): Promise<APIRequestContext> {
  return request.newContext({ baseURL, storageState, extraHTTPHeaders: { origin: baseURL } });
}
