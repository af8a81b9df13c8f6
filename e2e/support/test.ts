import { test as base, expect } from "@playwright/test";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import type { Role } from "@/lib/kernel/policy.ts";
import { given } from "./accounts.ts";
import { watchContext } from "./console-guard.ts";
import { sessionOf, sessionsSince } from "./sessions.ts";
import type { SignedInRole } from "./sessions.ts";
import { httpWith, signInOverHttp } from "./sign-in.ts";

/** Whoever makes keys or people must have signed in within ten minutes; a run takes longer than that. */
const STALE_MS = 6 * 60_000;

interface WorkerFixtures {
  /** The account and the session of the run's person of that role. */
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

/** Every page made here fails its test on a console error, an uncaught exception or a CSP violation. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  session: [
    async ({}, use) => {
      const renewed = new Map<Role, { at: number; session: SignedInRole }>();
      await use(async (role) => {
        const found = renewed.get(role) ?? { at: sessionsSince(), session: sessionOf(role) };
        if (Date.now() - found.at < STALE_MS) return found.session;
        const { account } = found.session;
        const session = { account, storageState: await signInOverHttp(given("MODELKEEP_E2E_URL"), account) };
        renewed.set(role, { at: Date.now(), session });
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
  api: async ({ session }, use) => {
    const made: APIRequestContext[] = [];
    await use(async (role) => {
      const { storageState } = await session(role);
      const http = await httpWith(given("MODELKEEP_E2E_URL"), storageState);
      made.push(http);
      return http;
    });
    await Promise.all(made.map((http) => http.dispose()));
  },
});
