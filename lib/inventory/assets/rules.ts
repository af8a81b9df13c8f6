/** Kinds of assets: everything around the models that is recorded on its own. */
export const assetKinds = ["system", "dataset", "dataset_version", "component", "vendor", "deployment"] as const;
export type AssetKind = (typeof assetKinds)[number];

/** Things that lineage joins: the assets, the models and their versions. */
export const nodeTypes = ["model", "model_version", ...assetKinds] as const;
export type NodeType = (typeof nodeTypes)[number];

export const nodeLabels: Readonly<Record<NodeType, string>> = {
  model: "Model",
  model_version: "Model version",
  system: "AI system",
  dataset: "Dataset",
  dataset_version: "Dataset version",
  component: "Component",
  vendor: "Vendor",
  deployment: "Deployment",
};

export const nodePlurals: Readonly<Record<NodeType, string>> = {
  model: "Models",
  model_version: "Model versions",
  system: "AI systems",
  dataset: "Datasets",
  dataset_version: "Dataset versions",
  component: "Components",
  vendor: "Vendors",
  deployment: "Deployments",
};

type Relation = {
  /** Read from the thing that states it: "trained on". */
  label: string;
  /** Read from the other side: "training data of". */
  inverse: string;
  /** What may state it. */
  owners: readonly NodeType[];
  /** What it may point at. */
  targets: readonly NodeType[];
  /** Whether the target is upstream (what the owner is made from) or downstream. */
  target: "up" | "down";
};

/** Kinds of links. `version_of` and `release_of` come by themselves with a version; people state the others. */
export const relations = {
  version_of: {
    label: "version of",
    inverse: "has version",
    owners: ["model_version"],
    targets: ["model"],
    target: "down",
  },
  release_of: {
    label: "version of",
    inverse: "has version",
    owners: ["dataset_version"],
    targets: ["dataset"],
    target: "up",
  },
  made_of: {
    label: "made of",
    inverse: "part of",
    owners: ["system"],
    targets: ["model", "model_version", "component", "system"],
    target: "up",
  },
  trained_on: {
    label: "trained on",
    inverse: "training data of",
    owners: ["model_version"],
    targets: ["dataset_version", "dataset"],
    target: "up",
  },
  evaluated_on: {
    label: "evaluated on",
    inverse: "evaluation data of",
    owners: ["model_version"],
    targets: ["dataset_version", "dataset"],
    target: "up",
  },
  derived_from: {
    label: "derived from",
    inverse: "base of",
    owners: ["model_version", "dataset_version", "component"],
    targets: ["model_version", "model", "dataset_version", "dataset", "component"],
    target: "up",
  },
  depends_on: {
    label: "depends on",
    inverse: "needed by",
    owners: ["model_version", "system", "deployment", "component", "dataset_version"],
    targets: ["component", "model_version", "model", "deployment", "dataset_version", "dataset", "system"],
    target: "up",
  },
  runs: {
    label: "runs",
    inverse: "runs in",
    owners: ["deployment"],
    targets: ["model_version", "model"],
    target: "up",
  },
  serves: {
    label: "serves",
    inverse: "served by",
    owners: ["deployment"],
    targets: ["system"],
    target: "down",
  },
  supplied_by: {
    label: "supplied by",
    inverse: "supplier of",
    owners: ["system", "dataset", "dataset_version", "component", "deployment", "model_version"],
    targets: ["vendor"],
    target: "up",
  },
} as const satisfies Readonly<Record<string, Relation>>;

export type RelationName = keyof typeof relations;
export const relationNames = Object.keys(relations) as [RelationName, ...RelationName[]];

/** The links that come by themselves and cannot be stated or taken back. */
export const structuralRelations: ReadonlySet<string> = new Set<RelationName>(["version_of", "release_of"]);

/** Whether a thing of type `owner` may state this relation to one of type `target`. */
export function mayRelate(relation: RelationName, owner: NodeType, target: NodeType): boolean {
  const rule: Relation = relations[relation];
  return rule.owners.includes(owner) && rule.targets.includes(target);
}

/** The ends of a link in the direction in which trouble flows: upstream first. */
export function endsOf<End>(relation: RelationName, owner: End, target: End): { up: End; down: End } {
  return relations[relation].target === "up" ? { up: target, down: owner } : { up: owner, down: target };
}

/** Words of the addresses below a kind's page and API path that a slug would hide. */
const RESERVED: ReadonlySet<string> = new Set(["new", "edit", "import", "export", "facets", "search"]);

/** Whether a slug would be mistaken for a page. */
export function isReservedAssetSlug(slug: string): boolean {
  return RESERVED.has(slug);
}

/** Where a kind's list is: /systems, /datasets … The versions of a dataset have no list of their own. */
export const assetPlaces: Readonly<Record<AssetKind, string>> = {
  system: "systems",
  dataset: "datasets",
  dataset_version: "dataset-versions",
  component: "components",
  vendor: "vendors",
  deployment: "deployments",
};
