/** How bad a threat is, from the least on. */
export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Severity as a number that sorts: low is 0, critical 3. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
