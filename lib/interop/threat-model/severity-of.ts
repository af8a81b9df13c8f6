import type { DraftSeverity, DraftThreat } from "./draft.ts";
import { severityFrom } from "./threat-words.ts";

/** A threat's severity; when none is stated, from likelihood and impact; undefined when those are not stated either. */
export function severityOfThreat(threat: DraftThreat): DraftSeverity | undefined {
  if (threat.severity !== null) return threat.severity;
  if (threat.likelihood === null || threat.impact === null) return undefined;
  return severityFrom(threat.likelihood, threat.impact);
}
