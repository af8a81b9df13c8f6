/** A limit of `limit` hits in any `windowMs`, counted in two fixed windows. */
export type RateLimit = { limit: number; windowMs: number };

/** Hits of the window that runs (this one included) and of the one before. */
export type WindowCounts = { current: number; previous: number };

/** Start of the fixed window that holds an instant; epoch milliseconds. */
export function windowStart(nowMs: number, windowMs: number): number {
  return Math.floor(nowMs / windowMs) * windowMs;
}

/** Share of the window before that still counts, from 1 at the start of the current window down to 0 at its end. */
function previousShare(nowMs: number, windowMs: number): number {
  return 1 - (nowMs - windowStart(nowMs, windowMs)) / windowMs;
}

/**
 * Seconds until another hit is allowed, 0 when this one is. The window before counts by the share of it that lies within
 * the last `windowMs`, as if its hits were spread evenly (the usual sliding window counter).
 */
export function waitSeconds(rate: RateLimit, counts: WindowCounts, nowMs: number): number {
  const { limit, windowMs } = rate;
  const used = counts.current + counts.previous * previousShare(nowMs, windowMs);
  if (used <= limit) return 0;
  const elapsed = nowMs - windowStart(nowMs, windowMs);
  const room = limit - counts.current - 1;
  if (room >= 0 && counts.previous > 0) {
    const freeAt = windowMs * Math.max(0, 1 - room / counts.previous);
    if (freeAt < windowMs) return Math.max(1, Math.ceil((freeAt - elapsed) / 1000));
  }
  const later = windowMs * Math.max(0, 1 - (limit - 1) / counts.current);
  return Math.max(1, Math.ceil((windowMs - elapsed + later) / 1000));
}
