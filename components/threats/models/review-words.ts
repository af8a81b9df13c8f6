import type { Tone } from "@/components/ui/badge.tsx";
import type { ThreatModelSummaryDto } from "@/lib/threats/schema.ts";

type Review = ThreatModelSummaryDto["review"];

/** Where the review of a threat model is, in words and tone. */
export const reviewMarks: Readonly<Record<Review, { tone: Tone; words: string }>> = {
  never: { tone: "neutral", words: "Not reviewed yet" },
  submitted: { tone: "blue", words: "In review" },
  approved: { tone: "green", words: "Approved" },
  stale: { tone: "amber", words: "Review out of date" },
  rejected: { tone: "red", words: "Sent back" },
};
