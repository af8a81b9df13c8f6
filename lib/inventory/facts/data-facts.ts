import type { Asset } from "../../db/types.ts";
import type { Fact } from "../../kernel/fact-provider.ts";
import { assetPlaces } from "../assets/rules.ts";
import type { VersionFactSource } from "./read-version-facts.ts";

type DataFacts = {
  digest?: string | null;
  source?: string;
  sourceUrl?: string;
  licence?: string;
  personalData?: string;
  validation?: string;
};

const factsOf = (asset: Asset | undefined): DataFacts => (asset === undefined ? {} : (asset.facts as DataFacts));

/** The dataset that a linked dataset or dataset version is of. */
const datasetOf = (source: VersionFactSource, asset: Asset): Asset | undefined =>
  asset.kind === "dataset" ? asset : source.datasets.get(asset.parentId ?? "");

const linksTo = (assets: readonly Asset[]): Fact["links"] =>
  assets.map(({ kind, slug, name }) => ({
    label: name,
    href: `/${assetPlaces[kind as keyof typeof assetPlaces]}/${slug}`,
  }));

const list = (names: readonly string[]): string => {
  const shown = names.slice(0, 5);
  return names.length > shown.length
    ? `${shown.join("; ")}; and ${names.length - shown.length} more`
    : shown.join("; ");
};

/** Some training dataset is linked. */
export function trainingDataLinked(source: VersionFactSource): Fact {
  const count = source.trainedOn.length;
  return {
    ok: count > 0,
    value: source.trainedOn.map(({ id }) => id).sort(),
    reason:
      count > 0
        ? `Trained on ${count} recorded dataset${count === 1 ? "" : "s"}.`
        : "No training dataset is linked to this version.",
    links: linksTo(source.trainedOn),
  };
}

function missingProvenance(source: VersionFactSource, asset: Asset): string[] {
  if (asset.kind === "dataset") return ["which version of it was used"];
  const dataset = factsOf(datasetOf(source, asset));
  const digest = asset.digest ?? factsOf(asset).digest ?? null;
  return [
    ...(digest === null ? ["digest"] : []),
    ...((dataset.source ?? "") === "" && (dataset.sourceUrl ?? "") === "" ? ["source"] : []),
    ...((dataset.licence ?? "") === "" ? ["licence"] : []),
  ];
}

/** Each training dataset is linked as a version with a digest, and its dataset states source and licence. */
export function trainingDataProvenance(source: VersionFactSource): Fact {
  const rows = source.trainedOn.map((asset) => ({ asset, missing: missingProvenance(source, asset) }));
  const gaps = rows.filter(({ missing }) => missing.length > 0);
  const none = rows.length === 0;
  const words = gaps.map(({ asset, missing }) => `${asset.name} lacks ${missing.join(", ")}`);
  return {
    ok: !none && gaps.length === 0,
    value: rows
      .map(({ asset }) => {
        const dataset = factsOf(datasetOf(source, asset));
        return {
          id: asset.id,
          digest: asset.digest ?? factsOf(asset).digest ?? null,
          source: dataset.source ?? "",
          sourceUrl: dataset.sourceUrl ?? "",
          licence: dataset.licence ?? "",
        };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason: provenanceWords(none, words),
    links: linksTo(none ? [] : gaps.map(({ asset }) => asset)),
  };
}

function provenanceWords(none: boolean, gaps: readonly string[]): string {
  if (none) return "No training dataset is linked to this version.";
  return gaps.length === 0 ? "Every training dataset version has a digest, a source and a licence." : `${list(gaps)}.`;
}

/** Each dataset it was trained or evaluated on says whether it holds personal data. */
export function personalDataStated(source: VersionFactSource): Fact {
  const used = [...source.trainedOn, ...source.evaluatedOn];
  const datasets = [...new Map(used.map((asset) => datasetOf(source, asset) ?? asset).map((d) => [d.id, d])).values()];
  const stated = (asset: Asset): string => factsOf(asset).personalData ?? "unknown";
  const open = datasets.filter((asset) => stated(asset) === "unknown");
  return {
    ok: datasets.length > 0 && open.length === 0,
    value: datasets
      .map((asset) => ({ id: asset.id, personalData: stated(asset) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason: personalWords(datasets.length, open),
    links: linksTo(open),
  };
}

function personalWords(count: number, open: readonly Asset[]): string {
  if (count === 0) return "No dataset is linked to this version.";
  if (open.length === 0) return "Each dataset says whether it holds personal data.";
  return `Not stated for ${list(open.map(({ name }) => name))}.`;
}

/** The validation of every training dataset version passed. */
export function trainingDataValidated(source: VersionFactSource): Fact {
  const result = (asset: Asset): string => factsOf(asset).validation ?? "not_run";
  const open = source.trainedOn.filter((asset) => result(asset) !== "passed");
  const none = source.trainedOn.length === 0;
  const words = open.map((asset) => `${asset.name}: ${result(asset) === "failed" ? "failed" : "not validated"}`);
  return {
    ok: !none && open.length === 0,
    value: source.trainedOn
      .map((asset) => ({ id: asset.id, validation: result(asset) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason: none ? "No training dataset is linked to this version." : validationWords(words),
    links: linksTo(open),
  };
}

const validationWords = (open: readonly string[]): string =>
  open.length === 0 ? "The validation of every training dataset passed." : `${list(open)}.`;
