import type { Fact } from "../../kernel/fact-provider.ts";
import { contentDigest } from "../content-digest.ts";
import { VersionFacts } from "../versions/schema.ts";
import type { VersionFactSource } from "./read-version-facts.ts";

const modelLink = ({ model }: VersionFactSource): Fact["links"] => [
  { label: model.name, href: `/models/${model.slug}/edit` },
];
const versionLink = ({ model, version }: VersionFactSource): Fact["links"] => [
  { label: `${model.name} ${version.label}`, href: `/models/${model.slug}/versions/${version.label}` },
];
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** At least one artifact is listed. */
export function artifactsListed(source: VersionFactSource): Fact {
  const names = source.artifacts.map(({ name }) => name).sort();
  return {
    ok: names.length > 0,
    value: names,
    reason: names.length > 0 ? `${plural(names.length, "artifact")} listed.` : "No artifact of this version is listed.",
    links: versionLink(source),
  };
}

/** Each artifact has its SHA-256 digest. */
export function artifactDigests(source: VersionFactSource): Fact {
  const open = source.artifacts.filter(({ digest }) => digest === null).map(({ name }) => name);
  const none = source.artifacts.length === 0;
  const missing = `No digest is recorded for ${open.slice(0, 5).join(", ")}${open.length > 5 ? ` and ${open.length - 5} more` : ""}.`;
  const words = open.length === 0 ? "The digest of each artifact is recorded." : missing;
  return {
    ok: !none && open.length === 0,
    value: source.artifacts.map(({ name, digest }) => ({ name, digest })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    reason: none ? "No artifact of this version is listed." : words,
    links: versionLink(source),
  };
}

/** An active person answers for the model. */
export function ownerActive(source: VersionFactSource): Fact {
  const { owner } = source;
  const words =
    owner?.active === true
      ? `${owner.name} answers for the model.`
      : `${owner?.name ?? ""} owns the model and has left.`;
  return {
    ok: owner?.active === true,
    value: { ownerId: owner?.id ?? null, active: owner?.active ?? false },
    reason: owner === null ? "Nobody answers for the model." : words,
    links: modelLink(source),
  };
}

/** A person stated the sensitivity; what an import only assumed does not count. */
export function sensitivityStated(source: VersionFactSource): Fact {
  const origins = (source.model.origins ?? {}) as Record<string, { source?: string } | undefined>;
  const assumed = origins["sensitivity"]?.source === "assumed";
  return {
    ok: !assumed,
    value: { sensitivity: source.model.sensitivity, assumed },
    reason: assumed
      ? "The import assumed the sensitivity; nobody confirmed it."
      : `Stated: ${source.model.sensitivity}.`,
    links: modelLink(source),
  };
}

/** The model's purpose is written down. */
export function purposeStated(source: VersionFactSource): Fact {
  const ok = source.model.purpose !== "";
  return {
    ok,
    value: { digest: contentDigest(source.model.purpose) },
    reason: ok ? "The purpose is stated." : "The model's record does not say what it is meant for.",
    links: modelLink(source),
  };
}

/** Some measured value is recorded. */
export function metricsRecorded(source: VersionFactSource): Fact {
  const { metrics } = VersionFacts.parse(source.version.facts);
  return {
    ok: metrics.length > 0,
    value: { count: metrics.length, digest: contentDigest(metrics) },
    reason:
      metrics.length > 0 ? `${plural(metrics.length, "measured value")} on file.` : "No measured value is on file.",
    links: versionLink(source),
  };
}

/** The known limits are written down. */
export function limitationsStated(source: VersionFactSource): Fact {
  const { limitations } = VersionFacts.parse(source.version.facts);
  return {
    ok: limitations !== "",
    value: { digest: contentDigest(limitations) },
    reason: limitations === "" ? "The known limits are not stated." : "The known limits are stated.",
    links: versionLink(source),
  };
}

/** Code and training run that made it can be found again. */
export function runRecorded(source: VersionFactSource): Fact {
  const { sourceUrl, sourceRevision, trainingRun } = VersionFacts.parse(source.version.facts);
  const missing = [
    ...(sourceRevision === "" ? ["revision of the code"] : []),
    ...(trainingRun === "" ? ["training run"] : []),
  ];
  return {
    ok: missing.length === 0,
    value: { sourceUrl, sourceRevision, trainingRun },
    reason:
      missing.length === 0 ? "The code and the run that made it are recorded." : `Not recorded: ${missing.join(", ")}.`,
    links: versionLink(source),
  };
}

/** The version is sealed: it can no longer change. */
export function versionReleased(source: VersionFactSource): Fact {
  const { state } = source.version;
  return {
    ok: state === "released",
    value: { state },
    reason:
      state === "released"
        ? "The version is released and never changes."
        : "The version is a draft: it can still change. Release it.",
    links: versionLink(source),
  };
}

/** The version to go back to is named, of this model, and released; a first version has none. */
export function rollbackNamed(source: VersionFactSource): Fact {
  const { rollbackTo } = VersionFacts.parse(source.version.facts);
  const released = source.siblings.filter(({ state }) => state === "released").map(({ label }) => label);
  const value = { rollbackTo, released: rollbackTo !== null && released.includes(rollbackTo) };
  const links = versionLink(source);
  if (rollbackTo !== null) {
    const reason = value.released
      ? `Version ${rollbackTo} is released and ready to go back to.`
      : `Version ${rollbackTo} is not a released version of this model.`;
    return { ok: value.released, value, reason, links };
  }
  if (released.length > 0) return { ok: false, value, reason: "No version to go back to is named.", links };
  return { ok: true, value, reason: "It is the first version: there is none to go back to.", links };
}

/** The model card is on file. */
export function cardOnFile(source: VersionFactSource): Fact {
  const card = source.model.card as { digest?: string } | null;
  return {
    ok: card !== null,
    value: { digest: card?.digest ?? null },
    reason: card === null ? "No model card is on file." : "The model card is on file.",
    links: [{ label: "Model card", href: `/models/${source.model.slug}?tab=card` }],
  };
}
