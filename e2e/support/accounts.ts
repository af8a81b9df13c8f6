import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Role =
  "administrator" | "security_lead" | "model_owner" | "contributor" | "responder" | "auditor" | "viewer";

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A variable that the global setup has set. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: run the tests with their global setup.`);
  return value;
}

/** Makes a user of that role with the operators' command. The administrator of the run exists already. */
export async function createAccount(role: Role): Promise<Account> {
  if (role === "administrator") {
    return { email: given("MODELKEEP_ADMIN_EMAIL"), password: given("MODELKEEP_ADMIN_PASSWORD") };
  }
  const mark = randomBytes(4).toString("hex");
  const account = { email: `${role}-${mark}@e2e.example`, password: `e2e-${randomBytes(12).toString("base64url")}` };
  const data = process.env["MODELKEEP_E2E_DATA"];
  const flags = ["--email", account.email, "--name", `${role} ${mark}`, "--role", role, "--password", account.password];
  await run(process.execPath, ["scripts/admin.mjs", ...(data ? ["--data", data] : []), "user", "create", ...flags]);
  return account;
}
