import type { DiscoveryDto } from "@/lib/discovery/schema.ts";
import { discoveryStateLabels } from "@/lib/discovery/rules.ts";
import { shortenDigest } from "@/components/ui/mono.tsx";
import type { Tone } from "@/components/ui/badge.tsx";

type State = DiscoveryDto["state"];

const tones: Readonly<Record<State, Tone>> = {
  open: "amber",
  matched: "green",
  registered: "green",
  dismissed: "neutral",
};

/** The state of a discovery in words and tone; what a rule matched is said to be known. */
export function stateMark({ state, match }: Pick<DiscoveryDto, "state" | "match">): { tone: Tone; words: string } {
  const words = state === "matched" && match?.by === "rule" ? "Known" : discoveryStateLabels[state];
  return { tone: tones[state], words };
}

/** What was seen, short enough for a line: a digest by both its ends, everything else as it is. */
export function valueWords({ kind, value }: Pick<DiscoveryDto, "kind" | "value">): string {
  return kind === "digest" ? shortenDigest(value) : value;
}

/** What a discovery is called: the scanner's name of it, or its value. */
export function titleOf({ name, ...seen }: Pick<DiscoveryDto, "name" | "kind" | "value">): string {
  return name === "" ? valueWords(seen) : name;
}

/** "Seen once", "Seen 1,204 times". */
export function timesWords(sightings: number): string {
  return sightings === 1 ? "Seen once" : `Seen ${sightings.toLocaleString("en-GB")} times`;
}
