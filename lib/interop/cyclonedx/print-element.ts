import type { SupplyRecord } from "../supply-chain/draft.ts";
import { plainSourceKey } from "../supply-chain/draft-builder.ts";
import type { JsonValue } from "../json-value.ts";
import { type JsonObject, listOf, objectOf } from "../supply-chain/json/parts.ts";
import { type Parts, partsOf } from "../supply-chain/parts.ts";
import { readers } from "./add-records.ts";
import { isPrintable, keepRest } from "./keep-rest.ts";
import { ownProperties, ownProperty, sameJson } from "./own-words.ts";
import { identityOf } from "./read-shared.ts";
import { serviceParts } from "./read-software.ts";
import { componentTypes } from "./schema.ts";
import { writers } from "./write-parts.ts";

/** What is printed as one component or service: a record, and of a version the model or dataset it is of. */
export type Printing = { record: SupplyRecord; parent: SupplyRecord | undefined; isService: boolean };

/** An element as it is printed, and what of the imported file it leaves out. */
export type Printed = { element: JsonObject; lost: string[] };

type Printable = Exclude<SupplyRecord["kind"], "vendor">;

/** Whether a record is printed as a service: deployments, and components that are called over a network. */
export function isPrintedAsService({ kind, facts }: SupplyRecord): boolean {
  return kind === "deployment" || (kind === "component" && (facts.category === "api" || facts.category === "service"));
}

/**
 * Prints one element: what the imported file stated where that is still valid, over it what the record says now, and as
 * properties what CycloneDX has no place for. Reading the element gives the record back. `addLinks` writes links into it, and
 * gives properties for the others.
 */
export function printElement(printing: Printing, addLinks: (element: JsonObject) => JsonValue[]): Printed {
  const { record, parent, isService } = printing;
  const { fields, kept, lost } = keepRest(record, isService);
  const element: JsonObject = { ...fields };
  Reflect.deleteProperty(element, "properties");
  if (!isService) element.type = typeOf(record, fields.type);
  else Reflect.deleteProperty(element, "type");
  element["bom-ref"] = record.key;
  for (const each of [parent, record]) if (each !== undefined) write(element, each, isService);
  element.name ??= record.name;
  dropInvalid(element, isService, kept, fields);
  const links = addLinks(element);
  element.properties = [
    ...listOf(fields.properties),
    ownProperty("kind", record.kind),
    ...wordsOf(record, element, isService, ""),
    ...(parent === undefined
      ? []
      : [ownProperty("parent:key", parent.key), ...wordsOf(parent, element, isService, "parent:")]),
    ...(Object.keys(kept).length === 0 ? [] : [ownProperty("kept", JSON.stringify(kept))]),
    ...links,
  ];
  return { element, lost };
}

function typeOf(record: SupplyRecord, stated: JsonValue | undefined): string {
  if (record.kind === "model" || record.kind === "model_version") return "machine-learning-model";
  if (record.kind === "dataset" || record.kind === "dataset_version") return "data";
  const known = componentTypes.find((type) => type === stated);
  if (known !== undefined && known !== "machine-learning-model") return known;
  if (record.kind === "system") return "application";
  switch (record.facts.category) {
    case "library":
    case "framework":
      return record.facts.category;
    case "base_model":
      return "machine-learning-model";
    case "prompt":
      return "file";
    default:
      return "application";
  }
}

function readerOf(kind: Printable, isService: boolean): (element: JsonObject) => Parts {
  return isService && kind === "component" ? serviceParts : readers[kind];
}

function write(element: JsonObject, record: SupplyRecord, isService: boolean): void {
  if (record.kind === "vendor") return;
  const wanted = partsOf(record);
  const read = readerOf(record.kind, isService);
  const places = writers[isService && record.kind === "component" ? "service" : record.kind] ?? {};
  for (const [path, writer] of Object.entries(places)) {
    const value = wanted.get(path)?.value;
    if (!sameJson(value, read(element).get(path)?.value)) writer(element, value);
  }
}

/** Takes out what is not valid; where the imported file said it so, it is kept aside. */
function dropInvalid(element: JsonObject, isService: boolean, kept: JsonObject, stated: JsonObject): void {
  for (const [field, value] of Object.entries(element)) {
    if (["type", "name", "bom-ref", "components", "pedigree"].includes(field)) continue;
    if (isPrintable(field, value, isService)) continue;
    Reflect.deleteProperty(element, field);
    const before = stated[field];
    if (before !== undefined && isPrintable(field, before, isService)) element[field] = before;
    else if (before !== undefined) kept[field] = before;
  }
  dropEmptyCard(element);
  const files = listOf(element.components).map(objectOf);
  if (files.length > 0) element.components = files.map((file) => plainFile(file));
}

function dropEmptyCard(element: JsonObject): void {
  if (element.modelCard === undefined) return;
  const sections = Object.entries(objectOf(element.modelCard)).filter(
    ([, section]) => typeof section !== "object" || section === null || Object.keys(section).length > 0,
  );
  if (sections.length === 0) Reflect.deleteProperty(element, "modelCard");
  else element.modelCard = Object.fromEntries(sections);
}

/** A file inside a model, with what is valid of it. */
function plainFile(file: JsonObject): JsonObject {
  const valid = Object.entries(file).filter(([field, value]) => isPrintable(field, value, false));
  return { type: "file", name: file.name ?? "", ...Object.fromEntries(valid) };
}

function wordsOf(record: SupplyRecord, element: JsonObject, isService: boolean, whose: "" | "parent:"): JsonValue[] {
  if (record.kind === "vendor") return [];
  const native = readerOf(record.kind, isService)(element);
  const identity = identityOf(element, record.kind === "component");
  const isPlain = record.sourceKey === plainSourceKey("cyclonedx", record.kind, identity);
  return [
    ...(isPlain ? [] : [ownProperty(`${whose}sourceKey`, record.sourceKey)]),
    ...ownProperties(partsOf(record), native, whose),
  ];
}
