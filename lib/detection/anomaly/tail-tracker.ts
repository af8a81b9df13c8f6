/**
 * What a series' own scores look like beyond a bound: how many are there, and by how much they are on average. JSON.
 * Starts with what a normal series would do and learns from the series.
 */
export interface TailState {
  /** Share of scores beyond the bound. */
  readonly rate: number;
  /** Mean excess of those over the bound. */
  readonly excess: number;
  /** Mean excess up to which the tail is taken as exponential. */
  readonly light: number;
  readonly seen: number;
  readonly beyond: number;
}

const PRIOR_SCORES = 200;
const KEPT_SCORES = 2000;
const PRIOR_EXCESSES = 20;
const KEPT_EXCESSES = 60;
const LARGEST_EXCESS = 6;
const LARGEST_SCORE = 12;
/** The shape grows by 0.6 per unit of mean excess beyond what is light, to 0.25 at most. */
const SHAPE_GAIN = 0.6;
const MOST_SHAPE = 0.25;

/** The tracker after one point, with the score it ended on if there is one; one far score counts as 6 beyond the bound. */
export function trackTail(tail: TailState, score: number | null, bound: number): TailState {
  const isBeyond = score !== null && score > bound;
  const seen = Math.min(KEPT_SCORES, tail.seen + 1);
  const rate = tail.rate + ((isBeyond ? 1 : 0) - tail.rate) / (PRIOR_SCORES + seen);
  if (!isBeyond) return { ...tail, rate, seen };
  const beyond = Math.min(KEPT_EXCESSES, tail.beyond + 1);
  const excess = tail.excess + (Math.min(LARGEST_EXCESS, score - bound) - tail.excess) / (PRIOR_EXCESSES + beyond);
  return { ...tail, rate, excess, seen, beyond };
}

/** How much heavier than exponential a tail is: not at all for a normal series, more the farther its scores reach. */
const shapeOf = (tail: TailState): number => Math.min(MOST_SHAPE, Math.max(0, (tail.excess - tail.light) * SHAPE_GAIN));

/**
 * The chance of a score at least this large: a generalised Pareto tail beyond the bound (peaks over threshold, Siffer et
 * al. 2017), exponential for light tails; 1 below the bound. Scores beyond 12 above it are all alike, so that a series
 * can teach that it has such values.
 */
export function tailP(tail: TailState, score: number, bound: number): number {
  if (!(score > bound)) return 1;
  const far = Math.min(LARGEST_SCORE, score - bound) / tail.excess;
  const shape = shapeOf(tail);
  return Math.min(1, tail.rate * (shape === 0 ? Math.exp(-far) : (1 + shape * far) ** (-1 / shape)));
}

/** The score whose chance is p; the bound when p is not below the tail's rate. */
export function tailScore(tail: TailState, p: number, bound: number): number {
  const ratio = Math.max(1, tail.rate / p);
  const shape = shapeOf(tail);
  return bound + tail.excess * (shape === 0 ? Math.log(ratio) : (ratio ** shape - 1) / shape);
}
