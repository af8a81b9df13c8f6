import { ANOMALY_DEFAULTS, type AnomalySettings } from "../defaults.ts";
import { START_ECHO, START_RUNS, START_TAILS, type AnomalyState } from "./anomaly-state.ts";
import { continueEvent } from "./continue-event.ts";
import { explainPoint } from "./explain-point.ts";
import { expectNext, type Expectation } from "./expect-next.ts";
import { learnEcho, learnPoint, learnTails, type LearnedPoint } from "./learn-point.ts";
import { scorePoint, type PointScore } from "./score-point.ts";

/** A point of a series, in ascending order of time. */
export interface SeriesPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null for a window without data: no-data is the business of alert rules. */
  readonly value: number | null;
  /** How many events the value rests on, for shares and means; a point with few counts as noisier. */
  readonly weight?: number | undefined;
}

export interface Observation {
  readonly state: AnomalyState;
  /** `not_taken` for a time that is not after the last one, or a value that is not below 1e150. */
  readonly status: "ok" | "warming_up" | "no_value" | "not_taken";
  /** −log10 p, 0 to 300; 0 when there is no p. */
  readonly score: number;
  readonly p: number | null;
  readonly expected: number | null;
  /** Points outside are alarms by themselves. */
  readonly low: number | null;
  readonly high: number | null;
  /** Deviations from what was expected. */
  readonly z: number | null;
  readonly basis: Expectation["basis"] | null;
  /** True on the first point of an event only. */
  readonly alarm: boolean;
  /** Whether an event is going on, with this point. */
  readonly active: boolean;
  /** In a sentence or two, with numbers. */
  readonly why: string;
}

const DAY = 24 * 3_600_000;
const ALARM_Z = 4;
const FIRST = 12;
/** Squares and sums of values below this stay finite. */
const LARGEST = 1e150;

function warmUpLeft(state: AnomalyState, at: number, settings: AnomalySettings): string | null {
  if (state.n < settings.warmUp) return `${settings.warmUp - state.n} more points`;
  return state.firstAt !== null && at - state.firstAt < DAY ? "a full day" : null;
}

const NOTHING = { score: 0, p: null, expected: null, low: null, high: null, z: null, basis: null, alarm: false };

/** Another way to expect has other errors: what was learned of their tails is forgotten. */
function onBasis(state: AnomalyState, basis: AnomalyState["basis"]): AnomalyState {
  return state.basis === basis ? state : { ...state, basis, runs: START_RUNS, tails: START_TAILS, echo: START_ECHO };
}

/** What a normal or an alarming point makes of a state without an event. */
function settle(state: AnomalyState, point: LearnedPoint, score: PointScore, expectation: Expectation, alarm: boolean) {
  // Scores of the first points rest on a scale of nearly nothing.
  if (state.n < FIRST) return learnPoint(state, point, expectation);
  // An alarm teaches its tail less than a point that was let through: a few must not blind it.
  const taught = alarm ? { ...score, z: Math.max(-ALARM_Z, Math.min(ALARM_Z, score.z)) } : score;
  const tails = learnTails(state, taught);
  if (!alarm) {
    return { ...learnPoint(state, point, expectation), tails, runs: score.runs, echo: learnEcho(state.echo, score.z) };
  }
  const run = point.value === state.last ? state.run + 1 : 1;
  const event = {
    since: point.at,
    kind: score.cause === "flat" ? ("flat" as const) : ("level" as const),
    side: score.side,
    points: 1,
    calm: 0,
    mean: Math.abs(score.cause === "run" ? Math.max(1.5, score.z * score.side) : score.z),
    over: 0,
    recent: [[point.at, point.value] as const],
  };
  return { ...state, tails, lastAt: point.at, last: point.value, run, runs: START_RUNS, event };
}

/**
 * One point of any series: volume, latency, a share, tokens, cost. Strictly online: the state is all it knows, and the
 * same points in the same order give the same answers. One alarm per event: it is repeated only after the series was
 * normal again, or has settled on a new level. Never throws, never NaN.
 */
export function observe(
  state: AnomalyState,
  point: SeriesPoint,
  settings: AnomalySettings = ANOMALY_DEFAULTS,
): Observation {
  const { at, value, weight } = point;
  const active = state.event !== null;
  if (value === null) return { ...NOTHING, state, status: "no_value", active, why: "No value in this window." };
  if (!(Math.abs(value) < LARGEST) || !Number.isFinite(at) || (state.lastAt !== null && at <= state.lastAt)) {
    return { ...NOTHING, state, status: "not_taken", active, why: "Not a usable value after the last one." };
  }
  const learned: LearnedPoint = { at, value, weight };
  const expectation = expectNext(state, at, settings);
  if (expectation === undefined) {
    const why = `Warming up: ${settings.warmUp} more points are needed.`;
    return { ...NOTHING, state: learnPoint(state, learned), status: "warming_up", active, why };
  }
  const known = onBasis(state, expectation.basis);
  const score = scorePoint(known, value, expectation, weight, settings);
  const shown = { expected: expectation.expected, z: score.z, basis: expectation.basis };
  const left = warmUpLeft(state, at, settings);
  if (left !== null) {
    const next = settle(known, learned, score, expectation, false);
    const why = `Warming up: ${left} ${left === "a full day" ? "is" : "are"} needed.`;
    return { ...NOTHING, ...shown, state: next, status: "warming_up", active, why };
  }
  const alarm = !active && score.p < settings.alpha;
  const next = state.event
    ? continueEvent(known, state.event, learned, score, settings)
    : settle(known, learned, score, expectation, alarm);
  return {
    ...shown,
    state: next,
    status: "ok",
    score: score.p > 0 ? Math.min(300, -Math.log10(score.p)) : 300,
    p: score.p,
    low: score.low,
    high: score.high,
    alarm,
    active: next.event !== null,
    why: explainPoint(value, expectation, score),
  };
}
