/**
 * What a series of windows holds: counters of events; a column of the input or of the output; a measured quantity; how sure
 * the model was, by what became of it; predictions beside what was true.
 */
export const seriesKinds = ["traffic", "feature", "output", "measure", "confidence", "outcome"] as const;
export type SeriesKind = (typeof seriesKinds)[number];

/** Name of the version in keys when the sender stated none. */
export const NO_VERSION = "00000000-0000-0000-0000-000000000000";

/** Resolutions of windows in milliseconds: 5 minutes, an hour, a day (UTC). */
export const resolutions = { "5m": 300_000, "1h": 3_600_000, "1d": 86_400_000 } as const;
export type Resolution = keyof typeof resolutions;
export const resolutionNames = Object.keys(resolutions) as [Resolution, ...Resolution[]];

/** Counters of the traffic series, in the order in which they are stored. New ones go to the end. */
export const trafficCounters = [
  "events",
  "errors",
  "refused",
  "injections",
  "blocked",
  "injectionsPassed",
  "pii",
  "secrets",
  "canaries",
  "labelled",
  "correct",
  "marginKnown",
  "lowMargin",
  "withInput",
  "withClient",
  "late",
] as const;
export type TrafficCounter = (typeof trafficCounters)[number];

export const driftStatuses = ["drifted", "stable", "not_enough_data", "constant", "no_reference", "no_data"] as const;
export const referenceStories = ["steady", "sudden", "slow", "settled", "passing", "unknown"] as const;
export const signalSeverities = ["critical", "high", "medium", "low"] as const;
export const alertStates = ["pending", "firing", "resolved"] as const;
export const healthStates = ["good", "unjudged", "drift", "alert", "silent", "no_data"] as const;

/** Whether a test said something of a column. */
export function isJudged(status: string | undefined): boolean {
  return status === "stable" || status === "drifted";
}

/** What the sorts of signals are called. */
export const signalLabels: Readonly<Record<string, string>> = {
  drift: "Drift",
  anomaly: "Anomaly",
  silence: "Telemetry fell silent",
  extraction: "Looks like model extraction",
  evasion: "Looks like evasion",
  membership: "Looks like membership inference",
  sybil: "Several clients act as one",
  injection: "Prompt injection",
  leak: "Leak",
  canary: "A planted value came out",
  ood: "Inputs far from the training data",
  poisoning: "Feedback may be poisoned",
  slow_poisoning: "Looks like slow poisoning",
  performance: "Performance dropped",
  series_limit: "Too many series",
};

/** What an anomaly is called by the series it is of: the part of its fingerprint behind "anomaly". */
export const anomalyLabels: Readonly<Record<string, string>> = {
  volume: "Unusual number of requests",
  errors: "Unusual share of errors",
  refused: "Unusual share of refusals",
  latency: "Unusual latency",
  confidence: "Unusual confidence",
  tokens: "Unusual length of answers",
  accuracy: "Unusual accuracy",
  ood: "Unusual distance from the training data",
  cost: "Unusual cost",
};

/** What an organization decides about its telemetry. */
export interface TelemetryDecisions {
  /** False pages that are accepted of a model in a month. */
  readonly pagesAMonth: number;
  /** What may come a minute, over all processes. */
  readonly eventsAMinute: number;
  /** How long after its end a window is still on time. */
  readonly latenessMinutes: number;
  /** Whether raw events are kept, how many of a model and hour, and for how many days. */
  readonly sampling: boolean;
  readonly samplesAnHour: number;
  readonly sampleDays: number;
}

/** What holds while an organization decided nothing. */
export const telemetryDefaults: TelemetryDecisions = {
  pagesAMonth: 1,
  eventsAMinute: 1_500_000,
  latenessMinutes: 2,
  sampling: false,
  samplesAnHour: 20,
  sampleDays: 7,
};
