import { test as base, expect } from "@playwright/test";
import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
import type { Account, Role } from "./accounts.ts";
import { createAccount, given } from "./accounts.ts";
import { watchContext } from "./console-guard.ts";
import { signIn } from "./sign-in.ts";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface SignedInRole {
  readonly account: Account;
  readonly storageState: StorageState;
}

interface WorkerFixtures {
  /** Signs a role in once per worker; later calls get the same session. */
  session: (role: Role) => Promise<SignedInRole>;
}

interface TestFixtures {
  /** Console texts that this test provokes on purpose. */
  toleratedConsole: readonly RegExp[];
  /** A page of somebody of that role, signed in. */
  signedInPage: (role: Role) => Promise<Page>;
  /** HTTP as somebody of that role: the session's cookies and a same-origin `Origin`. */
  api: (role: Role) => Promise<APIRequestContext>;
}

async function startSession(browser: Browser, role: Role): Promise<SignedInRole> {
  const account = await createAccount(role);
  const context = await browser.newContext({ baseURL: given("MODELKEEP_E2E_URL") });
  const page = await context.newPage();
  await signIn(page, account);
  const storageState = await context.storageState();
  await context.close();
  return { account, storageState };
}

/** Every page made here fails its test on a console error, an uncaught exception or a CSP violation. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  session: [
    async ({ browser }, use) => {
      const known = new Map<Role, Promise<SignedInRole>>();
      await use((role) => {
        const session = known.get(role) ?? startSession(browser, role);
        known.set(role, session);
        return session;
      });
    },
    { scope: "worker" },
  ],
  toleratedConsole: [[], { option: true }],
  baseURL: async ({}, use) => use(given("MODELKEEP_E2E_URL")),
  context: async ({ context, toleratedConsole }, use) => {
    const faults = await watchContext(context, toleratedConsole);
    await use(context);
    expect(faults, "errors in the browser").toEqual([]);
  },
  signedInPage: async ({ browser, baseURL, session, toleratedConsole }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[][] = [];
    await use(async (role) => {
      const { storageState } = await session(role);
      const context = await browser.newContext({ storageState, ...(baseURL === undefined ? {} : { baseURL }) });
      contexts.push(context);
      faults.push(await watchContext(context, toleratedConsole));
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults.flat(), "errors in the browser").toEqual([]);
  },
  api: async ({ playwright, session }, use) => {
    const made: APIRequestContext[] = [];
    await use(async (role) => {
      const baseURL = given("MODELKEEP_E2E_URL");
      const { storageState } = await session(role);
      const request = await playwright.request.newContext({
        baseURL,
        storageState,
        extraHTTPHeaders: { origin: baseURL },
      });
      made.push(request);
      return request;
    });
    await Promise.all(made.map((request) => request.dispose()));
  },
});
