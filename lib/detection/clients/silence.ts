import { alphaPerTest } from "../budget/alpha-per-test.ts";
import { sayNumber } from "../words/say-number.ts";
import type { SecuritySignal } from "./security-signal.ts";

/** When something came, and since when nothing does. Windows of five minutes are numbered from 1970 on (ms / 300,000). */
export interface SilenceQuestion {
  /** Windows in which something came, ascending, of at most the last 28 days. */
  readonly arrivals: readonly number[];
  /** The first window of the silence: the one after the last arrival, or a later one when nobody listened until then. */
  readonly from: number;
  /** False pages about silence that are accepted in a month. */
  readonly pages: number;
}

/** From when on a silence is told. */
export interface SilenceDue {
  /** The window before which nothing may have come. */
  readonly at: number;
  /** The chance that nothing comes for so long, of how it was in the past; with `ever`, of which no chance is known, the highest that is told. */
  readonly p: number;
  /** How many times the same stretch of the day or week is known before. */
  readonly compared: number;
  /** What it was compared with; `ever` is every silence before. */
  readonly unit: "day" | "week" | "ever";
}

export const SILENCE_WINDOW_MS = 300_000;
const HOUR = 12;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** How much of the past is looked at. */
export const SILENCE_PAST = 28 * DAY;
/** Nothing is said of less than two windows, of who hardly ever sent, nor of more than two weeks. */
export const SILENCE_LEAST = 2;
const LEAST_ARRIVALS = 12;
const MOST = 14 * DAY;
/** However few gaps there are: one chance in a hundred. */
const HIGHEST_ALPHA = 0.01;
/** So many times as long as the longest gap before, and a day, is told whatever the time of day. */
const LONGER = 3;
/** Short pieces tell soonest of who sends all the time, long ones of who sends by the hour. */
const PIECES = [HOUR, 2 * HOUR, 4 * HOUR];

/** The past of a sender: whether anything came in some windows. */
class Past {
  readonly begin: number;
  readonly end: number;
  /** Number of arrivals before each window. */
  private readonly before: Int32Array;

  constructor(arrivals: readonly number[]) {
    this.begin = arrivals[0] ?? 0;
    this.end = (arrivals.at(-1) ?? 0) + 1;
    this.before = new Int32Array(this.end - this.begin + 1);
    for (const arrival of arrivals) this.before[arrival - this.begin + 1] = 1;
    for (let k = 1; k < this.before.length; k += 1) this.before[k] = (this.before[k] ?? 0) + (this.before[k - 1] ?? 0);
  }

  knows(from: number, to: number): boolean {
    return from >= this.begin && to <= this.end;
  }

  isQuiet(from: number, to: number): boolean {
    return this.before[to - this.begin] === this.before[from - this.begin];
  }

  /** Of the same stretch in each period before, as far as it is known: how many there are, and how many were quiet. */
  sameTime(from: number, to: number, period: number): { known: number; quiet: number } {
    const counts = { known: 0, quiet: 0 };
    for (let shift = period; shift <= SILENCE_PAST; shift += period) {
      if (!this.knows(from - shift, to - shift)) continue;
      counts.known += 1;
      counts.quiet += this.isQuiet(from - shift, to - shift) ? 1 : 0;
    }
    return counts;
  }

  /**
   * How often a stretch is quiet in which all others at the same time were not, over all times of the period: each is left out once. By the
   * rule of succession, so never 0; 1 when no time is known twice.
   */
  surprise(from: number, windows: number, period: number): number {
    let [all, quiet] = [0, 0];
    for (let offset = 0; offset < period; offset += HOUR) {
      const here = this.sameTime(from + offset, from + offset + windows, period);
      if (here.known < 2) continue;
      if (here.quiet === 0) all += here.known;
      if (here.quiet === 1) [all, quiet] = [all + 1, quiet + 1];
    }
    return all === 0 ? 1 : (quiet + 0.5) / (all + 1);
  }
}

