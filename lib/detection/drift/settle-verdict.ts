import type { DriftSettings } from "../defaults.ts";
import type { DriftPart } from "./drift-part.ts";

export type DriftStatus = "drifted" | "stable" | "not_enough_data" | "constant" | "no_reference";
export type DriftSeverity = "none" | "low" | "medium" | "high";

/** A tested part with its p adjusted over all tests it belongs to. */
export interface SettledPart extends DriftPart {
  readonly adjusted: number | null;
  readonly drifted: boolean;
}

export interface Settlement {
  readonly status: DriftStatus;
  readonly parts: readonly SettledPart[];
  /** The part that decides: the drifted one with the largest effect, else the tested one with the largest. */
  readonly leading: SettledPart | null;
  readonly severity: DriftSeverity;
}

/** How grave a change is, by its size only, in multiples of its floor. */
function severityOf(effect: number, settings: DriftSettings): DriftSeverity {
  if (effect >= settings.high) return "high";
  if (effect >= settings.medium) return "medium";
  return effect >= 1 ? "low" : "none";
}

function statusOf(parts: readonly SettledPart[]): DriftStatus {
  if (parts.some(({ drifted }) => drifted)) return "drifted";
  const values = parts.find(({ part }) => part === "values");
  if (values === undefined || values.status === "not_enough_data") return "not_enough_data";
  if (parts.some(({ status }) => status === "tested")) return values.status === "constant" ? "constant" : "stable";
  return "constant";
}

/** The verdict of a feature's parts: drifted only when the adjusted p is below alpha and the effect reaches its floor. */
export function settleVerdict(
  parts: readonly DriftPart[],
  adjusted: readonly (number | null)[],
  settings: DriftSettings,
): Settlement {
  const settled = parts.map((part, index): SettledPart => {
    const p = adjusted[index] ?? null;
    return { ...part, adjusted: p, drifted: p !== null && p < settings.alpha && (part.effect ?? 0) >= 1 };
  });
  const byEffect = [...settled]
    .filter(({ status }) => status === "tested")
    .sort((left, right) => Number(right.drifted) - Number(left.drifted) || (right.effect ?? 0) - (left.effect ?? 0));
  const leading = byEffect[0] ?? null;
  const status = statusOf(settled);
  const severity = status === "drifted" ? severityOf(leading?.effect ?? 0, settings) : "none";
  return { status, parts: settled, leading, severity };
}
