import { sensitivityLabels, stateLabels } from "../rules.ts";
import { factField } from "./field-rules.ts";
import { assetKinds, assetPlaces, relations, type AssetKind, type RelationName } from "./rules.ts";

type Image = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, string>>;

const isObject = (value: unknown): value is Image =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !("$erased" in value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether the trail's word for a kind of thing is one of an asset. */
function isAssetKind(type: string): type is AssetKind {
  return (assetKinds as readonly string[]).includes(type);
}

const nestedLabels: Readonly<Record<string, string>> = {
  links: "Links",
  documents: "Documents",
  artifacts: "Artifacts",
  "facts.columns": "Columns",
};

/** A link of an image in words: "made of Card fraud GBM". */
function linkWords(link: Image, names: Names): string {
  const relation = relations[textOf(link["relation"]) as RelationName] as { label: string } | undefined;
  const id = textOf(link["id"]);
  return `${relation?.label ?? textOf(link["relation"])} ${names[id] ?? `${textOf(link["type"]).replaceAll("_", " ")} ${id.slice(0, 8)}`}`;
}

/** One thing of a list in an image, as a line of text. */
function lineOf(field: string, each: unknown, names: Names): string {
  if (!isObject(each)) return textOf(each);
  switch (field) {
    case "links":
      return linkWords(each, names);
    case "documents":
      return `${textOf(each["title"])} (${textOf(each["url"])})`;
    case "facts.columns":
      return `${textOf(each["name"])} ${textOf(each["type"])}${each["personal"] === true ? ", personal" : ""}`.trim();
    default:
      return textOf(each["name"]);
  }
}

function flatField(field: string, value: unknown, names: Names): [string, unknown][] {
  if (field in nestedLabels && Array.isArray(value)) {
    return [[field, value.map((each) => lineOf(field, each, names))]];
  }
  if ((field === "facts" || field === "custom") && isObject(value)) {
    return Object.entries(value).flatMap(([name, each]) => flatField(`${field}.${name}`, each, names));
  }
  return [[field, value]];
}

/**
 * An image of the trail with its facts and own fields side by side (`facts.licence`, `custom.cost_centre`) and its links,
 * documents, artifacts and columns as lines of text, so that one of them can be told as what changed.
 */
export function flatImage(image: Image | null, names: Names): Image | null {
  if (image === null) return null;
  return Object.fromEntries(Object.entries(image).flatMap(([field, value]) => flatField(field, value, names)));
}

/** What a flat field of an asset is called; undefined where its plain name will do. */
export function flatFieldLabel(type: string, field: string): string | undefined {
  const known = nestedLabels[field];
  if (known !== undefined) return known;
  const [group, name = ""] = field.split(".");
  if (group === "facts" && isAssetKind(type)) return factField(type, name)?.label;
  return field === "ownerId" ? "Owner" : undefined;
}

/** The word for a choice of an asset; undefined where the value speaks for itself. */
export function assetChoiceLabel(type: string, field: string, value: string): string | undefined {
  if (!isAssetKind(type)) return undefined;
  const labels: Names | undefined =
    field === "sensitivity" ? sensitivityLabels : field === "state" ? stateLabels : optionsOf(type, field);
  return labels?.[value];
}

function optionsOf(kind: AssetKind, field: string): Names | undefined {
  return field.startsWith("facts.") ? factField(kind, field.slice("facts.".length))?.options : undefined;
}

/** Where an asset of this kind can be looked at; undefined for a version of a dataset, whose address its dataset knows. */
export function assetHref(type: string, slug: unknown): string | undefined {
  if (!isAssetKind(type) || type === "dataset_version" || typeof slug !== "string") return undefined;
  return `/${assetPlaces[type]}/${slug}`;
}
