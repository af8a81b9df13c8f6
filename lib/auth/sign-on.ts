import { reader } from "../db/client.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/errors.ts";
import type { Role } from "../kernel/policy.ts";
import { runCommand } from "../kernel/run-command.ts";
import { log } from "../log.ts";
import { accountByEmail, accountById, accountByIdentity, type Account } from "./account.ts";
import { acceptByIdentity } from "./commands/accept-by-identity.ts";
import { followGroups } from "./commands/follow-groups.ts";
import { linkIdentity } from "./commands/link-identity.ts";
import { provisionUser } from "./commands/provision-user.ts";
import type { IdentityClaims } from "./identity-claims.ts";
import { roleFromGroups, type OidcConfig } from "./oidc-config.ts";
import { openSessionFor, type Place, type SignedIn } from "./sign-in.ts";

/** What a person wants who comes back from single sign-on. */
export type Intent = { kind: "sign_in" } | { kind: "link"; actor: Actor } | { kind: "invitation"; token: string };

type SignOnRefusal = "not_linked" | "no_role" | "no_email" | "disabled" | "failed";

function refuse(why: SignOnRefusal, message: string): never {
  throw new AppError("forbidden", message, { extra: { signOn: why } });
}

const machine = (orgId?: string): Actor => ({
  type: "system",
  name: "single-sign-on",
  ...(orgId === undefined ? {} : { orgId }),
});

async function organizationFor(slug: string): Promise<string> {
  const rows = await reader().organization.findMany({ where: slug === "" ? {} : { slug }, take: 2 });
  const only = rows[0];
  if (only !== undefined && rows.length === 1) return only.id;
  return refuse("failed", "OIDC_ORGANIZATION does not name an organization of this installation.");
}

async function provision(claims: IdentityClaims, role: Role | undefined, slug: string, now: Date): Promise<string> {
  if (role === undefined) refuse("no_role", "None of your groups has a role here. Ask an administrator.");
  if (claims.email === undefined) refuse("no_email", "Single sign-on sent no verified e-mail address.");
  if ((await accountByEmail(claims.email)) !== undefined) {
    refuse("not_linked", "An account with this address exists. Sign in to it and connect single sign-on there.");
  }
  const { issuer, subject, email, name } = claims;
  const actor = machine(await organizationFor(slug));
  const made = await runCommand(provisionUser, {
    actor,
    input: { issuer, subject, email, name, role },
    now: () => now,
  });
  return made.id;
}

async function introduce(claims: IdentityClaims, intent: Intent, config: OidcConfig, now: Date): Promise<Account> {
  const { issuer, subject, name } = claims;
  const call = { now: () => now };
  if (intent.kind === "link") {
    await runCommand(linkIdentity, { ...call, actor: intent.actor, input: { issuer, subject } });
  } else if (intent.kind === "invitation") {
    const input = { issuer, subject, name, token: intent.token };
    await runCommand(acceptByIdentity, { ...call, actor: machine(), input });
  } else {
    await provision(claims, roleFromGroups(claims.groups, config), config.organizationSlug, now);
  }
  return (await accountByIdentity(issuer, subject)) ?? refuse("failed", "The account could not be made.");
}

async function follow(account: Account, claims: IdentityClaims, config: OidcConfig, now: Date): Promise<Account> {
  if (config.roles.length === 0) return account;
  const role = roleFromGroups(claims.groups, config);
  if (role === undefined) return refuse("no_role", "None of your groups has a role here any more.");
  if (role === account.role) return account;
  try {
    const input = { userId: account.id, role };
    await runCommand(followGroups, { actor: machine(account.orgId), input, now: () => now });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "precondition_failed") throw error;
    log.warn("single sign-on would take the last administrator's role", { userId: account.id });
  }
  return (await accountById(account.id)) ?? account;
}

/**
 * Lets a person in whom single sign-on vouches for. The account is found by issuer and subject only; a matching e-mail
 * address never links by itself. Unknown persons get an account when their groups have a role here. Throws AppError, with
 * `signOn` saying why.
 */
export async function signOn(
  claims: IdentityClaims,
  config: OidcConfig,
  intent: Intent,
  place: Place,
): Promise<SignedIn> {
  const now = new Date();
  if (claims.issuer !== config.issuer || claims.subject === "") refuse("failed", "These claims are of another issuer.");
  const known = await accountByIdentity(claims.issuer, claims.subject);
  const account = known ?? (await introduce(claims, intent, config, now));
  if (!account.active) refuse("disabled", "This account is disabled. Ask an administrator.");
  if (known === undefined && intent.kind === "link" && intent.actor.type === "user") {
    return { sessionId: intent.actor.sessionId, userId: account.id, recoveryCodesLeft: null };
  }
  const current = await follow(account, claims, config, now);
  return openSessionFor(current, { method: "oidc", ...place, secondFactorElsewhere: claims.secondFactor }, now);
}
