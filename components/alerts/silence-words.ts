import type { SilenceDto } from "@/lib/alerts/schema.ts";
import { signalLabels } from "@/lib/telemetry/rules.ts";
import type { z } from "@/lib/zod.ts";
import { momentWords } from "./moment-words.ts";
import { spanWords } from "./rule-sentence.ts";
import { capital } from "./severity-choices.ts";
import { repeats } from "./silence-form.ts";

export type Silence = z.output<typeof SilenceDto>;
type Matcher = Silence["matchers"][number];

/** What kinds of alerts are called: signals, and the two of rules. */
export const kindLabels: Readonly<Record<string, string>> = {
  ...signalLabels,
  rule: "A rule’s limit",
  burn_fast: "A rule’s fast burn",
  burn_slow: "A rule’s slow burn",
  no_data: "A rule’s missing data",
};

const labels: Readonly<Record<Matcher["label"], string>> = {
  model: "model",
  rule: "rule",
  kind: "kind",
  severity: "severity",
  series: "series",
};
const relations: Readonly<Record<Matcher["is"], string>> = {
  equal: "",
  different: "other than ",
  starts_with: "beginning with ",
};

function valueWords({ label, value }: Matcher, names: ReadonlyMap<string, string>): string {
  if (label === "model" || label === "rule") return names.get(value) ?? "one not listed here";
  return label === "kind" ? (kindLabels[value] ?? value) : label === "severity" ? capital(value) : value;
}

/** Which alerts a silence covers: "Alerts with model Scorer, severity High"; `names` has models and rules by id. */
export function silencedWords({ matchers }: Silence, names: ReadonlyMap<string, string>): string {
  if (matchers.length === 0) return "Every alert";
  const parts = matchers.map((one) => `${labels[one.label]} ${relations[one.is]}${valueWords(one, names)}`);
  return `Alerts with ${parts.join(", ")}`;
}

/** When a silence holds: "From 21 Nov 2026, 08:00 UTC to 21 Nov 2026, 10:00 UTC, again every day". */
export function spanOfSilence({ from, to, everyMs }: Silence): string {
  const span = `From ${momentWords(from)} to ${momentWords(to)}`;
  if (everyMs === null) return span;
  const often = everyMs === repeats.daily ? "day" : everyMs === repeats.weekly ? "week" : spanWords(everyMs);
  return `${span}, again every ${often}`;
}

/** Whether a silence holds at a time in ms. */
export function holdsAt({ from, to, everyMs, endedAt }: Silence, now: number): boolean {
  if (endedAt !== null) return false;
  const begin = Date.parse(from);
  const since = now - begin;
  if (since < 0) return false;
  return (everyMs === null ? since : since % everyMs) < Date.parse(to) - begin;
}
