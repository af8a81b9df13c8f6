/**
 * Kinds of records and of links that formats of the supply chain speak of. They are the inventory's; pure code stands below
 * it and keeps its own copy, and a test compares the two.
 */
export const supplyKinds = [
  "model",
  "model_version",
  "system",
  "dataset",
  "dataset_version",
  "component",
  "vendor",
  "deployment",
] as const;
export type SupplyKind = (typeof supplyKinds)[number];

type Ends = { owners: readonly SupplyKind[]; targets: readonly SupplyKind[] };

/** The links that a file can state; what joins a version to what it is a version of is `parentKey`. */
export const supplyRelations = {
  made_of: { owners: ["system"], targets: ["model", "model_version", "component", "system"] },
  trained_on: { owners: ["model_version"], targets: ["dataset_version", "dataset"] },
  evaluated_on: { owners: ["model_version"], targets: ["dataset_version", "dataset"] },
  derived_from: {
    owners: ["model_version", "dataset_version", "component"],
    targets: ["model_version", "model", "dataset_version", "dataset", "component"],
  },
  depends_on: {
    owners: ["model_version", "system", "deployment", "component", "dataset_version"],
    targets: ["component", "model_version", "model", "deployment", "dataset_version", "dataset", "system"],
  },
  runs: { owners: ["deployment"], targets: ["model_version", "model"] },
  serves: { owners: ["deployment"], targets: ["system"] },
  supplied_by: {
    owners: ["system", "dataset", "dataset_version", "component", "deployment", "model_version"],
    targets: ["vendor"],
  },
} as const satisfies Readonly<Record<string, Ends>>;

export type SupplyRelation = keyof typeof supplyRelations;
export const supplyRelationNames = Object.keys(supplyRelations) as [SupplyRelation, ...SupplyRelation[]];

/** Whether a record of kind `owner` may state this relation to one of kind `target`. */
export function maySupply(relation: SupplyRelation, owner: SupplyKind, target: SupplyKind): boolean {
  const ends: Ends = supplyRelations[relation];
  return ends.owners.includes(owner) && ends.targets.includes(target);
}
