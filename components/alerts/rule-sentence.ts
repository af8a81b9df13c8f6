import { burnWords, ruleWindows, watchedWords } from "@/lib/alerts/rules.ts";
import type { RuleDto } from "@/lib/alerts/schema-rules.ts";
import { sayNumber } from "@/lib/detection/words/say-number.ts";

const MINUTE_MS = 60_000;
const steps = [
  ["day", 1_440],
  ["hour", 60],
  ["minute", 1],
] as const;

/** A span in the largest whole unit: "90 minutes", "2 hours", "1 day". */
export function spanWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const [unit, length] = steps.find(([, each]) => minutes >= each && minutes % each === 0) ?? steps[2];
  const amount = minutes / length;
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** A short span: "30 seconds", or as spanWords says it. */
export function secondsWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds % 60 === 0 ? spanWords(ms) : `${seconds} second${seconds === 1 ? "" : "s"}`;
}

const often = (windows: number, long: string): string =>
  windows === 1 ? `for a window of ${long}` : `for ${windows} windows of ${long}`;

/** What a rule watches, in a sentence: "Share of errors above 5% for 3 windows of 5 minutes, ends below 2%." */
export function ruleSentence({
  watches,
  resolution,
  objective,
  condition,
}: Pick<RuleDto, "watches" | "resolution" | "objective" | "condition">): string {
  const { direction, fire, clear, windows, clearWindows, noDataAfterMs, cooldownMs } = condition;
  const [label, unit] = watchedWords[watches];
  const long = ruleWindows[resolution].words;
  const back = direction === "above" ? "below" : "above";
  const ends = `ends ${back} ${sayNumber(clear)}${unit}${clearWindows === 1 ? "" : ` ${often(clearWindows, long)}`}`;
  const starts = `${label} ${direction} ${sayNumber(fire)}${unit} ${often(windows, long)}`;
  const gap = noDataAfterMs === null ? "" : ` Says so after ${spanWords(noDataAfterMs)} without data.`;
  const rest = cooldownMs === 0 ? "" : ` After it ended it rests for ${spanWords(cooldownMs)}.`;
  if (objective !== null) {
    const burns = (["fast", "slow"] as const).map((part) => `${burnWords[part][0]}: ${burnWords[part][1]}`).join("; ");
    return `${label}, against an objective of ${sayNumber(objective * 100)}%, used up too fast (${burns}).${gap}${rest}`;
  }
  return `${starts}, ${ends}.${gap}${rest}`;
}
