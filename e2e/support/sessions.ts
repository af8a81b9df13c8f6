import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { roleNames } from "@/lib/kernel/policy.ts";
import type { Role } from "@/lib/kernel/policy.ts";
import { createAccount, firstAdministrator, given } from "./accounts.ts";
import { signInOverHttp } from "./sign-in.ts";
import type { Account, StorageState } from "./sign-in.ts";

export interface SignedInRole {
  readonly account: Account;
  readonly storageState: StorageState;
}

const fileOf = (folder: string, role: Role): string => join(folder, `${role}.json`);

async function startSession(role: Role): Promise<SignedInRole> {
  const account = role === "administrator" ? firstAdministrator() : await createAccount(role);
  return { account, storageState: await signInOverHttp(given("MODELKEEP_E2E_URL"), account) };
}

/** Makes one person per role, signs each in and keeps their sessions in `folder`, for all workers of the run. */
export async function prepareSessions(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await Promise.all(roleNames.map(async (role) => [role, await startSession(role)] as const));
  for (const [role, session] of made) writeFileSync(fileOf(folder, role), JSON.stringify(session), { mode: 0o600 });
}

/** The person of that role who works in all tests. A test that signs them out or disables them makes its own account. */
export function sessionOf(role: Role): SignedInRole {
  return JSON.parse(readFileSync(fileOf(given("MODELKEEP_E2E_SESSIONS"), role), "utf8")) as SignedInRole;
}

/** When the people of the run signed in. Milliseconds. */
export function sessionsSince(): number {
  return statSync(fileOf(given("MODELKEEP_E2E_SESSIONS"), "administrator")).mtimeMs;
}
