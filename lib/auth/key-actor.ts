import { reader, writer } from "../db/client.ts";
import type { Actor } from "../kernel/actor.ts";
import { keyPermissions } from "../kernel/policy.ts";
import { hashToken } from "./token.ts";

const SEEN_EVERY_MS = 60_000;

/** What every API key begins with. */
export const KEY_PREFIX = "mk_";

type KeyRow = { id: string; org_id: string; name: string; scopes: string[]; models: string[]; seen_at: Date | null };

const FIND = `
select k.id::text as id, k.org_id::text as org_id, k.name, k.scopes, k.models::text[] as models, w.seen_at
from api_key k
left join app_user u on u.id = k.created_by
left join api_key_seen w on w.api_key_id = k.id
where k.key_hash = $1::bytea and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2::timestamptz)
  and (k.created_by is null or u.state = 'active')`;

async function noteSeen(row: KeyRow, now: Date): Promise<void> {
  if (row.seen_at !== null && now.getTime() - row.seen_at.getTime() < SEEN_EVERY_MS) return;
  await writer().$executeRawUnsafe(
    `insert into api_key_seen (api_key_id, org_id, seen_at) values ($1::uuid, $2::uuid, $3::timestamptz)
     on conflict (api_key_id) do update set seen_at = greatest(api_key_seen.seen_at, excluded.seen_at)`,
    row.id,
    row.org_id,
    now.toISOString(),
  );
}

/**
 * The key in an Authorization header: as Bearer, or as the password of Basic. Undefined when the header carries none of
 * ours: Basic credentials may belong to a proxy in front. Any Bearer token is taken for a key.
 */
export function keyFrom(authorization: string): string | undefined {
  const [scheme, value = ""] = authorization.trim().split(/\s+/, 2);
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic") return undefined;
  const plain = Buffer.from(value, "base64").toString("utf8");
  const password = plain.slice(plain.indexOf(":") + 1);
  return password.startsWith(KEY_PREFIX) ? password : undefined;
}

/** The API key as an actor; undefined when it is unknown, revoked, expired, or its maker was disabled. */
export async function keyActor(key: string, now: Date): Promise<Actor | undefined> {
  if (!key.startsWith(KEY_PREFIX) || key.length > 200) return undefined;
  const rows = await reader().$queryRawUnsafe<KeyRow[]>(FIND, hashToken(key), now.toISOString());
  const row = rows[0];
  if (row === undefined) return undefined;
  await noteSeen(row, now);
  const scopes = keyPermissions.filter((permission) => row.scopes.includes(permission));
  return { type: "apiKey", id: row.id, orgId: row.org_id, name: row.name, scopes, models: row.models };
}
