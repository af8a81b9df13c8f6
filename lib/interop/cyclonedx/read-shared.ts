import type { JsonValue } from "../json-value.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { type Part, type Parts, setPart } from "../supply-chain/parts.ts";

const MOST_DOCUMENTS = 100;

/** The licences as one text: SPDX identifiers, names or expressions, joined by "AND" where there are several. */
export function licenceOf(element: JsonObject): Part | undefined {
  const stated = listOf(element.licenses).flatMap((each) => {
    const { license, expression } = objectOf(each);
    const { id, name } = objectOf(license);
    return textOf(expression) ?? textOf(id) ?? textOf(name) ?? [];
  });
  const different = [...new Set(stated.map((text) => text.trim()))];
  if (different.length === 0) return undefined;
  const value = different.length === 1 ? different[0] : different.map(bracketed).join(" AND ");
  return { value: value ?? "", at: "/licenses" };
}

function bracketed(licence: string): string {
  return /\s(?:OR|AND|WITH)\s/.test(licence) && !/^\([^()]*\)$/.test(licence) ? `(${licence})` : licence;
}

/** The SHA-256 among the hashes, in small letters. */
export function sha256Of(element: JsonObject): Part | undefined {
  for (const [index, each] of listOf(element.hashes).entries()) {
    const { alg, content } = objectOf(each);
    if (alg !== "SHA-256" || typeof content !== "string" || !/^[0-9a-f]{64}$/i.test(content)) continue;
    return { value: content.toLowerCase(), at: `/hashes/${index}/content` };
  }
  return undefined;
}

/** The first external reference of one of the types, in their order. */
export function referenceOf(element: JsonObject, types: readonly string[]): Part | undefined {
  const references = listOf(element.externalReferences).map(objectOf);
  for (const wanted of types) {
    const index = references.findIndex(({ type, url }) => type === wanted && textOf(url) !== undefined);
    if (index !== -1) return { value: references[index]?.url ?? "", at: `/externalReferences/${index}/url` };
  }
  return undefined;
}

/** External references with a web address, each address once: its comment is the title, or else its type. */
export function documentsOf(element: JsonObject): Part | undefined {
  const byUrl = new Map<string, JsonValue>();
  for (const each of listOf(element.externalReferences)) {
    const { type, url, comment } = objectOf(each);
    const address = textOf(url)?.trim() ?? "";
    if (!isWebAddress(address) || byUrl.has(address) || byUrl.size >= MOST_DOCUMENTS) continue;
    const title = (textOf(comment) ?? textOf(type) ?? "Reference").replace(/[\p{Cc}\s]+/gu, " ").trim();
    byUrl.set(address, { title: (title === "" ? "Reference" : title).slice(0, 200).trim(), url: address });
  }
  return byUrl.size === 0 ? undefined : { value: [...byUrl.values()], at: "/externalReferences" };
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s<>"{}|\\^`]+$/i.test(address) && address.length <= 2000 && URL.canParse(address);
}

/** Who made it: manufacturer, publisher, authors, author, supplier, or the group. */
export function makerOf(element: JsonObject): Part | undefined {
  const candidates: [string, JsonValue | undefined][] = [
    ["/manufacturer/name", objectOf(element.manufacturer).name],
    ["/publisher", element.publisher],
    ["/supplier/name", objectOf(element.supplier).name],
    ["/provider/name", objectOf(element.provider).name],
    ["/author", element.author],
    ["/authors/0/name", objectOf(listOf(element.authors)[0]).name],
    ["/group", element.group],
  ];
  for (const [at, value] of candidates) {
    const name = textOf(value);
    if (name !== undefined) return { value: name, at };
  }
  return undefined;
}

/** The value of the first property with one of the names, in their order. */
export function propertyOf(element: JsonObject, names: readonly string[]): Part | undefined {
  const properties = listOf(element.properties).map(objectOf);
  for (const wanted of names) {
    const index = properties.findIndex(({ name, value }) => name === wanted && textOf(value) !== undefined);
    if (index !== -1) return { value: properties[index]?.value ?? "", at: `/properties/${index}/value` };
  }
  return undefined;
}

/** Sets a part that may not be stated. */
export function setStated(parts: Parts, path: string, part: Part | undefined): void {
  if (part !== undefined) setPart(parts, path, part);
}

/** What all elements state alike: name, description and tags. */
export function sharedParts(element: JsonObject): Parts {
  const parts: Parts = new Map();
  setPart(parts, "name", { value: element.name, at: "/name" });
  setPart(parts, "description", { value: element.description, at: "/description" });
  const tags = listOf(element.tags).filter((tag) => typeof tag === "string");
  setPart(parts, "tags", { value: tags, at: "/tags" });
  return parts;
}

/** One text of several: alone as it is, more of them as a Markdown list. */
export function markdownList(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? "") : texts.map((text) => `- ${text.trim()}`).join("\n");
}

/** What tells the element from others of its kind: its purl, or group and name; with or without its version. */
export function identityOf(element: JsonObject, isVersioned: boolean): string {
  const purl = textOf(element.purl)?.trim();
  const version = textOf(element.version)?.trim();
  if (purl?.startsWith("pkg:") === true) {
    const bare = purl.replace(/[?#].*$/s, "");
    const at = bare.indexOf("@", bare.lastIndexOf("/"));
    const unversioned = at === -1 ? bare : bare.slice(0, at);
    if (!isVersioned) return unversioned;
    return at === -1 && version !== undefined ? `${purl}@${version}` : purl;
  }
  const named = [textOf(element.group), textOf(element.name)].filter((part) => part !== undefined).join("/");
  return isVersioned && version !== undefined ? `${named}@${version}` : named;
}
