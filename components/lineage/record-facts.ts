import { nodeLabels, relations, type RelationName } from "@/lib/inventory/assets/rules.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import type { AssetAtDto } from "@/lib/lineage/schema.ts";
import { plainFieldLabel } from "@/lib/rules/trail/thing-words.ts";

type Image = NonNullable<AssetAtDto["image"]>;
type Value = Image[string];
export type Fact = { label: string; value: string };

/** Fields that say nothing to people: how the record is kept, not what it says. */
const HIDDEN = new Set(["sourceKey", "sourceDigest", "cardDigest", "origins", "createdBy"]);

const isObject = (value: Value): value is Image => typeof value === "object" && value !== null && !Array.isArray(value);

type Names = Pick<AssetAtDto, "people" | "nodes">;

function idWords(id: string, { people, nodes }: Names): string {
  const node = nodes.find((each) => each.id === id);
  return people[id] ?? (node === undefined ? id : nodeName(node));
}

function linkWords(link: Value, names: Names): string {
  if (!isObject(link)) return "";
  const label = relations[link["relation"] as RelationName].label;
  const node = names.nodes.find(({ id }) => id === link["id"]);
  const type = nodeLabels[link["type"] as keyof typeof nodeLabels].toLowerCase();
  return `${label} ${node === undefined ? `a ${type} that is no longer there` : nodeName(node)}`;
}

function valueWords(value: Value, names: Names): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map((item) => valueWords(item, names)).join(", ");
  if (isObject(value)) {
    if (value["$erased"] === true) return "[erased]";
    return Object.entries(value)
      .map(([field, item]) => `${plainFieldLabel(field).toLowerCase()} ${valueWords(item, names)}`)
      .join(", ");
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? idWords(value, names) : String(value);
}

function factsOf(field: string, value: Value, names: Names): Fact[] {
  if (field === "links" && Array.isArray(value)) {
    return [{ label: "Links", value: value.map((link) => linkWords(link, names)).join("; ") }];
  }
  if ((field === "facts" || field === "custom") && isObject(value)) {
    return Object.entries(value).map(([name, item]) => ({
      label: plainFieldLabel(name),
      value: valueWords(item, names),
    }));
  }
  return [{ label: plainFieldLabel(field.replace(/Id$/, "")), value: valueWords(value, names) }];
}

/** What a record said at that time, as label and text, the name first; empty texts are left to whoever shows them. */
export function recordFacts(image: Image, names: Names): Fact[] {
  const fields = Object.keys(image)
    .filter((field) => !HIDDEN.has(field))
    .toSorted((a, b) => Number(b === "name" || b === "label") - Number(a === "name" || a === "label"));
  return fields.flatMap((field) => factsOf(field, image[field] ?? null, names));
}
