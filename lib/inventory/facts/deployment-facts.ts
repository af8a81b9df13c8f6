import type { Asset } from "../../db/types.ts";
import type { Fact } from "../../kernel/fact-provider.ts";
import { nodeLabels, type NodeType } from "../assets/rules.ts";
import type { VersionFactSource } from "./read-version-facts.ts";

type Running = { exposure?: string; authentication?: string; rateLimit?: string };

const factsOf = (asset: Asset): Running => asset.facts as Running;
const linksTo = (assets: readonly Asset[]): Fact["links"] =>
  assets.map(({ slug, name }) => ({ label: name, href: `/deployments/${slug}` }));
const ended = ({ status }: Asset): boolean => status === "ended" || status === "stopped";

function openExposure(asset: Asset): string[] {
  const { exposure = "internal", authentication = "unknown", rateLimit = "" } = factsOf(asset);
  return [
    ...(authentication === "unknown" ? ["how callers prove who they are is not stated"] : []),
    ...(authentication === "none" && exposure !== "internal" ? ["callers need not prove who they are"] : []),
    ...(exposure === "public" && rateLimit === "" ? ["it is public and has no rate limit"] : []),
  ];
}

/** Each deployment states authentication; one that others can reach demands it, a public one has a rate limit. */
export function deploymentsGuarded(source: VersionFactSource): Fact {
  const running = source.deployments.filter((asset) => !ended(asset));
  const rows = running.map((asset) => ({ asset, open: openExposure(asset) })).filter(({ open }) => open.length > 0);
  const words = rows.map(({ asset, open }) => `${asset.name}: ${open.join(", ")}`).join("; ");
  return {
    ok: running.length > 0 && rows.length === 0,
    value: running
      .map((asset) => {
        const { exposure = "internal", authentication = "unknown", rateLimit = "" } = factsOf(asset);
        return { id: asset.id, exposure, authentication, rateLimit };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason: guardWords(running.length, words),
    links: linksTo(rows.map(({ asset }) => asset)),
  };
}

function guardWords(count: number, open: string): string {
  if (count === 0) return "No deployment of this version is recorded.";
  return open === "" ? "Each deployment is guarded as far as others can reach it." : `${open}.`;
}

/** A deployment that runs it is recorded. */
export function deploymentRecorded(source: VersionFactSource): Fact {
  const running = source.deployments.filter((asset) => !ended(asset));
  return {
    ok: running.length > 0,
    value: running.map(({ id }) => id).sort(),
    reason:
      running.length > 0
        ? `Runs in ${running.map(({ name }) => name).join(", ")}.`
        : "No deployment of this version is recorded.",
    links: linksTo(running),
  };
}

/** No deployment of it runs or is planned. */
export function nothingRuns(source: VersionFactSource): Fact {
  const running = source.deployments.filter((asset) => !ended(asset));
  return {
    ok: running.length === 0,
    value: running.map(({ id, status }) => ({ id, status })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason:
      running.length === 0
        ? "No deployment runs it."
        : `Still there: ${running.map(({ name, status }) => `${name} (${status})`).join(", ")}.`,
    links: linksTo(running),
  };
}

/** Nothing else is made of it or needs it any more. */
export function nothingDepends(source: VersionFactSource): Fact {
  const { dependents } = source;
  const words = dependents
    .map(({ name, type }) => `${name} (${(nodeLabels[type as NodeType] ?? type).toLowerCase()})`)
    .join(", ");
  return {
    ok: dependents.length === 0,
    value: dependents.map(({ id }) => id).sort(),
    reason: dependents.length === 0 ? "Nothing depends on it." : `Still depends on it: ${words}.`,
    links: [],
  };
}
