import type { Tone } from "@/components/ui/badge.tsx";
import type { Standing } from "@/lib/transparency/rules.ts";

/** How a witness stands, as a badge and in a sentence that says what to do. */
export const standingWords: Readonly<Record<Standing, { tone: Tone; label: string; meaning: string }>> = {
  cosigning: { tone: "green", label: "Cosigning", meaning: "It has cosigned the newest checkpoint." },
  behind: { tone: "blue", label: "Catching up", meaning: "It is about to be asked for the newest checkpoint." },
  waiting: { tone: "blue", label: "Not asked yet", meaning: "It is asked with the next checkpoint." },
  paused: { tone: "neutral", label: "Paused", meaning: "It is not asked. What it cosigned before stays." },
  slow: {
    tone: "amber",
    label: "Slow",
    meaning: "It does not answer in time. Nobody waits for it; it is asked again, less and less often.",
  },
  down: {
    tone: "amber",
    label: "Down",
    meaning: "It cannot be reached or gives no valid answer. It is asked again, less and less often.",
  },
  misconfigured: {
    tone: "red",
    label: "Refuses",
    meaning:
      "It does not take this log, or its address is wrong. Check that it was started with this log’s key, and its address here.",
  },
  contradicts: {
    tone: "red",
    label: "Saw another log",
    meaning: "It has seen a history that is not this one. Sealing has stopped until somebody decides what is true.",
  },
};