/** How many arrivals a month has, after each of which a silence may begin: so many tests there are. */
function testsOf(arrivals: readonly number[], { begin, end }: Past): number {
  return (arrivals.length * 30 * DAY) / Math.max(DAY, end - begin);
}

function longestGap(arrivals: readonly number[]): number {
  return arrivals.reduce((longest, arrival, k) => Math.max(longest, arrival - (arrivals[k - 1] ?? arrival) - 1), 0);
}

/** The chance that nothing comes for so long, told from pieces of one length: each at its time of the day or week, multiplied. */
function piecewise(past: Past, from: number, { period, piece }: { period: number; piece: number }) {
  const surprises = new Map<number, number>();
  const chanceOf = (begin: number, end: number): number => {
    const { known, quiet } = past.sameTime(begin, end, period);
    if (known === 0) return 1;
    if (quiet > 0) return (quiet + 1) / (known + 1);
    const windows = end - begin;
    const surprise = surprises.get(windows) ?? past.surprise(from, windows, period);
    surprises.set(windows, surprise);
    return surprise;
  };
  let whole = 1;
  /** Asked of each window in turn. */
  return (at: number): number => {
    const begin = from + Math.floor((at - from - 1) / piece) * piece;
    const chance = whole * chanceOf(begin, at);
    if (at - begin === piece) whole = chance;
    return chance;
  };
}

/**
 * From when on a silence is one to be told of: when its chance is below `pages` over the arrivals of a month, after each of which a silence may
 * begin. The chance is that of each piece of it at the same time of the week (of the day, until two weeks are known), multiplied; the smallest
 * of three lengths of pieces, which counts threefold. Where all of it was quiet before it is at least as likely as that was: who sends by day
 * only is not silent by night. Who is known too shortly for that is told after a day. Null when it is never told.
 */
export function silenceDue({ arrivals, from, pages }: SilenceQuestion): SilenceDue | null {
  if (arrivals.length < LEAST_ARRIVALS) return null;
  const past = new Past(arrivals);
  const period = past.end - past.begin >= 2 * WEEK ? WEEK : DAY;
  const unit = period === WEEK ? "week" : "day";
  const alpha = Math.min(HIGHEST_ALPHA, alphaPerTest(pages, testsOf(arrivals, past)));
  const atLast = Math.max(DAY, LONGER * longestGap(arrivals));
  const chances = PIECES.map((piece) => piecewise(past, from, { period, piece }));
  for (let at = from + 1; at <= from + MOST; at += 1) {
    const smallest = PIECES.length * Math.min(...chances.map((chance) => chance(at)));
    const whole = past.sameTime(from, at, period);
    const p = Math.min(1, whole.quiet > 0 ? Math.max(smallest, whole.quiet / (whole.known + 1)) : smallest);
    if (p < alpha && at - from >= SILENCE_LEAST) return { at, p, compared: whole.known, unit };
    if (at - from >= atLast) return { at, p: HIGHEST_ALPHA, compared: 0, unit: "ever" };
  }
  return null;
}

function sayTime(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${sayNumber(Math.max(1, minutes))} ${minutes <= 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${sayNumber(hours)} hours` : `${sayNumber(Math.round(hours / 24))} days`;
}

function sayPast({ compared, unit }: SilenceDue): string {
  if (unit === "ever") return ", which is much longer than ever before";
  if (compared === 0) return ", which did not happen at these times before";
  const before = compared === 1 ? `the ${unit} before` : `any of the ${sayNumber(compared)} ${unit}s before`;
  return `, which did not happen at the same time in ${before}`;
}

/** Somebody who sends fell silent. It is first of all a broken sender, but it is also what an attacker does to it. Times in ms. */
export function silence(due: SilenceDue, { lastAt, now }: { lastAt: number; now: number }): SecuritySignal {
  return {
    kind: "silence",
    sure: 1 - due.p,
    p: due.p,
    saw: `No telemetry for ${sayTime(now - lastAt)}${sayPast(due)}.`,
    techniques: [],
    evidence: { silentMs: now - lastAt, compared: due.compared },
  };
}
