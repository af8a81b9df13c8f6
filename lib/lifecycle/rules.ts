import { stageOrder, type Stage } from "../inventory/versions/rules.ts";
import { stageLabels } from "../inventory/rules.ts";

/** What a gate leads to: every stage but the first, and the end. */
export const gateTargets = [
  "data_sourcing",
  "training",
  "validation",
  "deployment",
  "operation",
  "retirement",
  "retired",
] as const;
export type GateTarget = (typeof gateTargets)[number];

export const targetLabels: Readonly<Record<Stage | GateTarget, string>> = { ...stageLabels, retired: "Retired" };

export const sensitivityOrder = ["public", "internal", "confidential", "restricted"] as const;
export type SensitivityLevel = (typeof sensitivityOrder)[number];

/** What conditions of criteria look at. Later kinds of conditions add their field here and to `GateCondition`. */
export type GateSubject = { sensitivity: SensitivityLevel };
/** When something applies: all stated parts must hold, so an empty condition always holds. */
export type GateCondition = { sensitivityFrom?: SensitivityLevel | undefined };

/** Whether a condition holds for a subject. */
export function conditionHolds(condition: GateCondition, subject: GateSubject): boolean {
  const { sensitivityFrom = "public" } = condition;
  return sensitivityOrder.indexOf(subject.sensitivity) >= sensitivityOrder.indexOf(sensitivityFrom);
}

/** Whether evidence and approval must come from different people: from confidential on. */
export function needsOtherAuthor(subject: GateSubject): boolean {
  return conditionHolds({ sensitivityFrom: "confidential" }, subject);
}

type Staged = { stage: string; state: string };

/** Stages in which a version is in use, so that it must have a valid gate. */
export const operatingStages: ReadonlySet<string> = new Set<Stage>(["deployment", "operation"]);

/** The gate ahead of a version; null when it is retired. */
export function nextTarget({ stage, state }: Staged): GateTarget | null {
  if (state === "retired") return null;
  if (stage === "retirement") return "retired";
  return (stageOrder[stageOrder.indexOf(stage as Stage) + 1] as GateTarget | undefined) ?? null;
}

export type MoveKind = "forward" | "confirm" | "back";

/**
 * What moving a version to a target would be: forward through a gate (to the next stage, or out of use from any stage),
 * a confirmation of the stage it is in, or a step back. Null for what cannot be: skipping stages, or leaving retired.
 */
export function moveKind(version: Staged, target: Stage | GateTarget): MoveKind | null {
  if (version.state === "retired") return null;
  if (target === "retired") return version.stage === "retirement" ? "forward" : null;
  const [from, to] = [stageOrder.indexOf(version.stage as Stage), stageOrder.indexOf(target)];
  if (to < from) return "back";
  if (to === from) return operatingStages.has(target) ? "confirm" : null;
  return to === from + 1 || target === "retirement" ? "forward" : null;
}

/** Why a version cannot be moved to a target, in words for a person. */
export function refusedMoveWords(version: Staged, target: Stage | GateTarget): string {
  if (version.state === "retired") return "This version is retired. Nothing leads out of that.";
  if (target === "retired") return "A version is retired from the stage of retirement. Move it there first.";
  if (target === version.stage) return `The version is in ${targetLabels[target].toLowerCase()} already.`;
  return `The next gate of this version leads to ${targetLabels[nextTarget(version) ?? "retired"].toLowerCase()}; stages are not skipped.`;
}
