import { readdirSync } from "node:fs";
import type { Role } from "@/lib/kernel/policy.ts";

/** What a visit needs that the tests make before: a model with its slug, its entry, and a preview of an import. */
export interface Made {
  readonly slug: string;
  readonly entry: string;
  readonly importId: string;
  readonly discoveryId: string;
  /** A threat of the threat model that has the slug of the model. */
  readonly threatId: string;
  readonly alertId: string;
  /** Somebody who has left and is disabled. */
  readonly leftId: string;
}

export interface Visit {
  /** Who looks at it; null is somebody who has not signed in. */
  readonly as: Role | null;
  readonly address: (made: Made) => string;
  readonly title: RegExp;
  /** The main heading, when the page is there as it should be. */
  readonly heading: RegExp;
}

const visit = (as: Role | null, address: string, title: RegExp, heading: RegExp): Visit => ({
  as,
  address: () => address,
  title,
  heading,
});

/** Routes of the app folder that have no page of their own to look at, and why. */
export const notVisited: Readonly<Record<string, string>> = {
  "/": "leads to /overview",
  "/settings": "leads to the profile",
  "/dataset-versions/[slug]": "leads to the version below its dataset",
  "/dev/gallery": "only with MODELKEEP_GALLERY=1",
  "/dev/diagram": "only with MODELKEEP_GALLERY=1",
  "/versions/[id]": "leads to the page of the version",
};

const ofMade = (address: (slug: string) => string, heading: RegExp): Visit => ({
  as: "administrator",
  address: ({ slug }) => address(slug),
  title: /· Modelkeep$/,
  heading,
});

/** The pages of one kind of asset; one of each kind is made with the slug of the model. */
const assetVisits = (place: string, title: RegExp, name: RegExp): Readonly<Record<string, Visit>> => ({
  [place]: visit("administrator", place, title, title),
  [`${place}/new`]: visit("administrator", `${place}/new`, /^Register .* · Modelkeep$/, /^Register /),
  [`${place}/[slug]`]: ofMade((slug) => `${place}/${slug}`, name),
  [`${place}/[slug]/edit`]: ofMade((slug) => `${place}/${slug}/edit`, /^Edit /),
});

