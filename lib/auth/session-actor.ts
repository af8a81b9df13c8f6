import { reader, writer } from "../db/client.ts";
import type { Actor } from "../kernel/actor.ts";
import { roleNames, type Role } from "../kernel/policy.ts";

const IDLE_MS = 24 * 3600_000;
const SEEN_EVERY_MS = 60_000;

type SessionRow = {
  id: string;
  org_id: string;
  user_id: string;
  mfa_at: Date | null;
  reauth_at: Date | null;
  created_at: Date;
  seen_at: Date | null;
  name: string;
  email: string;
  role: string;
  mfa_required: boolean;
};

const FIND = `
select s.id::text as id, s.org_id::text as org_id, s.user_id::text as user_id, s.mfa_at, s.reauth_at, s.created_at,
  w.seen_at, u.name, u.email, u.role, u.role = any (o.mfa_required_roles) as mfa_required
from user_session s
join app_user u on u.id = s.user_id and u.org_id = s.org_id
join organization o on o.id = s.org_id
left join session_seen w on w.session_id = s.id
where s.id = $1::uuid and s.revoked_at is null and s.expires_at > $2::timestamptz and u.state = 'active'`;

function isRole(text: string): text is Role {
  return (roleNames as readonly string[]).includes(text);
}

async function noteSeen(row: SessionRow, now: Date): Promise<void> {
  if (row.seen_at !== null && now.getTime() - row.seen_at.getTime() < SEEN_EVERY_MS) return;
  await writer().$executeRawUnsafe(
    `insert into session_seen (session_id, org_id, seen_at) values ($1::uuid, $2::uuid, $3::timestamptz)
     on conflict (session_id) do update set seen_at = greatest(session_seen.seen_at, excluded.seen_at)`,
    row.id,
    row.org_id,
    now.toISOString(),
  );
}

/**
 * The person behind a session id, read from the database each time so that revoking a session or disabling a person works
 * at once. Undefined when the session ended, was idle for a day, or its person may not enter.
 */
export async function sessionActor(sessionId: string, now: Date): Promise<Actor | undefined> {
  const rows = await reader().$queryRawUnsafe<SessionRow[]>(FIND, sessionId, now.toISOString());
  const row = rows[0];
  if (row === undefined || !isRole(row.role)) return undefined;
  if (now.getTime() - (row.seen_at ?? row.created_at).getTime() > IDLE_MS) return undefined;
  await noteSeen(row, now);
  return {
    type: "user",
    id: row.user_id,
    orgId: row.org_id,
    name: row.name,
    email: row.email,
    role: row.role,
    sessionId: row.id,
    secondFactorMissing: row.mfa_required && row.mfa_at === null,
    authenticatedAtMs: Math.max(row.created_at.getTime(), row.reauth_at?.getTime() ?? 0),
  };
}
