import { blockersOf, type CriterionResult } from "./evaluation-rules.ts";
import { nextTarget, operatingStages, targetLabels, type GateTarget } from "./rules.ts";

export const standings = ["recorded", "passed", "operating_without_valid_gate", "retired"] as const;
export type Standing = (typeof standings)[number];

type Passage = { state: string; decidedBy: string | null; endReason: string | null };
type Looked = {
  version: { stage: string; state: string };
  /** The newest request that brought the version into its stage, or confirmed it there. */
  passage: Passage | null;
  /** The gate of the stage it is in, as it is today. */
  current: readonly CriterionResult[];
};

/**
 * Whether a version stands where it is by a gate that still holds. In use (deployment, operation) it must: its approval is not
 * revoked and no blocking criterion is open today. Elsewhere a version that passed no gate was simply recorded there.
 */
export function standingOf({ version, passage, current }: Looked): { standing: Standing; reasons: string[] } {
  if (version.state === "retired") return { standing: "retired", reasons: [] };
  if (!operatingStages.has(version.stage)) {
    return { standing: passage?.state === "moved" ? "passed" : "recorded", reasons: [] };
  }
  const stage = targetLabels[version.stage as GateTarget].toLowerCase();
  const reasons = [
    ...(passage === null ? [`It was recorded as being in ${stage}; no gate led there.`] : []),
    ...(passage?.state === "revoked" ? [`Its approval was revoked: ${passage.endReason ?? ""}`] : []),
    ...blockersOf(current).map(({ criterion, why }) => `${criterion.title}: ${why}`),
  ];
  return { standing: reasons.length === 0 ? "passed" : "operating_without_valid_gate", reasons };
}

/** The gate that a version has to do with now: the one ahead, or, in use without a valid gate, the one of its own stage. */
export function gateToFace(version: { stage: string; state: string }, standing: Standing): GateTarget | null {
  if (standing === "operating_without_valid_gate") return version.stage as GateTarget;
  return nextTarget(version);
}
