/** A step of a session with the time that is meant for it. */
export type AgendaStep = { title: string; minutes: number };

/** What a session starts with: ninety minutes. */
export const defaultAgenda: readonly AgendaStep[] = [
  { title: "Scope", minutes: 10 },
  { title: "Draw", minutes: 25 },
  { title: "What can go wrong", minutes: 35 },
  { title: "What we do about it", minutes: 15 },
  { title: "Close", minutes: 5 },
];

/** People waiting at the door of one session, at most. */
export const MAX_GUESTS = 50;

/** The middle of votes and how far they lie apart: the median and the distance of the outermost. */
export function spreadOf(votes: readonly number[]): { median: number; low: number; high: number } | null {
  const sorted = [...votes].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return null;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? high;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? low;
  return { median: (upper + lower) / 2, low, high };
}

/** How long the current step has run, without pauses; milliseconds. */
export function stepElapsedMs(
  session: { stepStartedAt: string | null; pausedAt: string | null; pausedMs: number },
  nowMs: number,
): number {
  if (session.stepStartedAt === null) return 0;
  const end = session.pausedAt === null ? nowMs : Date.parse(session.pausedAt);
  return Math.max(0, end - Date.parse(session.stepStartedAt) - session.pausedMs);
}
