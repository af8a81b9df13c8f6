/** What a threat model can be about. */
export const scopeTypes = ["system", "model", "model_version"] as const;
export type ScopeType = (typeof scopeTypes)[number];

/** States of a threat in the order in which they are worked on. */
export const threatStates = {
  suggested: "Suggested",
  accepted: "To be treated",
  mitigated: "Mitigated",
  accepted_risk: "Risk accepted",
  not_applicable: "Not applicable",
} as const;
export type ThreatState = keyof typeof threatStates;
