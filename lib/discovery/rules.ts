import { foldText } from "../inventory/rules.ts";

/** What a scanner or proxy may have seen. */
export const sightingKinds = ["name", "url", "digest", "cloud_resource", "package"] as const;
export type SightingKind = (typeof sightingKinds)[number];

export const sightingLabels: Readonly<Record<SightingKind, string>> = {
  name: "Name",
  url: "URL",
  digest: "Digest",
  cloud_resource: "Cloud resource",
  package: "Package",
};

export const discoveryStates = ["open", "matched", "registered", "dismissed"] as const;
export type DiscoveryState = (typeof discoveryStates)[number];

export const discoveryStateLabels: Readonly<Record<DiscoveryState, string>> = {
  open: "Open",
  matched: "Matched",
  registered: "Registered",
  dismissed: "Dismissed",
};

/** The things of the inventory that a discovery can be matched to. */
export const matchableTypes = ["model", "model_version", "system", "component", "deployment"] as const;

/** What a discovery can be registered as. */
export const registerableTypes = ["model", "component", "deployment"] as const;
export type RegisterableType = (typeof registerableTypes)[number];

/** At most this long a dismissal holds, in days. */
export const DISMISSED_AT_MOST_DAYS = 366;

/** How far the clock of a scanner may be ahead, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** A value as it is kept, and as two sightings of the same thing are compared; or what is wrong with it. */
export type Normalized = { value: string; normal: string } | { problem: string };

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443" };

/**
 * A URL as `host[:port]/path`: without scheme, user, query and fragment (which may hold secrets), host in small letters, no
 * slash at the end. Undefined for what is no address of the network.
 */
export function normalizeUrl(text: string): { value: string; normal: string } | undefined {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (url.hostname === "" || !/[.:]|^localhost$|^[a-z0-9-]+$/i.test(url.hostname)) return undefined;
  const port = url.port === "" || url.port === DEFAULT_PORTS[url.protocol] ? "" : `:${url.port}`;
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(/\/+$/, "");
  const normal = `${url.hostname.toLowerCase()}${port}${path}`;
  return { value: `${url.protocol}//${normal}`, normal };
}

/** A package URL in small letters without qualifiers and subpath. Undefined for what is none. */
export function normalizePurl(text: string): string | undefined {
  const purl = text.replace(/[?#].*$/s, "").toLowerCase();
  return /^pkg:[a-z0-9.+-]+\/[^\s/][^\s]*$/.test(purl) ? purl : undefined;
}

/** A package URL without its version: "pkg:pypi/torch@2.6.0" becomes "pkg:pypi/torch". */
export function withoutRelease(purl: string): string {
  const at = purl.lastIndexOf("@");
  return at > purl.lastIndexOf("/") ? purl.slice(0, at) : purl;
}

function normalizeDigest(text: string): Normalized {
  const digest = text.toLowerCase().replace(/^sha256[:-]/, "");
  if (/^[0-9a-f]{64}$/.test(digest)) return { value: digest, normal: digest };
  return { problem: "A digest is a SHA-256 of 64 hexadecimal digits." };
}

/** What was seen, ready to keep and to compare, or a sentence on what is wrong with it. */
export function normalizeSighting(kind: SightingKind, text: string): Normalized {
  const value = text.trim();
  switch (kind) {
    case "digest":
      return normalizeDigest(value);
    case "url":
      return normalizeUrl(value) ?? { problem: "This is no URL, such as https://api.example.com/v1." };
    case "package": {
      const purl = normalizePurl(value);
      if (purl === undefined) return { problem: "Write a package as a package URL, such as pkg:pypi/openai@1.30.0." };
      return { value: value.replace(/[?#].*$/s, ""), normal: purl };
    }
    case "name": {
      const normal = foldText(value);
      return normal === "" ? { problem: "A name needs a letter or a digit." } : { value, normal };
    }
    case "cloud_resource":
      return { value, normal: value };
  }
}

const HUBS = new Set(["huggingface.co", "www.huggingface.co", "hf.co", "api-inference.huggingface.co"]);
const NOT_AN_ORGANIZATION = new Set(["api", "datasets", "spaces", "docs", "papers", "blog", "models", "join", "login"]);

/** The repository ("org/name") that a normalized URL of a model hub is of; undefined for other addresses. */
export function hubRepository(normal: string): { organization: string; name: string } | undefined {
  const [host = "", ...path] = normal.split("/");
  if (!HUBS.has(host)) return undefined;
  const rest = path[0] === "api" ? path.slice(1) : path;
  const [organization = "", name = ""] = rest[0] === "models" ? rest.slice(1) : rest;
  if (organization === "" || name === "" || NOT_AN_ORGANIZATION.has(organization.toLowerCase())) return undefined;
  return { organization, name };
}
