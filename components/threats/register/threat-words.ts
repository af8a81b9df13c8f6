import type { Tone } from "@/components/ui/badge.tsx";
import { threatStates, type ThreatState } from "@/lib/threats/rules.ts";
import type { ThreatSummaryDto } from "@/lib/threats/register/schema.ts";

const tones: Readonly<Record<ThreatState, Tone>> = {
  suggested: "blue",
  accepted: "amber",
  mitigated: "green",
  accepted_risk: "accent",
  not_applicable: "neutral",
};

type Standing = Pick<ThreatSummaryDto, "state" | "expired" | "asked">;

/** How a threat stands, in words and a tone. */
export function stateMark({ state, expired, asked }: Standing): { tone: Tone; words: string } {
  if (expired) return { tone: "red", words: "Acceptance ended" };
  if (asked && state !== "accepted_risk") return { tone: "blue", words: "Acceptance asked for" };
  return { tone: tones[state], words: threatStates[state] };
}

/** A calendar day as people write it: 12 May 2026. */
export function dayWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** "2 of 3 in place", "None yet". */
export function mitigationWords({ all, inPlace }: { all: number; inPlace: number }): string {
  return all === 0 ? "None yet" : `${inPlace} of ${all} in place`;
}

/** A number with its noun: "1 threat", "1,204 threats". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