/** One look at every page. A page of the app folder that is missing here fails the test that compares. */
export const visits: Readonly<Record<string, Visit>> = {
  "/sign-in": visit(null, "/sign-in", /^Sign in · Modelkeep$/, /Sign in/),
  "/forgot-password": visit(null, "/forgot-password", /· Modelkeep$/, /password/i),
  "/reset-password": visit(null, "/reset-password?token=none", /· Modelkeep$/, /./),
  "/invitation": visit(null, "/invitation?token=none", /· Modelkeep$/, /./),
  "/join": visit(null, "/join?token=none", /^Join a session · Modelkeep$/, /This link does not work/),
  "/setup": visit(null, "/setup?token=none", /^Set up · Modelkeep$/, /This link does not work/),
  "/api-docs": visit("viewer", "/api-docs", /· Modelkeep$/, /API/),
  "/api-docs/[group]": visit("viewer", "/api-docs/telemetry", /^Telemetry · API reference · Modelkeep$/, /Telemetry/),
  "/overview": visit("administrator", "/overview", /^Overview · Modelkeep$/, /./),
  "/my-work": visit("administrator", "/my-work", /^My work · Modelkeep$/, /My work/),
  "/models": visit("administrator", "/models", /^Models · Modelkeep$/, /Models/),
  "/models/new": visit("administrator", "/models/new", /· Modelkeep$/, /Register/),
  "/models/import": visit("administrator", "/models/import", /· Modelkeep$/, /Import/),
  "/models/import/[id]": {
    as: "administrator",
    address: ({ importId }) => `/models/import/${importId}`,
    title: /^Review an import · Modelkeep$/,
    heading: /Review/,
  },
  "/models/[slug]": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}`,
    title: /· Modelkeep$/,
    heading: /Page model/,
  },
  "/models/[slug]/edit": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}/edit`,
    title: /· Modelkeep$/,
    heading: /Page model|Edit/,
  },
  "/discoveries": visit("viewer", "/discoveries", /^Discoveries · Modelkeep$/, /Discoveries/),
  "/discoveries/[id]": {
    as: "viewer",
    address: ({ discoveryId }) => `/discoveries/${discoveryId}`,
    title: /^Page discovery · Modelkeep$/,
    heading: /Page discovery/,
  },
  "/threat-models": visit("viewer", "/threat-models", /^Threat models · Modelkeep$/, /Threat models/),
  "/threat-models/new": visit("administrator", "/threat-models/new", /^Start a threat model · Modelkeep$/, /Start/),
  "/threat-models/import": visit(
    "administrator",
    "/threat-models/import",
    /^Import a threat model · Modelkeep$/,
    /^Import$/,
  ),
  "/threat-models/[slug]": ofMade((slug) => `/threat-models/${slug}`, /^page-model/),
  "/threat-models/[slug]/edit": ofMade((slug) => `/threat-models/${slug}/edit`, /^Edit page-model/),
  "/threat-models/[slug]/room": ofMade((slug) => `/threat-models/${slug}/room`, /^page-model/),
  "/threat-models/[slug]/report": ofMade((slug) => `/threat-models/${slug}/report`, /^Report: page-model/),
  "/threats": visit("viewer", "/threats", /^Threats · Modelkeep$/, /Threats/),
  "/threats/[id]": {
    as: "administrator",
    address: ({ threatId }) => `/threats/${threatId}`,
    title: /^Page threat · Modelkeep$/,
    heading: /Page threat/,
  },
  "/telemetry": visit("viewer", "/telemetry", /^Telemetry · Modelkeep$/, /Telemetry/),
  "/telemetry/[slug]": ofMade((slug) => `/telemetry/${slug}`, /^A planted value came out once$/),
  "/telemetry/[slug]/connect": ofMade((slug) => `/telemetry/${slug}/connect`, /^Connect telemetry$/),
  "/alerts": visit("viewer", "/alerts", /^Alerts · Modelkeep$/, /Alerts/),
  "/alerts/[id]": {
    as: "administrator",
    address: ({ alertId }) => `/alerts/${alertId}`,
    title: /^A planted value came out: Page model.* · Modelkeep$/,
    heading: /^A planted value came out: Page model/,
  },
  "/settings/threats": visit("administrator", "/settings/threats", /^Threat settings · Modelkeep$/, /Settings/),
  "/settings/alerts": visit("administrator", "/settings/alerts", /^Alert settings · Modelkeep$/, /Settings/),
  "/settings/telemetry": visit("administrator", "/settings/telemetry", /^Telemetry settings · Modelkeep$/, /Settings/),
  "/lineage": visit("viewer", "/lineage", /^Lineage · Modelkeep$/, /Lineage/),
  "/lineage/live": visit("viewer", "/lineage/live", /^What was live · Modelkeep$/, /What was live/),
  "/models/board": visit("administrator", "/models/board", /^Models by stage · Modelkeep$/, /Models by stage/),
  "/models/[slug]/versions/new": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}/versions/new`,
    title: /^Add a version · Modelkeep$/,
    heading: /Add a version/,
  },
  "/models/[slug]/versions/[version]": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}/versions/1.0`,
    title: /1\.0 · Modelkeep$/,
    heading: /Page model .* 1\.0/,
  },
  "/models/[slug]/versions/[version]/edit": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}/versions/1.0/edit`,
    title: /^Edit version · Modelkeep$/,
    heading: /Edit version 1\.0/,
  },
  "/models/[slug]/versions/[version]/gates/[stage]": {
    as: "administrator",
    address: ({ slug }) => `/models/${slug}/versions/1.0/gates/data_sourcing`,
    title: /^Gate to data sourcing, 1\.0 · Modelkeep$/,
    heading: /Gate to data sourcing/,
  },
  "/settings/gates": visit("administrator", "/settings/gates", /^Gates · Modelkeep$/, /./),
  ...assetVisits("/systems", /^AI systems/, /Page system/),
  ...assetVisits("/datasets", /^Datasets/, /Page dataset/),
  ...assetVisits("/components", /^Components/, /Page component/),
  ...assetVisits("/vendors", /^Vendors/, /Page vendor/),
  ...assetVisits("/deployments", /^Deployments/, /Page deployment/),
  "/datasets/[slug]/versions/new": ofMade((slug) => `/datasets/${slug}/versions/new`, /^Add a version of /),
  "/datasets/[slug]/versions/[version]": ofMade((slug) => `/datasets/${slug}/versions/${slug}`, /Page version/),
  "/datasets/[slug]/versions/[version]/edit": ofMade((slug) => `/datasets/${slug}/versions/${slug}/edit`, /^Edit /),
  "/settings/fields": visit("administrator", "/settings/fields", /^Own fields · Modelkeep$/, /./),
  "/audit": visit("auditor", "/audit", /^Audit trail · Modelkeep$/, /Audit trail/),
  "/audit/[uuid]": {
    as: "auditor",
    address: ({ entry }) => `/audit/${entry}`,
    title: /· Modelkeep$/,
    heading: /registered/,
  },
  "/audit/checkpoints": visit("auditor", "/audit/checkpoints", /^Checkpoints · Modelkeep$/, /./),
  "/audit/witnesses": visit("administrator", "/audit/witnesses", /^Witnesses · Modelkeep$/, /Audit trail/),
  "/audit/replay": visit("auditor", "/audit/replay", /^Replay check · Modelkeep$/, /Audit trail/),
  "/settings/people/erase": {
    as: "administrator",
    address: ({ leftId }) => `/settings/people/erase?subject=user&id=${leftId}`,
    title: /^Erase a person’s data · Modelkeep$/,
    heading: /Settings/,
  },
  "/settings/profile": visit("administrator", "/settings/profile", /· Modelkeep$/, /./),
  "/settings/security": visit("administrator", "/settings/security", /· Modelkeep$/, /./),
  "/settings/people": visit("administrator", "/settings/people", /· Modelkeep$/, /./),
  "/settings/connections": visit("administrator", "/settings/connections", /^Connections · Modelkeep$/, /Settings/),
  "/settings/keys": visit("administrator", "/settings/keys", /· Modelkeep$/, /./),
  "/settings/trust": visit("administrator", "/settings/trust", /^Trusted keys · Modelkeep$/, /./),
  "/models/check-file": visit("viewer", "/models/check-file", /^Check a file · Modelkeep$/, /Check a file/),
  "/settings/organization": visit("administrator", "/settings/organization", /· Modelkeep$/, /./),
};

/** The routes of all pages in the app folder: `/models/[slug]`, without the groups in parentheses. */
export function routesOfPages(): string[] {
  const files = readdirSync("app", { recursive: true }).map((file) => String(file).replaceAll("\\", "/"));
  return files
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, "").replaceAll(/\([^/]+\)\/?/g, "")}`.replace(/(.)\/$/, "$1"))
    .sort();
}
