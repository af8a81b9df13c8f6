import type { Tone } from "@/components/ui/badge.tsx";
import type { Alert } from "@/lib/telemetry/schema.ts";

/** The states of alerts as marks. */
export const alertMarks: Readonly<Record<Alert["state"], { tone: Tone; words: string }>> = {
  pending: { tone: "amber", words: "Pending" },
  firing: { tone: "red", words: "Firing" },
  resolved: { tone: "green", words: "Resolved" },
};
