import type { DriftVerdict } from "./drift-verdict.ts";

/** What the frozen and the rolling reference say together. */
export type ReferenceStory = "steady" | "sudden" | "slow" | "passing" | "unknown";

const decided = (verdict: DriftVerdict): boolean => verdict.status === "drifted" || verdict.status === "stable";

/**
 * Drift from the frozen reference but not from the rolling one came slowly (or is old news): `slow` is how a baseline is
 * poisoned. From both: `sudden`. From the rolling one only: `passing`, back towards the frozen reference. `unknown` when
 * either cannot be judged.
 */
export function compareReferences(frozen: DriftVerdict, rolling: DriftVerdict): ReferenceStory {
  if (!decided(frozen) || !decided(rolling)) return "unknown";
  if (frozen.status === "drifted") return rolling.status === "drifted" ? "sudden" : "slow";
  return rolling.status === "drifted" ? "passing" : "steady";
}
