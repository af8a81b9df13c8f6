import { severityRank, type Severity } from "../../knowledge/severity.ts";
import type { ThreatState } from "../rules.ts";

/** How far something against a threat is, from an idea to proof that it works. */
export const mitigationStates = {
  proposed: "Proposed",
  planned: "Planned",
  implemented: "Implemented",
  verified: "Verified",
} as const;
export type MitigationState = keyof typeof mitigationStates;

export const strideLabels = {
  spoofing: "Spoofing",
  tampering: "Tampering",
  repudiation: "Repudiation",
  information_disclosure: "Information disclosure",
  denial_of_service: "Denial of service",
  elevation_of_privilege: "Elevation of privilege",
} as const;

export const linddunLabels = {
  linking: "Linking",
  identifying: "Identifying",
  non_repudiation: "Non-repudiation",
  detecting: "Detecting",
  data_disclosure: "Data disclosure",
  unawareness: "Unawareness",
  non_compliance: "Non-compliance",
} as const;

/** How threats can be narrowed by their due date. */
export const dueLabels = { overdue: "Overdue", soon: "Due within 14 days", none: "Without a due date" } as const;

/** The states of the register's filter: open is everything that still has to be dealt with. */
export const stateFilters = {
  open: "Open",
  suggested: "Suggested",
  accepted: "To be treated",
  mitigated: "Mitigated",
  accepted_risk: "Risk accepted",
  not_applicable: "Not applicable",
  all: "All",
} as const;

/** "Soon" is this many days. */
export const SOON_DAYS = 14;

/** A risk is accepted for at most this many days. */
export const ACCEPTED_AT_MOST_DAYS = 366;

/** The kinds of tasks that threats open. */
export const threatTasks = {
  acceptance: "threat_acceptance",
  expired: "threat_risk_expired",
  owner: "find_threat_owner",
} as const;

type Mitigation = { state: MitigationState };

/** Whether a mitigation is there: an idea or a plan stops nobody. */
export function isInPlace({ state }: Mitigation): boolean {
  return state === "implemented" || state === "verified";
}

/** The calendar day of an instant (UTC) as 2026-05-12. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Whether a risk was accepted until a day that has passed. Days as 2026-05-12. */
export function isExpired(threat: { state: string; acceptedUntil: string | null }, today: string): boolean {
  return threat.state === "accepted_risk" && threat.acceptedUntil !== null && threat.acceptedUntil < today;
}

/** The state as people see it: a risk whose acceptance has ended is to be treated again. */
export function stateOn(threat: { state: ThreatState; acceptedUntil: string | null }, today: string): ThreatState {
  return isExpired(threat, today) ? "accepted" : threat.state;
}

type Wanted = { state: ThreatState; reason: string; mitigations: readonly Mitigation[] };

/** Why a threat may not be in this state as things are; null when it may. */
export function stateProblem({ state, reason, mitigations }: Wanted): string | null {
  if (state === "not_applicable" && reason === "") return "Say why it does not apply here.";
  if (state === "mitigated" && reason === "" && !mitigations.some(isInPlace)) {
    return "Nothing against it is implemented yet. Add an implemented mitigation, or say why it is mitigated.";
  }
  return null;
}

type Rated = { likelihood: number | null; impact: number | null };

/** The severity that a matrix gives: rows by likelihood, columns by impact, both 1 to 5. Null when not both are rated. */
export function ratedSeverity(
  matrix: { severity: readonly (readonly Severity[])[] },
  { likelihood, impact }: Rated,
): Severity | null {
  if (likelihood === null || impact === null) return null;
  return matrix.severity[likelihood - 1]?.[impact - 1] ?? null;
}

/** The place in the register: severity first (critical 400), then likelihood times impact (at most 25). */
export function rankOf(severity: Severity, { likelihood, impact }: Rated): number {
  return (severityRank(severity) + 1) * 100 + (likelihood ?? 0) * (impact ?? 0);
}
