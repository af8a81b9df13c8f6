import type { AssetDto, AssetSummaryDto, LinkDto } from "./schema.ts";

/** Something about an asset that is missing or dangerous: what, why it matters, and whether somebody must act now. */
type Gap = { title: string; why: string; urgent: boolean };

type Of<Kind extends AssetDto["kind"]> = Extract<AssetDto, { kind: Kind }>;

const ASSESSMENT_DAYS = 365;
const DAY_MS = 86_400_000;

const gap = (title: string, why: string): Gap => ({ title, why, urgent: false });
const urgent = (title: string, why: string): Gap => ({ title, why, urgent: true });
const linked = (links: readonly LinkDto[], relation: LinkDto["relation"], stated: LinkDto["stated"]): boolean =>
  links.some((link) => link.relation === relation && link.stated === stated);

function ownerGap({ owner }: AssetDto): Gap | null {
  if (owner === null)
    return gap("Nobody answers for it", "Choose an owner: questions and decisions go to that person.");
  if (owner.active) return null;
  return urgent("Its owner has left", `${owner.name} can no longer sign in. Choose a new owner.`);
}

function systemGaps({ facts, links }: Of<"system">): (Gap | null)[] {
  const used = facts.status === "in_use";
  return [
    facts.purpose === ""
      ? gap("No purpose is stated", "What it is used for decides which rules and risks apply.")
      : null,
    used && facts.humanOversight === ""
      ? urgent(
          "In use, and nobody is named who can stop it",
          "State who looks at its results and can override or stop it.",
        )
      : null,
    facts.organizationRole === "unknown"
      ? gap(
          "The role under the EU AI Act is not stated",
          "Duties differ between those who provide and those who deploy.",
        )
      : null,
    linked(links, "made_of", "here")
      ? null
      : gap("Nothing says what it is made of", "Link its models: a fault in one of them is a fault in this system."),
  ];
}

function datasetGaps({ facts, links }: Of<"dataset">): (Gap | null)[] {
  const versions = links.filter(({ relation, stated }) => relation === "release_of" && stated === "there");
  const personal = facts.personalData === "yes" || facts.personalData === "special";
  return [
    facts.personalData === "unknown"
      ? gap("Personal data is not stated", "Say whether it holds any; “none” is an answer too.")
      : null,
    personal && facts.retention === ""
      ? gap("Personal data without a retention", "State how long it is kept and what happens then.")
      : null,
    facts.source === "" && facts.sourceUrl === ""
      ? gap("No source is stated", "Without it nobody can tell whether the data was poisoned on the way.")
      : null,
    facts.licence === ""
      ? gap("No licence is stated", "Find out under which terms it may be used for training.")
      : null,
    versions.length === 0
      ? gap("It has no version", "Models are trained on a version. Add one with the digest of its data.")
      : null,
  ];
}

function datasetVersionGaps({ facts }: Of<"dataset_version">): (Gap | null)[] {
  return [
    facts.digest === null
      ? gap("No digest", "Without the SHA-256 of the data nobody can prove that it is unchanged.")
      : null,
    facts.validation === "failed"
      ? urgent("Its validation failed", "Do not train on it before somebody has looked into what was found.")
      : null,
    facts.validation === "not_run"
      ? gap("It was not validated", "Check ranges, gaps and duplicates, and note it here.")
      : null,
    facts.columns.length === 0
      ? gap("Its columns are not recorded", "A later change of the schema goes unnoticed.")
      : null,
  ];
}

function componentGaps({ facts }: Of<"component">): (Gap | null)[] {
  const packaged = !["prompt", "api", "service"].includes(facts.category);
  return [
    facts.release === "" ? gap("No version is stated", "Known weaknesses are found by name and version.") : null,
    packaged && facts.licence === "" ? gap("No licence is stated", "Find out under which terms it may be used.") : null,
    facts.category === "base_model" && facts.digest === null
      ? gap("A base model without a digest", "Without the SHA-256 a swapped file goes unnoticed.")
      : null,
    packaged && facts.supplier === "" && facts.location === ""
      ? gap("Nothing says where it comes from", "State who makes it, or the address it was taken from.")
      : null,
  ];
}

function vendorGaps({ facts }: Of<"vendor">, now: Date): (Gap | null)[] {
  const age = facts.assessedOn === null ? null : now.getTime() - Date.parse(facts.assessedOn);
  return [
    facts.assessedOn === null ? gap("Never assessed", "Assess its security before something depends on it.") : null,
    age !== null && age > ASSESSMENT_DAYS * DAY_MS
      ? gap("Its assessment is older than a year", `It was last assessed on ${facts.assessedOn ?? ""}.`)
      : null,
    facts.contact === "" ? gap("No security contact", "In an incident nobody knows whom to call.") : null,
    facts.dataProcessing === ""
      ? gap("The data it receives is not stated", "Say “none”, or which data, where, and under which agreement.")
      : null,
  ];
}

function exposureGap(facts: Of<"deployment">["facts"]): Gap | null {
  const runs = facts.status === "live" || facts.status === "throttled";
  if (!runs || facts.authentication !== "none") return null;
  if (facts.exposure === "public") {
    return urgent("Live, public and without authentication", "Anybody can call it, copy it or run up its bill.");
  }
  return facts.exposure === "partner"
    ? urgent("Open to partners without authentication", "Whoever reaches the network can call it.")
    : gap("Live without authentication", "Whoever is inside can call it, and nothing tells who did.");
}

function deploymentGaps(asset: Of<"deployment">): (Gap | null)[] {
  const { facts, links } = asset;
  const runs = facts.status === "live" || facts.status === "throttled";
  return [
    exposureGap(facts),
    runs && facts.authentication === "unknown"
      ? gap("Live, and its authentication is not stated", "Say how callers prove who they are.")
      : null,
    linked(links, "runs", "here")
      ? null
      : gap("Nothing says what runs here", "Link the model version: it tells what an incident here affects."),
    runs && facts.exposure !== "internal" && facts.rateLimit === ""
      ? gap("Reachable from outside without a rate limit", "Without one a model can be copied call by call.")
      : null,
    runs && facts.endpoint === ""
      ? gap("Live without an endpoint", "State its address, so that sightings can be matched.")
      : null,
  ];
}

function kindGaps(asset: AssetDto, now: Date): (Gap | null)[] {
  switch (asset.kind) {
    case "system":
      return systemGaps(asset);
    case "dataset":
      return datasetGaps(asset);
    case "dataset_version":
      return datasetVersionGaps(asset);
    case "component":
      return componentGaps(asset);
    case "vendor":
      return vendorGaps(asset, now);
    case "deployment":
      return deploymentGaps(asset);
  }
}

type Versions = readonly Pick<AssetSummaryDto, "facts">[];

function versionsGap(versions: Versions): Gap | null {
  if (versions.length === 0 || versions.some(({ facts }) => typeof facts["digest"] === "string")) return null;
  return gap(
    "No version has a digest",
    "Without the SHA-256 of the data nobody can prove what a model was trained on.",
  );
}

/**
 * What needs attention about an asset, what is urgent first; nothing of an archived one. `now` decides what is too old;
 * `versions` are the newest ones of a dataset, as far as they are known.
 */
export function gapsOfAsset(asset: AssetDto, now: Date, versions: Versions = []): Gap[] {
  if (asset.state === "archived") return [];
  const gaps = [ownerGap(asset), ...kindGaps(asset, now), versionsGap(versions)].filter((each) => each !== null);
  return [...gaps.filter((each) => each.urgent), ...gaps.filter((each) => !each.urgent)];
}
