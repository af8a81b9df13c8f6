import { signalSeverities } from "../telemetry/rules.ts";

export type Severity = (typeof signalSeverities)[number];

/** Signals below these make no alert. */
export const LEAST_SURE = 0.5;
export const alertingSeverities: readonly Severity[] = ["critical", "high", "medium"];

const rank = (severity: string): number => signalSeverities.indexOf(severity as Severity);

/** Whether one severity is worse than another. */
export function isWorse(one: string, other: string): boolean {
  return rank(one) < rank(other);
}

/** Whether a severity is at least as bad as the mildest one that is asked for. */
export function isAtLeast(severity: string, least: string): boolean {
  return rank(severity) <= rank(least);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const quiet: Readonly<Record<string, number>> = { anomaly: 30 * MINUTE_MS, drift: 3 * HOUR_MS };

/** For how long a signal must not come before its alert ends, in ms; null where something else ends it. */
export function quietMs(kind: string): number | null {
  return kind === "silence" ? null : (quiet[kind] ?? DAY_MS);
}

const spans: Readonly<Record<string, string>> = { anomaly: "30 minutes", drift: "3 hours" };

type Open = { kind: string; lastAt: Date | null; silent: boolean };

/** Why an alert of signals is over at a time in ms, for the trail; null while it goes on. */
export function whyOver({ kind, lastAt, silent }: Open, now: number): string | null {
  const quietFor = quietMs(kind);
  if (quietFor === null) return silent ? null : "Events came again.";
  if (lastAt === null || now - lastAt.getTime() < quietFor) return null;
  return `It was not seen for ${spans[kind] ?? "24 hours"}.`;
}

export const channelKinds = ["email", "webhook", "slack"] as const;

/** Which alerts are told in one message: of one model and severity, of one model, all, or each alone. */
export const togetherNames = ["severity", "model", "all", "alert"] as const;
export type Together = (typeof togetherNames)[number];

/** The labels that alerts of one message share. */
export const groupLabels: Readonly<Record<Together, readonly string[]>> = {
  severity: ["org", "model", "severity"],
  model: ["org", "model"],
  all: ["org"],
  alert: ["org", "alert"],
};

/** How people in the app are told, and channels where nothing else was chosen: by model and severity, after 30 seconds, again after 5 minutes. */
export const DEFAULT_TELLING = { together: "severity", waitMs: 30_000, intervalMs: 300_000 } as const;

/** The most alerts of one message; the rest are in the next. */
export const MOST_TOLD = 200;

/** What a rule can watch: requests an hour, shares of requests in percent, and measured quantities. */
export const watchedNames = [
  "requests",
  "errors",
  "refused",
  "injections",
  "injections_passed",
  "leaks",
  "accuracy",
  "latency",
  "confidence",
  "tokens",
  "cost",
] as const;
export type Watched = (typeof watchedNames)[number];

/** What is watched, and its unit as it stands behind a number. */
export const watchedWords: Readonly<Record<Watched, readonly [label: string, unit: string]>> = {
  requests: ["Requests an hour", ""],
  errors: ["Share of errors", "%"],
  refused: ["Share of refusals", "%"],
  injections: ["Share of injection attempts", "%"],
  injections_passed: ["Share of injections that passed", "%"],
  leaks: ["Share of answers with personal data or secrets", "%"],
  accuracy: ["Accuracy", "%"],
  latency: ["Latency, 95th percentile", " ms"],
  confidence: ["Mean confidence", ""],
  tokens: ["Tokens of an answer, 95th percentile", ""],
  cost: ["Mean cost of a request", ""],
};

/** Shares of which a part is bad: only these have an objective and a burn rate. */
export const burning: readonly Watched[] = ["errors", "refused", "injections", "injections_passed", "leaks"];

export const ruleResolutions = ["5m", "1h"] as const;
export type RuleResolution = (typeof ruleResolutions)[number];

/** Length of a rule's windows, and for how long they are stored, in ms. */
export const ruleWindows: Readonly<Record<RuleResolution, { stepMs: number; keptMs: number; words: string }>> = {
  "5m": { stepMs: 5 * MINUTE_MS, keptMs: 7 * DAY_MS, words: "5 minutes" },
  "1h": { stepMs: HOUR_MS, keptMs: 90 * DAY_MS, words: "an hour" },
};

/** The alerts of one rule at a model: one, or with an objective one of fast burns, which pages, and one of slow burns, a ticket. */
export const ruleParts = ["", "fast", "slow"] as const;
export type RulePart = (typeof ruleParts)[number];

/** The alerts that a rule with or without an objective has. */
export function partsOf(objective: number | null): readonly RulePart[] {
  return objective === null ? [""] : ["fast", "slow"];
}

/** What a burn is called, and from which speeds on it counts; the limits of BURN_WINDOWS in words. */
export const burnWords: Readonly<Record<"fast" | "slow", readonly [label: string, limit: string]>> = {
  fast: [
    "fast burn",
    "14.4 times as fast as allowed over an hour and 5 minutes, or 6 times over 6 hours and 30 minutes",
  ],
  slow: ["slow burn", "faster than allowed over 3 days and 6 hours"],
};

/** How far back a burn rate looks, in ms. */
export const BURN_SPAN_MS = 3 * DAY_MS;
