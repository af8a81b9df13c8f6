import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import type { SeriesPoint } from "../anomaly/observe.ts";

/** A made series with the places where something really happened. Labels are inclusive positions. */
export interface LabelledSeries {
  readonly name: string;
  readonly points: readonly SeriesPoint[];
  readonly labels: readonly (readonly [from: number, to: number])[];
}

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const WEEKS = 7 * 24;

type Draw = (k: number) => number;

function series(name: string, length: number, value: Draw, labels: LabelledSeries["labels"] = []): LabelledSeries {
  const points = Array.from({ length }, (_, k) => ({ at: START + k * HOUR, value: value(k) }));
  return { name, points, labels };
}

/** Day and week of a service: 0.2 at night to 1 by day, half of that at weekends. */
export function rhythm(k: number): number {
  const day = 0.6 + 0.4 * Math.sin(((k % 24) - 8) * (Math.PI / 12));
  return Math.floor(k / 24) % 7 >= 5 ? day / 2 : day;
}

/** A Poisson number: inversion below 40, rounded normal above. */
export function poisson(mean: number, uniform: () => number, normal: () => number): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  let left = Math.exp(-mean);
  let u = uniform();
  let k = 0;
  while (u > left && k < 400) {
    u -= left;
    k += 1;
    left *= mean / k;
  }
  return k;
}

const within = (k: number, [from, to]: readonly [number, number]): boolean => k >= from && k <= to;

interface Source {
  readonly normal: () => number;
  readonly uniform: () => number;
}

type Maker = (source: Source, at: number) => LabelledSeries;

/** An autocorrelated source: each value keeps `keep` of the one before. */
function wandering(normal: () => number, keep: number): () => number {
  let before = 0;
  return () => (before = keep * before + Math.sqrt(1 - keep * keep) * normal());
}

const spikes: Maker = ({ normal }, at) => {
  const places = [at, at + 150, at + 260];
  return series(
    "spikes",
    900,
    (k) => 50 + 4 * normal() + (places.includes(k) ? 30 : 0),
    places.map((place) => [place, place + 2]),
  );
};
const shift: Maker = ({ normal }, at) =>
  series("level shift of 3", 900, (k) => 10 + normal() + (k >= at ? 3 : 0), [[at, at + 36]]);
const smallShift: Maker = ({ normal }, at) =>
  series("level shift of 1.5", 900, (k) => 10 + normal() - (k >= at ? 1.5 : 0), [[at, at + 48]]);
const contextual: Maker = ({ normal }, at) => {
  const place = at + WEEKS * 3 - ((at + WEEKS * 3) % 24) + 3;
  const label = [place, place + 2] as const;
  return series("odd for the hour", 1300, (k) => 100 * rhythm(k) + 4 * normal() + (within(k, label) ? 45 : 0), [label]);
};
const outage: Maker = ({ normal, uniform }, at) => {
  const place = at + WEEKS * 3 - ((at + WEEKS * 3) % 168) + 36;
  const label = [place, place + 3] as const;
  return series(
    "outage of a busy service",
    1300,
    (k) => (within(k, label) ? poisson(2, uniform, normal) : poisson(600 * rhythm(k), uniform, normal)),
    [label],
  );
};
const burst: Maker = ({ normal, uniform }, at) => {
  const label = [at, at + 3] as const;
  return series("burst of rare errors", 900, (k) => poisson(within(k, label) ? 9 : 0.4, uniform, normal), [label]);
};
const stuck: Maker = ({ normal }, at) => {
  const value = wandering(normal, 0.5);
  const label = [at, at + 30] as const;
  let held = 0;
  return series(
    "flat line",
    900,
    (k) => {
      const next = 20 + 2 * value();
      if (k < at || k > at + 30) held = next;
      return held;
    },
    [label],
  );
};
const constant: Maker = (_, at) =>
  series("constant, then another", 700, (k) => (k >= at ? 0.93 : 0.95), [[at, at + 12]]);
const slower: Maker = ({ normal }, at) =>
  series("latency doubles", 900, (k) => 120 * Math.exp(0.3 * normal()) * (k >= at ? 2 : 1), [[at, at + 36]]);
const ramp: Maker = ({ normal }, at) =>
  series("ramp of 6 in two days", 900, (k) => 30 + normal() + Math.max(0, Math.min(6, (k - at) / 8)), [[at, at + 72]]);
const wanderingSpike: Maker = ({ normal }, at) => {
  const value = wandering(normal, 0.8);
  return series("spike on wandering noise", 900, (k) => 5 + value() + (k === at ? 9 : 0), [[at, at + 2]]);
};
const refusals: Maker = ({ normal, uniform }, at) => {
  const n = (k: number) => Math.round(30 + 370 * rhythm(k));
  const label = [at, at + 24] as const;
  const base = series("share of refusals", 900, () => 0, [label]);
  const points = base.points.map(({ at: time }, k) => {
    const count = poisson(n(k) * (within(k, label) ? 0.12 : 0.03), uniform, normal);
    return { at: time, value: Math.min(1, count / n(k)), weight: n(k) };
  });
  return { ...base, points };
};

const quiet: Maker[] = [
  ({ normal }) => series("quiet: normal", 1300, () => 10 + normal()),
  ({ normal, uniform }) => series("quiet: counts with a week", 1300, (k) => poisson(300 * rhythm(k), uniform, normal)),
  ({ normal, uniform }) => series("quiet: rare counts", 1300, () => poisson(0.2, uniform, normal)),
  ({ normal }) => series("quiet: skewed", 1300, () => Math.exp(0.4 * normal())),
  ({ normal }) => {
    const value = wandering(normal, 0.8);
    return series("quiet: wandering", 1300, value);
  },
  ({ normal }) => series("quiet: slow trend", 1300, (k) => 100 + 0.01 * k + normal()),
  () => series("quiet: constant", 1300, () => 1),
];

const events: Maker[] = [
  spikes,
  shift,
  smallShift,
  contextual,
  outage,
  burst,
  stuck,
  constant,
  slower,
  ramp,
  wanderingSpike,
  refusals,
];

/** The fixed suite: every kind `rounds` times, with other numbers and another place each time. */
export function labelledSuite(rounds: number, which: "events" | "quiet"): LabelledSeries[] {
  return (which === "events" ? events : quiet).flatMap((make, kind) =>
    Array.from({ length: rounds }, (_, round) => {
      const seed = 1000 * (kind + 1) + round;
      return make({ normal: normalStream(seed), uniform: uniformStream(seed + 500) }, 350 + 37 * (round % 6));
    }),
  );
}
