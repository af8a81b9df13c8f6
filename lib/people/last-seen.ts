import type { Reader } from "../kernel/query.ts";

/** When each of these people was last seen in any session, to the minute, as ISO text; those never seen are absent. */
export async function lastSeen(db: Reader, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    select s.user_id::text as id, max(w.seen_at) as at from user_session s join session_seen w on w.session_id = s.id
    where s.user_id = any (${[...userIds]}::uuid[]) group by s.user_id`;
  return new Map(rows.map((row) => [row.id, row.at.toISOString()]));
}
