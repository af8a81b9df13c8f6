import { BUDGET_MONTH_MS } from "./tests-per-month.ts";

/** What was spent of a model's budget. JSON. */
export interface BudgetState {
  /** Which 30 days since 1970. */
  readonly month: number;
  /** Sum of the alphas of this month's tests: the false alarms expected so far. */
  readonly spent: number;
  readonly tests: number;
  /** Alarms so far, real and false. */
  readonly alarms: number;
  /** Tests of the last full month, which say how many to expect; null at first. */
  readonly lastMonth: number | null;
}

export const START_BUDGET: BudgetState = { month: -1, spent: 0, tests: 0, alarms: 0, lastMonth: null };

/** One test: its time, its p, and what the user allows. */
export interface BudgetTest {
  readonly at: number;
  /** Null when nothing could be tested: costs nothing. */
  readonly p: number | null;
  /** False pages allowed a month. */
  readonly pages: number;
  /** Tests expected a month; the last month's number is used when it is larger. */
  readonly tests: number;
}

export interface BudgetSpending {
  readonly state: BudgetState;
  /** What the test was offered. */
  readonly alpha: number;
  readonly alarm: boolean;
}

const MOST = 0.05;

function inMonth(state: BudgetState, at: number): BudgetState {
  const month = Math.floor(at / BUDGET_MONTH_MS);
  if (month <= state.month) return state;
  const full = state.month >= 0 && month === state.month + 1;
  return { month, spent: 0, tests: 0, alarms: 0, lastMonth: full ? state.tests : state.lastMonth };
}

/**
 * Offers a test its share of what is left of the month's budget (alpha spending): what is left, over the tests still to
 * come. However many tests come, and however they depend on each other, the alphas of a month never add up to more than
 * the budget, so that no more false alarms are expected. An alarm when p is below its alpha.
 */
export function spendAlpha(state: BudgetState, { at, p, pages, tests }: BudgetTest): BudgetSpending {
  const now = inMonth(state, at);
  if (p === null || !(p >= 0 && p <= 1)) return { state: now, alpha: 0, alarm: false };
  const expected = Math.max(1, tests, now.lastMonth ?? 0);
  // The share of the month that is left, at least, of the tests expected: more may come than were foreseen.
  const part = Math.max(0, Math.min(1, now.month + 1 - at / BUDGET_MONTH_MS));
  const toCome = Math.max(1, expected * part, expected - now.tests);
  const alpha = Math.min(MOST, Math.max(0, pages - now.spent) / toCome);
  const alarm = p < alpha;
  const alarms = now.alarms + (alarm ? 1 : 0);
  return { state: { ...now, spent: now.spent + alpha, tests: now.tests + 1, alarms }, alpha, alarm };
}
