import { createHash } from "node:crypto";
import { writer } from "../db/client.ts";
import { AppError } from "../kernel/errors.ts";
import { waitSeconds, windowStart, type RateLimit } from "./rate-window.ts";

/**
 * Counts one hit under a key in one atomic statement, so that processes cannot pass each other, and answers how many
 * seconds to wait: 0 when the hit is allowed. A refused hit counts as well, up to just above the limit.
 */
async function hit(key: string, rate: RateLimit, nowMs: number): Promise<number> {
  const start = windowStart(nowMs, rate.windowMs);
  const rows = await writer().$queryRawUnsafe<{ current: number; previous: number }[]>(
    `with hit as (
       insert into rate_limit (key, window_start, hits) values ($1, $2::timestamptz, 1)
       on conflict (key, window_start) do update set hits = least(rate_limit.hits + 1, $4::int) returning hits)
     select hit.hits as current, coalesce((select hits from rate_limit where key = $1 and window_start = $3::timestamptz), 0) as previous
     from hit`,
    key,
    new Date(start).toISOString(),
    new Date(start - rate.windowMs).toISOString(),
    rate.limit + 1,
  );
  return waitSeconds(rate, rows[0] ?? { current: 0, previous: 0 }, nowMs);
}

/** Counts one hit under each key. Throws rate_limited with `retryAfterSeconds` when any of them is used up. */
export async function requireRoom(
  limits: readonly (readonly [key: string, rate: RateLimit])[],
  now: Date,
): Promise<void> {
  const waits = await Promise.all(limits.map(([key, rate]) => hit(key, rate, now.getTime())));
  const wait = Math.max(...waits);
  if (wait === 0) return;
  throw new AppError("rate_limited", `Too many attempts. Try again in ${waitText(wait)}.`, {
    extra: { retryAfterSeconds: wait },
  });
}

function waitText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

/** Forgets what was counted under a key: the person has proved who they are. */
export async function forgetHits(key: string): Promise<void> {
  await writer().$executeRawUnsafe("delete from rate_limit where key = $1", key);
}

const digest = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex").slice(0, 32);

/** Key of an account, whether or not it exists. */
export function accountKey(email: string): string {
  return `sign_in:account:${digest(email)}`;
}

/** Key of a client's address; an IPv6 client counts by its network of 64 bits, which is what one customer gets. */
export function addressKey(address: string): string {
  return `sign_in:address:${digest(networkOf(address))}`;
}

/** The part of an address that one client cannot change at will. */
export function networkOf(address: string): string {
  const bare = address
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!bare.includes(":")) return bare;
  const [head = "", tail] = bare.split("::", 2);
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0");
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

const WINDOW_MS = 15 * 60_000;

/** Attempts for one account from anywhere. */
export const ACCOUNT_RATE: RateLimit = { limit: 10, windowMs: WINDOW_MS };
/** Attempts from one address for any account: an office behind one address must fit in. */
export const ADDRESS_RATE: RateLimit = { limit: 100, windowMs: WINDOW_MS };
