import type { DriftVerdict } from "./drift-verdict.ts";

/** What the frozen and the rolling reference say together. */
export type ReferenceStory = "steady" | "sudden" | "slow" | "settled" | "passing" | "unknown";

/** Nearer than this share of the distance to the frozen reference is near the rolling one. */
const NEAR = 0.5;

const decided = (verdict: DriftVerdict): boolean => verdict.status === "drifted" || verdict.status === "stable";

const effectOf = ({ leading }: DriftVerdict): number => leading?.effect ?? 0;

/**
 * Drift from the frozen reference that the rolling one hardly sees (no drift, or less than half of the effect) came before:
 * `slow` when the distances of days crept up (`rising`), which is how a baseline is poisoned, `settled` when they did not: it
 * changed at once, some time ago. Drift from both is `sudden`. From the rolling one only: `passing`, back towards the frozen
 * reference. `unknown` when either cannot be judged.
 */
export function compareReferences(frozen: DriftVerdict, rolling: DriftVerdict, rising: boolean): ReferenceStory {
  if (!decided(frozen) || !decided(rolling)) return "unknown";
  if (frozen.status !== "drifted") return rolling.status === "drifted" ? "passing" : "steady";
  const near = rolling.status === "stable" || effectOf(rolling) < NEAR * effectOf(frozen);
  if (!near) return "sudden";
  return rising ? "slow" : "settled";
}
