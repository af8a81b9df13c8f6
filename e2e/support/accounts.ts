import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Permission, Role } from "@/lib/kernel/policy.ts";
import { httpWith, signInOverHttp } from "./sign-in.ts";
import type { Account, StorageState } from "./sign-in.ts";

const run = promisify(execFile);
const mark = (): string => randomBytes(4).toString("hex");

/** A variable that the global setup has set. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: run the tests with their global setup.`);
  return value;
}

/** Runs an operator's command (`npm run admin --`) on the product of this run; answers what it printed. */
export async function operate(...words: readonly string[]): Promise<string> {
  const data = process.env["MODELKEEP_E2E_DATA"];
  const place = data ? ["--data", data] : [];
  const { stdout } = await run(process.execPath, ["scripts/admin.mjs", ...place, ...words]);
  return stdout.trim();
}

/** A name, an address and a password that nobody has yet. */
export function newAccount(role: Role): Account & { readonly name: string } {
  const own = mark();
  const name = `${role.replace("_", " ")} ${own}`;
  return { name, email: `${role}-${own}@e2e.example`, password: `e2e-${randomBytes(12).toString("base64url")}` };
}

/** The administrator that the product of this run was started with. */
export function firstAdministrator(): Account {
  return { email: given("MODELKEEP_ADMIN_EMAIL"), password: given("MODELKEEP_ADMIN_PASSWORD") };
}

const PROOF_KEPT_MS = 5 * 60_000;
const proofs = new Map<string, { state: Promise<StorageState>; until: number }>();

/** A session of somebody who has just signed in: adding people and keys asks for a recent proof. */
function freshSession(account: Account): Promise<StorageState> {
  const known = proofs.get(account.email);
  if (known !== undefined && known.until > Date.now()) return known.state;
  const state = signInOverHttp(given("MODELKEEP_E2E_URL"), account);
  proofs.set(account.email, { state, until: Date.now() + PROOF_KEPT_MS });
  return state;
}

async function asAdministrator<T>(path: string, data: object, administrator: Account): Promise<T> {
  const baseURL = given("MODELKEEP_E2E_URL");
  const http = await httpWith(baseURL, await freshSession(administrator));
  try {
    const answer = await http.post(`/api/v1${path}`, { data });
    if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  } finally {
    await http.dispose();
  }
}

/** Makes a new user of that role in the administrator's organization. */
export async function createAccount(role: Role, administrator: Account = firstAdministrator()): Promise<Account> {
  const { name, email, password } = newAccount(role);
  await asAdministrator("/users", { name, email, password, role }, administrator);
  return { email, password };
}

/** Makes an API key with these scopes in the administrator's organization; its secret. */
export async function createKey(
  scopes: readonly Permission[],
  administrator: Account = firstAdministrator(),
): Promise<string> {
  const data = { name: `e2e ${scopes[0] ?? "nothing"} ${mark()}`, scopes, expiresAt: null };
  return (await asAdministrator<{ secret: string }>("/keys", data, administrator)).secret;
}
