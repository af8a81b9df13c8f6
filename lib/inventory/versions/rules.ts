/** The seven stages in order. */
export const stageOrder = [
  "design",
  "data_sourcing",
  "training",
  "validation",
  "deployment",
  "operation",
  "retirement",
] as const;
export type Stage = (typeof stageOrder)[number];

type Staged = { stage: string; state: string };

/** The stage a model shows: of its versions that are not retired the most advanced one; of retired ones only, retirement. Null without versions. */
export function stageOfModel(versions: readonly Staged[]): Stage | null {
  if (versions.length === 0) return null;
  const living = versions.filter(({ state }) => state !== "retired");
  if (living.length === 0) return "retirement";
  const places = living.map(({ stage }) => stageOrder.indexOf(stage as Stage));
  return stageOrder[Math.max(...places, 0)] ?? "design";
}

export const versionStateLabels = { draft: "Draft", released: "Released", retired: "Retired" } as const;
