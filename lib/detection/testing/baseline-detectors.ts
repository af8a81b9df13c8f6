import { pageHinkleyStep, PAGE_HINKLEY_START } from "../../stats/streams/page-hinkley.ts";
import { cusumStep } from "../../stats/streams/cusum.ts";
import { ANOMALY_DEFAULTS } from "../defaults.ts";
import { emptyAnomalyState } from "../anomaly/anomaly-state.ts";
import { observe, type SeriesPoint } from "../anomaly/observe.ts";

/** A detector over a whole series: the positions at which it alarms. */
export type Detector = (points: readonly SeriesPoint[]) => number[];

const CALM = 5;

/** Alarms a few points after another belong to it. */
function firstOfEach(alarms: readonly number[]): number[] {
  return alarms.filter((place, index) => index === 0 || place - (alarms[index - 1] ?? 0) > CALM);
}

/** Mean and deviation of the last `window` values; alarms beyond `bound` deviations (the baseline of the NAB). */
export function windowedGaussian(window: number, bound: number): Detector {
  return (points) =>
    firstOfEach(
      points.flatMap(({ value }, k) => {
        const past = points.slice(Math.max(0, k - window), k).map((point) => point.value ?? 0);
        if (past.length < 30) return [];
        const mean = past.reduce((sum, one) => sum + one, 0) / past.length;
        const sd = Math.sqrt(past.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (past.length - 1));
        return Math.abs((value ?? 0) - mean) > bound * Math.max(sd, 1e-9) ? [k] : [];
      }),
    );
}

function momentsOf(points: readonly SeriesPoint[]): { mean: number; sd: number } {
  const values = points.map(({ value }) => value ?? 0);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
  return { mean, sd: Math.max(sd, 1e-9) };
}

/** Page–Hinkley on values in deviations of the first `learn` ones; an alarm starts it over. */
export function pageHinkley(learn: number, threshold: number): Detector {
  return (points) => {
    const { mean, sd } = momentsOf(points.slice(0, learn));
    let state = PAGE_HINKLEY_START;
    const settings = { least: 30, tolerance: 0.5, threshold, memory: 0.9999 };
    return firstOfEach(
      points.slice(learn).flatMap(({ value }, k) => {
        const step = pageHinkleyStep(state, ((value ?? 0) - mean) / sd, settings);
        if (step.status !== "ok") return [];
        state = step.state;
        return step.alarm === null ? [] : [k + learn];
      }),
    );
  };
}

/** A tabular CUSUM against the first `learn` values; after an alarm it learns anew. */
export function plainCusum(learn: number, decision: number): Detector {
  return (points) => {
    const alarms: number[] = [];
    let from = 0;
    let state = { above: 0, below: 0 };
    points.forEach(({ value }, k) => {
      if (k < from + learn) return;
      const { mean, sd } = momentsOf(points.slice(from, from + learn));
      const step = cusumStep(state, value, { mean, deviation: sd, slack: 0.5, decision });
      if (step.status !== "ok") return;
      state = step.state;
      if (step.alarm === null) return;
      alarms.push(k);
      from = k;
      state = { above: 0, below: 0 };
    });
    return firstOfEach(alarms);
  };
}

/** Our own, with its defaults. */
export function ours(alpha = ANOMALY_DEFAULTS.alpha): Detector {
  return (points) => {
    let state = emptyAnomalyState();
    return points.flatMap((point, k) => {
      const seen = observe(state, point, { ...ANOMALY_DEFAULTS, alpha });
      state = seen.state;
      return seen.alarm ? [k] : [];
    });
  };
}
