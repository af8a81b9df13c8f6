import type { AlertEvent, AlertRule, AlertState } from "./alert-rule.ts";

/** One window of the series of a rule: its end in ms, and its value or null without data. */
export interface AlertWindow {
  readonly at: number;
  readonly value: number | null;
  readonly rule: AlertRule;
}

export interface AlertStep {
  readonly state: AlertState;
  readonly event?: AlertEvent;
}

const isBeyond = (value: number, level: number, { direction }: AlertRule): boolean =>
  direction === "above" ? value > level : value < level;

const farther = (peak: number | null, value: number, rule: AlertRule): number =>
  peak === null || isBeyond(value, peak, rule) ? value : peak;

function withoutData(state: AlertState, at: number, rule: AlertRule): AlertStep {
  const since = state.lastDataAt ?? state.since;
  if (since === null) return { state: { ...state, since: at } };
  if (state.status === "no_data" || rule.noDataAfterMs === null || at - since < rule.noDataAfterMs) return { state };
  return {
    state: { ...state, status: "no_data", since: at, beyond: 0, back: 0, wasFiring: state.status === "firing" },
    event: "no_data",
  };
}

function whileFiring(state: AlertState, { at, value, rule }: AlertWindow & { value: number }): AlertStep {
  const peak = farther(state.peak, value, rule);
  if (isBeyond(value, rule.clear, rule)) return { state: { ...state, back: 0, peak } };
  const back = state.back + 1;
  if (back < rule.clearWindows) return { state: { ...state, back, peak } };
  return {
    state: { ...state, status: "normal", since: at, beyond: 0, back: 0, peak, resolvedAt: at, wasFiring: false },
    event: "resolved",
  };
}

function whileQuiet(state: AlertState, { at, value, rule }: AlertWindow & { value: number }): AlertStep {
  if (!isBeyond(value, rule.fire, rule)) {
    const since = state.status === "pending" ? at : state.since;
    return { state: { ...state, status: "normal", since, beyond: 0, startedAt: null, peak: null } };
  }
  const beyond = state.beyond + 1;
  const first = state.beyond === 0;
  const run = {
    ...state,
    beyond,
    startedAt: first ? at : state.startedAt,
    peak: farther(first ? null : state.peak, value, rule),
  };
  const cooling = state.resolvedAt !== null && at - state.resolvedAt < rule.cooldownMs;
  if (beyond >= rule.windows && !cooling) {
    return { state: { ...run, status: "firing", since: at, back: 0 }, event: "firing" };
  }
  if (state.status === "pending") return { state: run };
  return { state: { ...run, status: "pending", since: at }, event: "pending" };
}

/** The first value after no data: the alert goes on as it was, or all is well again. */
function afterNoData(state: AlertState, window: AlertWindow & { value: number }): AlertStep {
  const { at, value, rule } = window;
  if (state.wasFiring && isBeyond(value, rule.clear, rule)) {
    const peak = farther(state.peak, value, rule);
    return { state: { ...state, status: "firing", since: at, peak, wasFiring: false }, event: "firing" };
  }
  const normal: AlertState = { ...state, status: "normal", since: at, beyond: 0, peak: null, wasFiring: false };
  const next = whileQuiet({ ...normal, resolvedAt: state.wasFiring ? at : state.resolvedAt }, window);
  return next.event === "firing" ? next : { state: next.state, event: "resolved" };
}

/**
 * One window of an alert rule: normal → pending → firing → normal, with two levels so that it does not flutter. Only
 * windows with data count for and against it; without data for long it is in a state of its own. The same code live and
 * in a replay. Windows come in ascending order of time; a value that is not finite is no data.
 */
export function stepAlert(state: AlertState, { at, value, rule }: AlertWindow): AlertStep {
  if (value === null || !Number.isFinite(value)) return withoutData(state, at, rule);
  const window = { at, value, rule };
  const seen = { ...state, lastDataAt: at, since: state.since ?? at };
  if (state.status === "no_data") return afterNoData(seen, window);
  return state.status === "firing" ? whileFiring(seen, window) : whileQuiet(seen, window);
}
