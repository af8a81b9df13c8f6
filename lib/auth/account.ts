import { writer } from "../db/client.ts";
import type { Actor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { roleNames, type Role } from "../kernel/policy.ts";

/** What signing in needs to know of an account. */
export type Account = {
  id: string;
  orgId: string;
  email: string;
  name: string;
  role: Role;
  active: boolean;
  passwordHash: string | null;
};

type Row = Record<"id" | "org_id" | "email" | "name" | "role" | "state", string> & { password_hash: string | null };

const SELECT = `
select u.id::text as id, u.org_id::text as org_id, u.email, u.name, u.role, u.state, c.password_hash
from app_user u left join user_credential c on c.user_id = u.id`;

function isRole(text: string): text is Role {
  return (roleNames as readonly string[]).includes(text);
}

async function one(where: string, params: readonly string[]): Promise<Account | undefined> {
  const rows = await writer().$queryRawUnsafe<Row[]>(`${SELECT} ${where}`, ...params);
  const row = rows[0];
  if (row === undefined || !isRole(row.role)) return undefined;
  const { id, email, name, role } = row;
  return { id, orgId: row.org_id, email, name, role, active: row.state === "active", passwordHash: row.password_hash };
}

/** The account of an e-mail address in lower case; undefined when there is none. */
export async function accountByEmail(email: string): Promise<Account | undefined> {
  return one("where u.email = $1", [email]);
}

/** The account that an identity of single sign-on is linked to; undefined when there is none. */
export async function accountByIdentity(issuer: string, subject: string): Promise<Account | undefined> {
  return one("join user_identity i on i.user_id = u.id where i.issuer = $1 and i.subject = $2", [issuer, subject]);
}

/** The account of an id; undefined when there is none. */
export async function accountById(id: string): Promise<Account | undefined> {
  return one("where u.id = $1::uuid", [id]);
}

/**
 * The person as actor at the moment of proving who they are. The session id is new: `session.start` opens that session, and
 * until it does, nothing but it may be done with this actor.
 */
export function provedActor(account: Account, now: Date): Extract<Actor, { type: "user" }> {
  return {
    type: "user",
    id: account.id,
    orgId: account.orgId,
    name: account.name,
    email: account.email,
    role: account.role,
    sessionId: newId(),
    secondFactorMissing: true,
    authenticatedAtMs: now.getTime(),
  };
}
