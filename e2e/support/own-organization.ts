import { randomBytes } from "node:crypto";
import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
import { watchContext } from "./console-guard.ts";
import { given, newAccount, operate } from "./accounts.ts";
import { httpWith, signInOverHttp } from "./sign-in.ts";
import type { Account } from "./sign-in.ts";

/** An organization that one file of tests has to itself: its log, its people, its tasks. */
export interface OwnOrganization {
  readonly orgId: string;
  readonly account: Account & { readonly name: string };
  /** HTTP as its administrator, who has just signed in. */
  readonly api: APIRequestContext;
  /** A page of its administrator. */
  page(): Promise<Page>;
  /** What no page may do, collected so far; then everything is closed. */
  close(): Promise<readonly string[]>;
}

/** Opens an organization with the operators' commands and signs its administrator in. */
export async function openOwnOrganization(browser: Browser): Promise<OwnOrganization> {
  const baseURL = given("MODELKEEP_E2E_URL");
  const slug = `own-${randomBytes(4).toString("hex")}`;
  const account = newAccount("administrator");
  const { email, password, name } = account;
  await operate("org", "create", "--name", `Own ${slug}`, "--slug", slug);
  const who = ["--email", email, "--name", name, "--role", "administrator", "--password", password];
  await operate("user", "create", ...who, "--org", slug);
  const storageState = await signInOverHttp(baseURL, account);
  const api = await httpWith(baseURL, storageState);
  const { id: orgId } = (await (await api.get("/api/v1/organization")).json()) as { id: string };
  const contexts: BrowserContext[] = [];
  const faults: string[][] = [];
  return {
    orgId,
    account,
    api,
    page: async () => {
      const context = await browser.newContext({ storageState, baseURL });
      contexts.push(context);
      faults.push(await watchContext(context));
      return context.newPage();
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await api.dispose();
      return faults.flat();
    },
  };
}

/** Calls the API as that organization's administrator. Throws what was refused. */
export async function callOwn<T>(own: OwnOrganization, method: string, path: string, data?: object): Promise<T> {
  const answer = await own.api.fetch(`/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}
