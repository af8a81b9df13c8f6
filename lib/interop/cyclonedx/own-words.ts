import type { JsonValue } from "../json-value.ts";
import { type JsonObject, isObject, listOf, objectOf } from "../supply-chain/json/parts.ts";
import { isPartPath, type Parts, shapeOf } from "../supply-chain/parts.ts";
import { type SupplyKind, supplyKinds, type SupplyRelation, supplyRelationNames } from "../supply-chain/relations.ts";

/** Properties of this name space carry what CycloneDX has no place for; other tools keep or ignore them. */
const PREFIX = "modelkeep:";
const LONGEST_SOURCE_KEY = 1000;

/** What properties say of one record: values by place, places that say nothing whatever the rest says, and links. */
export type OwnRecord = {
  key: string | undefined;
  sourceKey: string | undefined;
  parts: Parts;
  absent: Set<string>;
  links: { relation: SupplyRelation; to: string }[];
};

/** What properties say that were printed here; `parent` is the model or dataset of the version. */
export type OwnWords = { kind: SupplyKind | undefined; record: OwnRecord; parent: OwnRecord; kept: JsonObject };

const nothing = (): OwnRecord => ({
  key: undefined,
  sourceKey: undefined,
  parts: new Map(),
  absent: new Set(),
  links: [],
});

/** Whether a property is of this product's name space. */
function isOwn(property: JsonValue): property is { name: string; value: string } {
  const { name, value } = objectOf(property);
  return typeof name === "string" && name.startsWith(PREFIX) && typeof value === "string";
}

/** Reads the properties of an element that were printed here. Words it does not know are left alone. */
export function readOwnWords(element: JsonObject): OwnWords {
  const words: OwnWords = { kind: undefined, record: nothing(), parent: nothing(), kept: {} };
  for (const [index, property] of listOf(element.properties).entries()) {
    if (!isOwn(property)) continue;
    const name = property.name.slice(PREFIX.length);
    const at = `/properties/${index}/value`;
    if (name === "kind") words.kind = supplyKinds.find((kind) => kind === property.value);
    else if (name === "kept") words.kept = objectOf(readValue(property.value));
    else if (name.startsWith("parent:")) readWord(words.parent, name.slice("parent:".length), property.value, at);
    else readWord(words.record, name, property.value, at);
  }
  return words;
}

function readWord(record: OwnRecord, name: string, text: string, at: string): void {
  if (name === "key" && text !== "") record.key = text;
  else if (name === "sourceKey" && /^\S[^\p{Cc}]*$/u.test(text) && text.length <= LONGEST_SOURCE_KEY)
    record.sourceKey = text;
  else if (name === "absent") record.absent.add(text);
  else if (name === "link") {
    const space = text.indexOf(" ");
    const relation = supplyRelationNames.find((each) => each === text.slice(0, space));
    if (relation !== undefined) record.links.push({ relation, to: text.slice(space + 1) });
  } else if (isPartPath(name)) {
    const value = shapeOf(name) === "text" ? text : readValue(text);
    if (value !== undefined) record.parts.set(name, { value, at });
  }
}

function readValue(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** What is stated, with what its own properties say instead. */
export function withOwnWords(native: Parts, own: OwnRecord): Parts {
  const parts: Parts = new Map([...native].filter(([path]) => !own.absent.has(path)));
  for (const [path, part] of own.parts) parts.set(path, part);
  return parts;
}

/** An element without the properties printed here, and with the fields that they kept. */
export function withoutOwnWords(element: JsonObject, { kept }: OwnWords): JsonObject {
  const properties = listOf(element.properties);
  if (!properties.some(isOwn)) return element;
  const { properties: _, ...others } = element;
  const plain = properties.filter((property) => !isOwn(property));
  return { ...others, ...(plain.length === 0 ? {} : { properties: plain }), ...kept };
}

/** The properties that make a reader of `native` read `wanted`; `whose` is "" or "parent:". */
export function ownProperties(wanted: Parts, native: Parts, whose: "" | "parent:"): JsonValue[] {
  const properties: JsonValue[] = [];
  for (const [path, { value }] of wanted) {
    if (sameJson(value, native.get(path)?.value)) continue;
    const isText = shapeOf(path) === "text" && typeof value === "string";
    properties.push(ownProperty(`${whose}${path}`, isText ? value : JSON.stringify(value)));
  }
  for (const path of native.keys()) if (!wanted.has(path)) properties.push(ownProperty(`${whose}absent`, path));
  return properties;
}

/** One property of this product's name space. */
export function ownProperty(name: string, value: string): JsonValue {
  return { name: PREFIX + name, value };
}

/** Whether two JSON values say the same; the order of keys does not matter. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => sameJson(each, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
}
