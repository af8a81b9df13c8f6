import { signalSeverities } from "@/lib/telemetry/rules.ts";

/** A word with its first letter large. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Severities as a field offers them, the gravest first. */
export const severityChoices = signalSeverities.map((value) => ({ value, label: capital(value) }));
