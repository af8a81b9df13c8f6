import { writer } from "../db/client.ts";
import { runCommand } from "../kernel/run-command.ts";
import { log } from "../log.ts";
import type { Account } from "./account.ts";
import { noteFailedSignIn } from "./commands/note-failed-sign-in.ts";
import { windowStart } from "./rate-window.ts";

const HOUR_MS = 3600_000;

type Counts = { hits: number; earlier_hour: Date | null; earlier_hits: number | null };

async function count(key: string, hour: Date): Promise<Counts | undefined> {
  const rows = await writer().$queryRawUnsafe<Counts[]>(
    `with hit as (
       insert into rate_limit (key, window_start, hits) values ($1, $2::timestamptz, 1)
       on conflict (key, window_start) do update set hits = rate_limit.hits + 1 returning hits)
     select hit.hits, p.window_start as earlier_hour, p.hits as earlier_hits from hit
     left join lateral (select window_start, hits from rate_limit where key = $1 and window_start < $2::timestamptz
       order by window_start desc limit 1) p on true`,
    key,
    hour.toISOString(),
  );
  return rows[0];
}

/**
 * Counts a failed sign-in. The first of an hour becomes the account's one entry of that hour; it also tells how many there
 * were in the last hour before that had any. Nothing is kept of accounts that do not exist.
 */
export async function countFailedSignIn(account: Account | undefined, address: string, now: Date): Promise<void> {
  if (account === undefined) return;
  const hour = new Date(windowStart(now.getTime(), HOUR_MS));
  const key = `sign_in:failed:${account.id}`;
  const counts = await count(key, hour);
  if (counts?.hits !== 1) return;
  const earlier =
    counts.earlier_hour === null
      ? null
      : { hour: counts.earlier_hour.toISOString(), attempts: counts.earlier_hits ?? 0 };
  try {
    const input = { userId: account.id, hour: hour.toISOString(), earlier };
    await runCommand(noteFailedSignIn, { actor: { type: "anonymous", address }, input, now: () => now });
  } catch (error) {
    log.error("a failed sign-in could not be noted", { error });
    const again = "delete from rate_limit where key = $1 and window_start = $2::timestamptz";
    await writer().$executeRawUnsafe(again, key, hour.toISOString());
  }
}
