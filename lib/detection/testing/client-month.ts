import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import type { ClientWindow } from "../clients/client-window.ts";
import { poisson, rhythm } from "./labelled-series.ts";

/** What a made client is like: queries an hour at the busiest time, and its habits as log-odds; labels as logarithms. */
export interface Habits {
  readonly name: string;
  readonly rate: number;
  readonly distinct: number;
  readonly variants: number;
  readonly lowMargin: number;
  readonly confident: number;
  /** Labels sent back that contradict the model. */
  readonly wrong: number;
  readonly labels: readonly number[];
  /** First and last hour in which it is there. */
  readonly from: number;
  readonly to: number;
  /** Hours of the day in which it asks; always when absent. */
  readonly hours?: readonly number[];
}

/** Chance with a fixed seed. */
export interface Chance {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Chance that is the same every time for a seed. */
export const chance = (seed: number): Chance => ({ uniform: uniformStream(seed), normal: normalStream(seed + 1) });

export const odds = (share: number): number => Math.log(share / (1 - share));
const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** How many of `n` hit: one by one when few are expected, else a rounded normal number. */
function hits(n: number, p: number, { uniform, normal }: Chance): number {
  if (n * p * (1 - p) > 25) {
    return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal())));
  }
  if (p > 0.5) return n - hits(n, 1 - p, { uniform, normal });
  if (n * p < 5) return Math.min(n, poisson(n * p, uniform, normal));
  let count = 0;
  for (let k = 0; k < n; k += 1) if (uniform() < p) count += 1;
  return count;
}

function labelled(n: number, logs: readonly number[], source: Chance): Record<string, number> {
  const weights = logs.map((each) => Math.exp(each));
  let [left, rest] = [n, weights.reduce((sum, each) => sum + each, 0)];
  const counts: Record<string, number> = {};
  weights.forEach((weight, index) => {
    const count = index === weights.length - 1 ? left : hits(left, Math.min(1, weight / rest), source);
    if (count > 0) counts[`label ${index}`] = count;
    left -= count;
    rest -= weight;
  });
  return counts;
}

const HOURLY = 0.15;

/** What a client does in an hour: as many queries as the time of day brings, its habits a little different each hour. */
export function hourOf(habits: Habits, hour: number, source: Chance): ClientWindow | null {
  const { from, to, hours, rate } = habits;
  if (hour < from || hour > to || (hours !== undefined && !hours.includes(hour % 24))) return null;
  const season = hours === undefined ? rhythm(hour) : 1;
  const n = poisson(rate * season * Math.exp(0.35 * source.normal()), source.uniform, source.normal);
  if (n === 0) return null;
  const wobble = (base: number): number => share(base + HOURLY * source.normal());
  // By night people ask for other things than by day.
  const night = hours === undefined ? 0.2 * Math.cos(((hour % 24) / 24) * 2 * Math.PI) : 0;
  const logs = habits.labels.map((each, index) => each + HOURLY * source.normal() + (index === 1 ? night : 0));
  const distinctInputs = hits(n, wobble(habits.distinct), source);
  const sure = hits(n, wobble(habits.confident), source);
  return {
    n,
    distinctInputs,
    distinctCoarse: distinctInputs - hits(distinctInputs, wobble(habits.variants), source),
    labelCounts: labelled(n, logs, source),
    lowMargin: hits(n, wobble(habits.lowMargin), source),
    marginKnown: n,
    confidenceBins: Array.from({ length: 20 }, (_, bin) => (bin === 19 ? sure : bin === 14 ? n - sure : 0)),
    errors: 0,
    blocked: 0,
    injections: 0,
    injectionsPassed: 0,
  };
}

/** The labels that a client sends back in an hour: of a fifth of its queries. */
export function feedbackOf(
  { wrong }: Habits,
  { n }: ClientWindow,
  source: Chance,
): { labelled: number; flips: number } {
  const labelled = hits(n, 0.2, source);
  return { labelled, flips: hits(labelled, share(wrong + HOURLY * source.normal()), source) };
}

/** A client like others: a rate with a heavy tail (Pareto, 1.1), habits that differ from person to person. */
export function someone(name: string, source: Chance, about: Partial<Habits> = {}): Habits {
  const { uniform, normal } = source;
  return {
    name,
    rate: Math.min(3_000, 10 * uniform() ** (-1 / 1.1)),
    distinct: odds(0.7) + 0.8 * normal(),
    variants: odds(0.05) + 0.7 * normal(),
    lowMargin: odds(0.05) + 0.5 * normal(),
    confident: odds(0.5) + 0.6 * normal(),
    wrong: odds(0.08) + 0.5 * normal(),
    labels: [0.8, 0.15, 0.05].map((each) => Math.log(each) + 0.4 * normal()),
    from: 0,
    to: Infinity,
    ...about,
  };
}

/** Who asks a model that many use: people, chatty services, a batch by night with habits of its own, five replicas, and some who come and go. */
export function population(seed: number, hours: number): Habits[] {
  const source = chance(seed);
  const people = Array.from({ length: 18 }, (_, k) => someone(`person ${k}`, source));
  const services = [1_200, 2_500, 6_000].map((rate, k) => someone(`service ${k}`, source, { rate }));
  const batch = someone("batch", source, {
    ...{ rate: 20_000, hours: [1, 2, 3], distinct: odds(0.995), labels: [0.4, 0.3, 0.3].map(Math.log) },
  });
  const replica = someone("replica", source, { rate: 400 });
  const replicas = Array.from({ length: 5 }, (_, k) => ({ ...replica, name: `replica ${k}` }));
  const guests = Array.from({ length: Math.floor(hours / 36) }, (_, k) => {
    const from = Math.floor(source.uniform() * hours);
    return someone(`guest ${k}`, source, { from, to: from + 12 + Math.floor(source.uniform() * 150) });
  });
  return [...people, ...services, batch, ...replicas, ...guests];
}
