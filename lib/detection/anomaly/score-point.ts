import { normalTail } from "../../stats/special/normal-tail.ts";
import type { AnomalySettings } from "../defaults.ts";
import { RUN_BOUND, SPIKE_BOUND, type AnomalyState, type Runs } from "./anomaly-state.ts";
import { countP } from "./count-p.ts";
import type { Expectation } from "./expect-next.ts";
import { tailP, tailScore } from "./tail-tracker.ts";

/** How surprising a point is, by each of three looks at it. */
export interface PointScore {
  /** Deviations from what was expected. */
  readonly z: number;
  readonly side: 1 | -1;
  /** Two-sided p of the point alone, of the run of points it ends, and of the same value coming again and again. */
  readonly spike: number;
  readonly run: number;
  readonly flat: number;
  /** Three times the smallest of them. */
  readonly p: number;
  readonly cause: "spike" | "run" | "flat";
  /** The CUSUM with this point. */
  readonly runs: Runs;
  readonly low: number;
  readonly high: number;
}

const SLACK = 0.75;
const LARGEST_STEP = 3;
const HIGHEST_RHO = 0.97;
const LARGEST_SUM = 100;
const LOOKS = 3;

/** One side of the point alone: normal within the bound, the series' own tail beyond it. */
function sideP(state: AnomalyState, z: number, side: "up" | "down"): number {
  return z > SPIKE_BOUND ? tailP(state.tails[side], z, SPIKE_BOUND) : normalTail(z);
}

/** The chance of so long a run of one value, from how often values repeat; 1 for counts, zeros and short runs. */
function flatP(state: AnomalyState, value: number, settings: AnomalySettings): number {
  const run = value === state.last ? state.run + 1 : 1;
  if (run < settings.leastRun || state.whole || value === 0) return 1;
  const repeats = (state.repeats * state.n + 1) / (state.n + 2);
  return repeats ** (run - 1);
}

/**
 * Both sums one point on; a peak is that of the run that the point belongs to. Points that follow each other with
 * correlation ρ say less: the sum of n of them varies as that of n·(1 + ρ)/(1 − ρ) independent ones (Bartlett 1946).
 */
function runOn({ runs, echo }: AnomalyState, z: number): Runs {
  const rho = Math.max(0, Math.min(HIGHEST_RHO, echo.product / echo.square));
  const step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, z)) / Math.sqrt((1 + rho) / (1 - rho));
  const above = Math.min(LARGEST_SUM, Math.max(0, runs.above + step - SLACK));
  const below = Math.min(LARGEST_SUM, Math.max(0, runs.below - step - SLACK));
  return {
    above,
    below,
    abovePeak: above > 0 ? Math.max(runs.abovePeak, above) : 0,
    belowPeak: below > 0 ? Math.max(runs.belowPeak, below) : 0,
  };
}

/** Scores a point against what was expected of it. `weight` below the usual makes the point count as noisier. */
export function scorePoint(
  state: AnomalyState,
  value: number,
  expectation: Expectation,
  weight: number | undefined,
  settings: AnomalySettings,
): PointScore {
  const count = countP(state, value, expectation);
  const noise = weight !== undefined && weight > 0 && state.weight > weight ? Math.sqrt(state.weight / weight) : 1;
  const scale = Math.max(expectation.scale, count?.deviation ?? 0) * noise;
  const z = (value - expectation.expected) / scale;
  const runs = runOn(state, z);
  const up = Math.max(sideP(state, z, "up"), count?.up ?? 0);
  const down = Math.max(sideP(state, -z, "down"), count?.down ?? 0);
  const spike = Math.min(1, 2 * Math.min(up, down));
  const rise = tailP(state.tails.above, runs.above, RUN_BOUND);
  const fall = tailP(state.tails.below, runs.below, RUN_BOUND);
  const run = Math.min(1, 2 * Math.min(rise, fall));
  const flat = flatP(state, value, settings);
  const least = Math.min(spike, run, flat);
  const cause = least === spike ? "spike" : least === run ? "run" : "flat";
  const side = (cause === "run" ? rise < fall : z >= 0) ? 1 : -1;
  const share = settings.alpha / (2 * LOOKS);
  const low = expectation.expected - scale * tailScore(state.tails.down, share, SPIKE_BOUND);
  return {
    z,
    side,
    spike,
    run,
    flat,
    p: Math.min(1, LOOKS * least),
    cause,
    runs,
    low: state.whole ? Math.max(0, low) : low,
    high: expectation.expected + scale * tailScore(state.tails.up, share, SPIKE_BOUND),
  };
}
