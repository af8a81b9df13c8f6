import type { TelemetryDatabase } from "./sql-session.ts";

/** How long a batch waits after its first and its second failure. Seconds. After the third it is parked. */
const WAITS_S = [5, 20] as const;
const REASON_LENGTH = 500;

/** The words of an error up to what it quotes: that may be a value of somebody's features, and reasons go into the trail. */
function withoutValues(words: string): string {
  return words.replaceAll("\0", "").replace(/".*$/s, "…").slice(0, REASON_LENGTH);
}

/**
 * Remembers that a batch could not be counted: it waits for its next try, or is put aside after the third. In one
 * transaction, so that a batch is in the inbox or parked, whatever dies in between.
 */
export async function noteFailure(
  database: TelemetryDatabase,
  failed: { orgId: string; id: string; reason: string; at: Date },
): Promise<void> {
  const { orgId, id, at } = failed;
  const reason = withoutValues(failed.reason);
  await database.transaction(async (session) => {
    const { rows } = await session.query(
      "update telemetry_inbox set tries = tries + 1, failure = $3 where org_id = $1 and id = $2 returning tries",
      [orgId, id, reason],
    );
    if (rows[0] === undefined) return;
    const wait = WAITS_S[Number(rows[0]["tries"]) - 1];
    if (wait !== undefined) {
      await session.query("update telemetry_inbox set retry_at = $3 where org_id = $1 and id = $2", [
        orgId,
        id,
        new Date(at.getTime() + wait * 1_000),
      ]);
      return;
    }
    await session.query(
      `with gone as (delete from telemetry_inbox where org_id = $1 and id = $2 returning *)
       insert into telemetry_parked (org_id, id, received_at, parked_at, source, key_id, events, tries, reason, body)
       select org_id, id, received_at, $3, source, key_id, events, tries, failure, body from gone`,
      [orgId, id, at],
    );
    await session.query(
      "insert into live_event (org_id, user_id, entity_type, entity_id) values ($1::uuid, null, 'telemetry', $1::uuid::text)",
      [orgId],
    );
  });
}
