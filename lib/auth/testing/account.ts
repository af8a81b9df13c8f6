import { Secret, TOTP } from "otpauth";
import { poolAs } from "@/lib/testing/database.ts";
import type { TestOrganization } from "@/lib/testing/organization.ts";
import type { Actor } from "@/lib/kernel/actor.ts";
import type { Role } from "@/lib/kernel/policy.ts";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { createResetLink } from "@/lib/people/commands/create-reset-link.ts";
import { accountByEmail, type Account } from "@/lib/auth/account.ts";
import { beginSecondFactor } from "@/lib/auth/commands/begin-second-factor.ts";
import { confirmSecondFactor } from "@/lib/auth/commands/confirm-second-factor.ts";
import { resetPassword } from "@/lib/auth/commands/reset-password.ts";
import { openSessionFor } from "@/lib/auth/sign-in.ts";

export const PASSWORD = "tracker-vivid-oblique-7";
export const PLACE = { address: "198.51.100.7", device: "Firefox on Linux" };

type UserActor = Extract<Actor, { type: "user" }>;

export const anonymous: Actor = { type: "anonymous", address: PLACE.address };

/** Gives the person of a role a password through a reset link; answers the account. */
export async function withPassword(org: TestOrganization, role: Role, password = PASSWORD): Promise<Account> {
  const actor = org.actor(role);
  const { link } = await runCommand(createResetLink, { actor: org.actor("administrator"), input: { id: actor.id } });
  const token = new URL(link).searchParams.get("token") ?? "";
  await runCommand(resetPassword, { actor: anonymous, input: { token, password } });
  return (await accountByEmail(actor.email)) as Account;
}

/** Opens a session for the person of a role, without asking anything; the actor is in that session. */
export async function inSession(org: TestOrganization, role: Role, now = new Date()): Promise<UserActor> {
  const actor = org.actor(role);
  const account = (await accountByEmail(actor.email)) as Account;
  const { sessionId } = await openSessionFor(account, { method: "oidc", ...PLACE }, now);
  return { ...actor, sessionId, authenticatedAtMs: now.getTime() };
}

/** The code that an authenticator app would show. */
export function codeOf(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: now.getTime() });
}

export type Factor = { actor: UserActor; secret: string; recoveryCodes: string[]; at: Date };

/** Sets up a second factor two minutes ago, so that codes of now are unused. */
export async function withSecondFactor(org: TestOrganization, role: Role): Promise<Factor> {
  const at = new Date(Date.now() - 120_000);
  const actor = await inSession(org, role, at);
  const { secret } = await runCommand(beginSecondFactor, { actor, input: {}, now: () => at });
  const input = { code: codeOf(secret, at) };
  const { recoveryCodes } = await runCommand(confirmSecondFactor, { actor, input, now: () => at });
  return { actor, secret, recoveryCodes, at };
}

/** Forgets the rate limits of signing in, so that tests of one file do not meet. */
export async function forgetLimits(): Promise<void> {
  await poolAs("app").query("delete from rate_limit where key like 'sign_in:%'");
}
