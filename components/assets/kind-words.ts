import { assetPlaces, nodeLabels, nodePlurals, type AssetKind } from "@/lib/inventory/assets/rules.ts";

/** Kinds with a list of their own; the versions of a dataset are on its page. */
export type ListedKind = Exclude<AssetKind, "dataset_version">;

type KindWords = {
  /** In a sentence: "dataset", "AI system". */
  one: string;
  many: string;
  /** What the list answers, for whom it is still empty. */
  why: string;
  /** An example of one, to begin with. */
  example: string;
  /** Under the title of the form. */
  start: string;
};

const sentence = (label: string): string => (label.startsWith("AI ") ? label : label.toLowerCase());

const own: Readonly<Record<AssetKind, Pick<KindWords, "why" | "example" | "start">>> = {
  system: {
    why: "An AI system is what the business uses: a purpose, the people it affects, and the models behind it. The list answers what would stop if a model had to be switched off.",
    example: "“Card payment screening” with the fraud model, the rule engine and the review desk.",
    start: "Only the name is needed now. The purpose and the people affected decide which rules apply to it.",
  },
  dataset: {
    why: "Models are what their data makes them. The list answers where data comes from, under which licence, whether it holds personal data, and which models learned from it.",
    example: "“Card payments EU”, from core banking, personal data, kept for 25 months, with a version a month.",
    start: "Only the name is needed now. Add a version with a digest afterwards: models are trained on a version.",
  },
  dataset_version: {
    why: "A version is the data as it was on one day: what a model was trained or evaluated on.",
    example: "“2026-05” with its digest and 48 million rows.",
    start: "The digest is what later proves that the data is unchanged.",
  },
  component: {
    why: "Base models, libraries, vector stores, tools, prompts and third-party APIs that models and systems depend on. The list answers what is affected when a weakness in one of them becomes known.",
    example: "“PyTorch 2.6.0”, pkg:pypi/torch@2.6.0, BSD-3-Clause, from the PyTorch Foundation.",
    start: "Only the name is needed now. With the exact version and package URL, known weaknesses can be matched.",
  },
  vendor: {
    why: "Companies whose models, data or services you use. The list answers whom to call in an incident, what data they receive and when they were last assessed.",
    example: "“Meridian AI”, chat models by API, receives customer questions, last assessed in March.",
    start: "Only the name is needed now. The security contact is what you will look for in an incident.",
  },
  deployment: {
    why: "Where a model answers requests: environment, endpoint, who can reach it and how callers prove who they are. The list answers what is live and open to whom.",
    example: "“Fraud scoring, production” at https://scoring.internal, internal, client certificate.",
    start: "Only the name is needed now. Exposure and authentication decide how dangerous a fault here is.",
  },
};

/** The words of each kind of asset. */
export function kindWords(kind: AssetKind): KindWords {
  return { one: sentence(nodeLabels[kind]), many: sentence(nodePlurals[kind]), ...own[kind] };
}

/** "an AI system", "a dataset". */
export function withArticle(kind: AssetKind): string {
  const { one } = kindWords(kind);
  return `${/^[aeiou]/i.test(one) ? "an" : "a"} ${one}`;
}

/** The list of a kind: /datasets. */
export function placeOf(kind: AssetKind): string {
  return `/${assetPlaces[kind]}`;
}

type Addressed = { kind: AssetKind; slug: string; parent?: { slug: string } | null };

/** The page of an asset; a version of a dataset is below its dataset. */
export function addressOf({ kind, slug, parent }: Addressed): string {
  if (kind !== "dataset_version") return `${placeOf(kind)}/${slug}`;
  return parent ? `/datasets/${parent.slug}/versions/${slug}` : `/dataset-versions/${slug}`;
}

/** The way to an asset: its list and, for a version, its dataset. */
export function crumbsOf(asset: Addressed & { parent?: { slug: string; name: string } | null }) {
  const list = { label: nodePlurals[asset.kind], href: placeOf(asset.kind) };
  if (asset.kind !== "dataset_version") return [{ label: "Inventory" }, list];
  const { parent } = asset;
  return [
    { label: "Inventory" },
    { label: "Datasets", href: "/datasets" },
    ...(parent ? [{ label: parent.name, href: `/datasets/${parent.slug}` }] : []),
  ];
}
